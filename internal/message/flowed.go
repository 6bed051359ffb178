package message

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// unflowed returns a part's text with the lines joined that a mail program broke
// within words, as format=flowed with DelSp=yes has it (RFC 3676 section 4.1).
// Without DelSp, lines are broken between words, and left as they are.
func unflowed(h Header, text string) string {
	if !strings.Contains(ascii.Lower(h.Raw("Content-Type")), "delsp=yes") {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		rest, flows := strings.CutSuffix(line, " \n")
		if flows && rest != "--" { // "-- " begins a signature
			b.WriteString(rest)
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}
