package notice

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// fold gives text in lower case with every run of white space as one blank and
// none at its ends.
func fold(s string) string {
	var short [256]byte
	return string(appendFold(short[:0], s))
}

// appendFold appends s, folded, to an empty dst.
func appendFold(dst []byte, s string) []byte {
	dst = slices.Grow(dst, len(s))
	blank := false
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			if unicode.IsSpace(r) {
				blank = true
				continue
			}
			if blank && len(dst) > 0 {
				dst = append(dst, ' ')
			}
			blank = false
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
			continue
		}
		i++
		if c <= ' ' && (c == ' ' || c >= '\t' && c <= '\r') {
			blank = true
			continue
		}
		if blank && len(dst) > 0 {
			dst = append(dst, ' ')
		}
		blank = false
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}
