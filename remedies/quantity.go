package remedies

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A quantity is a whole number in a text.
type quantity struct {
	number int64
	before string // the text since the number before it
	after  string // the rest of the text
}

const (
	maxQuantities = 64 // no reply that names an amount has as many numbers
	maxDigits     = 12
)

// quantities returns the numbers of a text.
func quantities(s string) []quantity {
	var all []quantity
	isDigit := func(r rune) bool { return '0' <= r && r <= '9' }
	for len(all) < maxQuantities {
		start := strings.IndexFunc(s, isDigit)
		if start < 0 {
			break
		}
		digits := s[start:]
		after := strings.TrimLeftFunc(digits, isDigit)
		digits = digits[:len(digits)-len(after)]
		q := quantity{before: s[:start], after: after}
		if len(digits) <= maxDigits {
			q.number, _ = strconv.ParseInt(digits, 10, 64)
		}
		all = append(all, q)
		s = after
	}
	return all
}

// cutWord removes the longest of words from the beginning of s, after blanks.
func cutWord(s string, words []string) (rest string, ok bool) {
	rest = strings.TrimLeftFunc(s, unicode.IsSpace)
	longest := 0
	for _, word := range words {
		if len(word) > longest && strings.HasPrefix(rest, word) && isWord("", word, rest[len(word):]) {
			longest = len(word)
		}
	}
	return rest[longest:], longest > 0
}

// trimWord removes the longest of words from the end of s, before blanks.
func trimWord(s string, words []string) (rest string, ok bool) {
	rest = strings.TrimRightFunc(s, unicode.IsSpace)
	longest := 0
	for _, word := range words {
		if len(word) > longest && strings.HasSuffix(rest, word) && isWord(rest[:len(rest)-len(word)], word, "") {
			longest = len(word)
		}
	}
	return rest[:len(rest)-longest], longest > 0
}

// withoutWord returns s without one of words at its end.
func withoutWord(s string, words []string) string {
	rest, _ := trimWord(s, words)
	return rest
}

// isWord reports whether word is separate from the text on both its sides.
func isWord(before, word, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(word)
	end, _ := utf8.DecodeLastRuneInString(word)
	next, _ := utf8.DecodeRuneInString(after)
	return !(inWord(last) && inWord(first)) && !(inWord(end) && inWord(next))
}

// inWord reports whether r belongs to a word that spaces delimit. Chinese and
// Japanese do not separate their words.
func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_') && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
