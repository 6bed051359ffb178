package notice

import (
	"bytes"
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

// foldLines gives the first lines, little more than n bytes of them, and a
// heading as one folded text.
func foldLines(lines []string, n int, heading string) string {
	lines, size := upTo(lines, n)
	folded := make([]byte, 0, size+len(heading))
	for _, line := range lines {
		folded = appendFold(folded, line)
		if k := len(folded); k > 0 && folded[k-1] != ' ' {
			folded = append(folded, ' ')
		}
	}
	return string(bytes.TrimSuffix(appendFold(folded, heading), []byte(" ")))
}

// appendFold appends s, folded, to dst.
func appendFold(dst []byte, s string) []byte {
	dst = slices.Grow(dst, len(s))
	start := len(dst)
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
