// Package reply finds SMTP replies (RFC 5321 section 4.2) and enhanced status
// codes (RFC 3463, RFC 2034) in the words of notices and logs.
package reply

import (
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// MaxWords is how much of a text is looked at for one reply: RFC 5321 section
// 4.5.3.1.5 allows 512 octets a line, and no server says more than a page.
const MaxWords = 8 << 10

// Parse reads the reply that is in words, which may have other words
// before and after it. The text of the reply begins with its code and ends
// where the server's words do; a reply without a code is all words.
func Parse(words string) fact.Reply {
	words = clean(words)
	at := find(words)
	if at < 0 {
		return fact.Reply{Status: Status(words), Text: unremarked(words)}
	}
	var buf [512]byte
	low := ascii.AppendLower(buf[:0], words)
	end, command := serverEnd(words, low, at)
	if command == "" {
		command = commandIn(low)
	}
	r := fact.Reply{
		Code:    smtpcode.LeadingReply(words[at:]),
		Command: command,
		Status:  ownStatus(words[at:end], low[at:end]),
	}
	if r.Status == "" {
		r.Status = Status(words[:at]) // "5.3.0 - Other mail system problem 550-'Unknown user'"
	}
	if len(words)-at < 8 && !isIntroduced(words[:at]) {
		r.Text = words // "… mailbox unavailable [SMTP error code 550]"
		return r
	}
	said, stage := unwrap(words[:at], words[at:end])
	if stage != "" {
		r.Command = stage
	}
	r.Text = tidy(join(said))
	return r
}

// clean folds white space and removes the type of a Diagnostic-Code and the
// quotes around a whole reply.
func clean(words string) string {
	if len(words) > MaxWords {
		words = strings.ToValidUTF8(words[:MaxWords], "")
	}
	if !isTidy(words) {
		words = strings.Join(strings.Fields(statedOnce(words)), " ")
	}
	if strings.IndexByte(words, '\\') >= 0 {
		words = unescapeLines(unescape(words))
	}
	if kind, rest, ok := strings.Cut(words, ";"); ok && isDiagnosticType(strings.TrimRight(kind, " ")) {
		words = strings.TrimSpace(rest)
	}
	if n := len(words); n > 1 && (words[0] == '\'' || words[0] == '"') && words[n-1] == words[0] {
		words = words[1 : n-1]
	}
	return words
}

// isTidy reports whether words have single blanks between them and nothing else
// that could be white space.
func isTidy(words string) bool {
	blank := true
	for i := range len(words) {
		switch c := words[i]; {
		case c == ' ' && !blank:
			blank = true
		case c <= ' ' || c >= utf8.RuneSelf:
			return false
		default:
			blank = false
		}
	}
	return !blank
}

// isDiagnosticType reports whether s is a diagnostic-type (RFC 3464 section
// 2.3.6): one short word such as smtp, x-postfix or lmtp.
func isDiagnosticType(s string) bool {
	if len(s) > maxType || len(s) < 3 {
		return false
	}
	if s[0]|0x20 != 'x' || s[1] != '-' {
		return hasWord(table().Types, s)
	}
	for i := range len(s) {
		if !ascii.IsAlnum(s[i]) && s[i] != '-' && s[i] != '_' {
			return false
		}
	}
	return true
}

// maxType is the length of the longest diagnostic-type.
const maxType = 40

// find returns the index of the reply code in words, or -1. A refusal is looked
// for first; one with an enhanced code after it is surer than one without.
func find(words string) int {
	best, bestRank := -1, 0
	for i := 0; i+3 <= len(words); i++ {
		if words[i] < '2' || words[i] > '5' || words[i] == '3' || !isCode(words, i) {
			continue
		}
		rank := 1
		switch {
		case words[i] == '2' && i > 0:
			continue // "250" amid words is hardly ever a reply
		case i+4 < len(words) && statusLen(strings.TrimLeft(words[i+4:], "#([<")) > 0:
			rank = 3
		case i == 0 || strings.IndexByte(":'\"#;", words[i-1]) >= 0 || i > 1 && strings.IndexByte(":>", words[i-2]) >= 0:
			rank = 2
		}
		if i == 0 && words[0] != '2' {
			return 0
		}
		if rank > bestRank && !(best >= 0 && belongs(words, best, i)) {
			best, bestRank = i, rank
		}
		i += 2
	}
	return best
}

// belongs reports whether the code at words[i:] is part of what the reply at
// words[best:] says: it begins another of its lines, or the reply of a third
// server that it quotes.
func belongs(words string, best, i int) bool {
	lines := words[best+3] == '-'
	if lines && words[i:i+3] == words[best:best+3] {
		return true
	}
	return isIntroduced(words[:i]) && (lines || isIntroduced(words[:best]))
}

// isCode reports whether a reply code is at words[i:]: three digits alone,
// no part of a number, an address, a version or a measure.
func isCode(words string, i int) bool {
	if smtpcode.LeadingReply(words[i:]) == 0 {
		return false
	}
	if i > 0 {
		switch p := words[i-1]; {
		case ascii.IsAlnum(p), strings.IndexByte(".-/@+=$%_", p) >= 0:
			return false
		case p == ' ' && (measureBefore(words[:i-1]) || dialled(words[:i-1])):
			return false
		}
	}
	rest := words[i+3:]
	if rest == "" {
		return true
	}
	switch rest[0] {
	case ' ':
		return !measureAfter(rest[1:])
	case '-':
		return len(rest) > 1 && (!ascii.IsDigit(rest[1]) || statusLen(rest[1:]) > 0 || i == 0 && startsAddress(rest[1:]))
	case '.', ',':
		return len(rest) == 1 || !ascii.IsDigit(rest[1])
	case '\'', '"', ')', ']', '>', ';', ':', '#', '<', '(':
		return true
	}
	return rest[0] >= 0x80
}

// startsAddress reports whether words begin with an IPv4 address, as in
// "550-192.0.2.7 is listed": a number of that length after a code is no range.
func startsAddress(words string) bool {
	token, _, _ := strings.Cut(words, " ")
	return strings.Count(token, ".") >= 3 && IP(token) != ""
}

func measureBefore(words string) bool {
	return hasWord(table().BeforeMeasure, words[strings.LastIndexByte(words, ' ')+1:])
}

// dialled reports whether words end in the beginning of a telephone number:
// "call +1".
func dialled(words string) bool {
	return strings.HasPrefix(words[strings.LastIndexByte(words, ' ')+1:], "+")
}

func measureAfter(words string) bool {
	word, _, _ := strings.Cut(words, " ")
	return hasWord(table().AfterMeasure, strings.TrimRight(word, ".,;:)"))
}

func hasWord(list []string, word string) bool {
	for _, w := range list {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
