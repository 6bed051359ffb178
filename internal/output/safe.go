package output

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe returns s as one line that a terminal shows as it is: line breaks
// and tabs become blanks, and every other control or invisible formatting
// character, among them escape sequences and the bidirectional overrides, is
// spelt out as \x1b or \u202e.
func Safe(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexFunc(s, unsafe) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !unsafe(r):
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// unsafe reports whether r could change how the text round it is shown. The
// joiners are left alone: scripts and emoji need them, and they move nothing.
func unsafe(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' || r == '\x7f'
	case r == zeroWidthNonJoiner || r == zeroWidthJoiner:
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
