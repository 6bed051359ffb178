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

// foldLines gives the first lines, little more than maxFolded bytes of them, as
// one folded text.
func foldLines(lines []string) string {
	folded := make([]byte, 0, foldedSize(lines))
	for _, line := range lines {
		if len(folded) >= maxFolded {
			break
		}
		folded = foldLine(folded, line)
	}
	return foldedText(folded)
}

// foldedSize gives the room that lines take, as far as they are folded.
func foldedSize(lines []string) int {
	_, size := upTo(lines, maxFolded)
	return size
}

// foldLine appends a line to a folded text, with a blank behind it.
func foldLine(folded []byte, line string) []byte {
	folded = appendFold(folded, line)
	if n := len(folded); n > 0 && folded[n-1] != ' ' {
		folded = append(folded, ' ')
	}
	return folded
}

// foldedText gives a folded text without the blank behind its last line.
func foldedText(folded []byte) string { return string(bytes.TrimSuffix(folded, []byte(" "))) }

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
