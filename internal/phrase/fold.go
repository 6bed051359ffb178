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
	for i := 0; i < len(s); i++ {
		switch c := foldOf[s[i]]; c {
		default:
			dst = append(dst, c)
		case ' ':
			dst = appendBlank(dst, start)
		case utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
			i += n - 1
			if unicode.IsSpace(r) {
				dst = appendBlank(dst, start)
			} else {
				dst = utf8.AppendRune(dst, unicode.ToLower(r))
			}
		}
	}
	if n := len(dst); n > start && dst[n-1] == ' ' {
		return dst[:n-1]
	}
	return dst
}

// appendBlank appends a blank unless one is there or nothing is.
func appendBlank(dst []byte, start int) []byte {
	if n := len(dst); n > start && dst[n-1] != ' ' {
		return append(dst, ' ')
	}
	return dst
}

// foldOf is every byte of ASCII folded, and utf8.RuneSelf for all others.
var foldOf = func() (to [256]byte) {
	for i := range to {
		switch c := byte(i); {
		case c >= utf8.RuneSelf:
			to[i] = utf8.RuneSelf
		case c == ' ' || c >= '\t' && c <= '\r':
			to[i] = ' '
		case c >= 'A' && c <= 'Z':
			to[i] = c + 'a' - 'A'
		default:
			to[i] = c
		}
	}
	return to
}()
