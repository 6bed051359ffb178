// Package ascii folds and compares text by its ASCII letters alone, so that
// every byte keeps its place whatever else the text holds.
package ascii

import (
	"slices"
	"strings"
)

// Lower returns s with the letters A to Z in lower case, byte for byte.
func Lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return lower(s)
		}
	}
	return s
}

func lower(s string) string {
	var short [256]byte
	return string(AppendLower(short[:0], s))
}

// AppendLower appends s to dst, with the letters A to Z in lower case.
func AppendLower[T ~string | ~[]byte](dst []byte, s T) []byte {
	dst = slices.Grow(dst, len(s))
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// HasPrefixFold reports whether s begins with prefix, whatever the case.
func HasPrefixFold[T ~string | ~[]byte](s T, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(string(s[:len(prefix)]), prefix)
}

// HasSuffixFold reports whether s ends with suffix, whatever the case.
func HasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

// IsDigit reports whether c is an ASCII digit.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

// IsAlnum reports whether c is an ASCII letter or digit.
func IsAlnum(c byte) bool { return IsDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// BeginsFormula reports whether a spreadsheet would take the cell of a CSV file
// for a formula.
func BeginsFormula(cell string) bool {
	return cell != "" && strings.IndexByte("=+-@\t\r\n", cell[0]) >= 0
}
