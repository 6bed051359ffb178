package reply

import (
	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/phrase"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// Status returns the first enhanced status code (RFC 3463: class, subject,
// detail) that is in words, or "".
func Status(words string) string {
	at, end := statusIn(words)
	return words[at:end]
}

// statusIn returns the index of the first enhanced status code in words; one of
// no length is none.
func statusIn(words string) (at, end int) {
	for i := 0; i+5 <= len(words); i++ {
		switch words[i] {
		case '2', '4', '5':
			if n := statusLen(words[i:]); n > 0 && startsAlone(words, i) {
				return i, i + n
			}
		}
	}
	return 0, 0
}

// ownStatus returns the first enhanced status code in a reply that begins with
// its code, and is given in lower case too. One in a quoted reply counts as
// well, as the recipient's own server may have given that, but not if it was
// given on the sender, whom the server asked about:
//
//	550-Verification failed for <taro@example.com>
//	550-Response: 550 5.1.1 User unknown
//	550 Sender verify failed
func ownStatus(reply string, low []byte) string {
	at, end := statusIn(reply)
	if at <= len("550 ") {
		return reply[at:end]
	}
	var buf [8]phrase.Hit
	quoted := cues().introduces.Sweep(low[:at], buf[:0])
	if len(quoted) == 0 || cues().ofSender.In(low) == "" {
		return reply[at:end]
	}
	if last := lastLine(reply); last > at && last+5 < len(reply) {
		return reply[last+5:][:statusLen(reply[last+5:])]
	}
	return ""
}

// IsStatus reports whether s is an enhanced status code and nothing else.
func IsStatus(s string) bool { return s != "" && statusLen(s) == len(s) }

// statusLen returns the length of the enhanced status code at the start of s, or
// 0. Its subject is one of 0 to 7 (RFC 3463 section 3); other numbers of that
// shape are a server's own.
func statusLen(s string) int {
	if len(s) < 5 || s[3] != '.' {
		return 0 // two digits of subject
	}
	status, n := smtpcode.LeadingStatus(s)
	if status.Subject() > 7 || n < len(s) && ascii.IsAlnum(s[n]) {
		return 0
	}
	return n
}

// startsAlone reports whether no other token runs into words[i:]. A reply code
// joined with a hyphen, as in "550-5.1.1", is none.
func startsAlone(words string, i int) bool {
	if i == 0 {
		return true
	}
	switch p := words[i-1]; {
	case ascii.IsAlnum(p), p == '.', p == '/', p == '_', p == '@', p == '+', p == '=':
		return false
	case p == '-':
		return i >= 4 && isDigits(words[i-4:i-1])
	}
	return true
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !ascii.IsDigit(s[i]) {
			return false
		}
	}
	return true
}
