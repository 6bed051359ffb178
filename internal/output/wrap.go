package output

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// wrap breaks s into lines of at most width columns, an East Asian wide
// character counting two. The places to break are those of Unicode's line
// breaking algorithm (UAX #14), which never begins a line with 。, 、 or 」,
// less those within a run of narrow characters or of katakana: addresses, codes
// and loan words stay whole, and stand out on a line of their own if they are
// longer than one.
func wrap(s string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	for _, chunk := range chunks(s) {
		bare := strings.TrimRight(chunk, " ")
		if used > 0 && used+uniseg.StringWidth(bare) > width {
			lines = append(lines, strings.TrimRight(line.String(), " "))
			line.Reset()
			used = 0
		}
		line.WriteString(chunk)
		used += uniseg.StringWidth(chunk)
	}
	if line.Len() > 0 || len(lines) == 0 {
		lines = append(lines, strings.TrimRight(line.String(), " "))
	}
	return lines
}

// chunks splits s into the pieces that stay on one line, each with the blanks
// that follow it.
func chunks(s string) []string {
	var all []string
	start, end, state := 0, 0, -1
	for end < len(s) {
		var segment string
		segment, _, _, state = uniseg.FirstLineSegmentInString(s[end:], state)
		end += len(segment)
		if end == len(s) || breakable(s[start:end], s[end:]) {
			all = append(all, s[start:end])
			start = end
		}
	}
	return all
}

// breakable reports whether a line may end between before and after: at a
// blank or beside a wide character, but not between two katakana.
func breakable(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	switch {
	case unicode.IsSpace(last):
		return true
	case katakana(last) && katakana(first):
		return false
	}
	return wide(last) || wide(first)
}

// katakana reports whether r is part of a word in katakana; the prolonged sound
// mark belongs to no one script.
func katakana(r rune) bool { return r == 'ー' || unicode.Is(unicode.Katakana, r) }

func wide(r rune) bool { return uniseg.StringWidth(string(r)) == 2 }

// columns returns how many columns s takes on a terminal.
func columns(s string) int { return uniseg.StringWidth(s) }
