package phrase

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// AppendFold appends s to dst, folded: in lower case, with every run of white
// space as one blank and none at its ends.
func AppendFold[T ~string | ~[]byte](dst []byte, s T) []byte {
	dst = slices.Grow(dst, len(s))
	start := len(dst)
	blank := false
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
			i += n
			if unicode.IsSpace(r) {
				blank = true
				continue
			}
			if blank && len(dst) > start {
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
		if blank && len(dst) > start {
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
