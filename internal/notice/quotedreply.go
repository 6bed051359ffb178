package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/reply"
)

// quotedReply finds the refusal that someone quotes in their own words, in
// any language: it begins a line, is after a colon or a quote, or has
// its enhanced status code (RFC 3463) after the reply code.
//
//	De server antwoordde: 550 5.1.1 No such user
func quotedReply(text string) (said string, ok bool) {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		for at := 0; at+4 < len(line); at++ {
			if c := line[at]; c != '4' && c != '5' || at > 0 && isWordByte(line[at-1]) {
				continue
			}
			if !startsReply(line[at:]) {
				continue
			}
			status, _, _ := strings.Cut(line[at+4:], " ")
			before := strings.TrimRight(line[:at], " ")
			introduced := before == "" || strings.IndexByte(":'\"", before[len(before)-1]) >= 0 || endsWithQuote(before)
			if introduced || reply.IsStatus(strings.TrimRight(status, ".,:;")) {
				return withContinuation(line[at:], lines[i+1:]), true
			}
		}
	}
	return "", false
}

// withContinuation returns a reply with the lines that go on with it (RFC 5321
// section 4.2.1).
func withContinuation(said string, below []string) string {
	said = strings.TrimSpace(said)
	for _, line := range below {
		if len(said) < 4 || said[3] != '-' || !continuesReply([]string{said}, line) {
			break
		}
		said = joined(said, line)
	}
	return said
}

// endsWithQuote reports whether words end with an opening quote.
func endsWithQuote(words string) bool {
	for _, quote := range []string{"“", "„", "«", "‹", "‘", "‚", "「", "『", "："} {
		if strings.HasSuffix(words, quote) {
			return true
		}
	}
	return false
}
