package notice

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

// fold returns text in lower case with every run of white space as one blank and
// none at its ends.
func fold(s string) string {
	var short [256]byte
	return string(phrase.AppendFold(short[:0], s))
}

// foldLines returns the first lines, little more than maxFolded bytes of them, as
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

// foldedSize returns the room that lines take, as far as they are folded.
func foldedSize(lines []string) int {
	_, size := upTo(lines, maxFolded)
	return size
}

// foldLine appends a line to a folded text, with a blank after it.
func foldLine(folded []byte, line string) []byte {
	folded = phrase.AppendFold(folded, line)
	if n := len(folded); n > 0 && folded[n-1] != ' ' {
		folded = append(folded, ' ')
	}
	return folded
}

// foldedText returns a folded text without the blank after its last line.
func foldedText(folded []byte) string { return string(bytes.TrimSuffix(folded, []byte(" "))) }
