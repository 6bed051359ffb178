package notice

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// How surely an address in a notice is a recipient.
const (
	mentioned = iota + 1 // is in a sentence
	labelled             // is after words that announce a recipient
	leading              // begins a line, or is after a label with a colon
)

// rankOf returns how surely an address is a recipient, by what is before it on
// its line; 0 if it is none.
func rankOf(before, after, wrapped string, earlier []lead) int {
	if isSenderBehind(after) {
		return 0
	}
	bare := bareWords(unnamed(before))
	if bare == "" && wrapped != "" {
		wrapped = fold(tail(wrapped, maxHeading))
		if isAside(wrapped) {
			return 0
		}
		if isProse(after) {
			bare = wrapped
		}
	}
	if bare == "" || isReplyCode(bare) || isNumbering(bare) || slices.Contains(phrases().AddressTypes, bare) {
		return leading
	}
	if n := len(earlier); n > 0 && earlier[n-1].rank == leading && isListSeparator(before) {
		return leading
	}
	colon := strings.HasSuffix(bare, ":") || strings.HasSuffix(bare, "：")
	words := strings.Trim(bare, " :：.,;<\"'")
	if endsWithWord(words, phrases().Aside) {
		return 0
	}
	if endsWithWord(digitless(words), phrases().Labels) {
		if colon && len(words) < 60 || indent(before) == "" && isWholeLabel(words, after) {
			return leading
		}
		return labelled
	}
	if colon && slices.Contains(phrases().SoleLabels, words) {
		return leading
	}
	if isAside(bare) || isForQuestions(after) {
		return 0
	}
	return mentioned
}

// isWholeLabel reports whether a line is nothing but a label and an address:
// "undeliverable to jiro@example.org".
func isWholeLabel(words, after string) bool {
	return strings.Trim(after, " >\"'.") == "" && slices.Contains(phrases().Labels, words)
}

// unnamed removes the display name in quotes before an address in brackets:
// "Jiro Sato" <jiro@example.org>.
func unnamed(before string) string {
	name, ok := strings.CutSuffix(strings.TrimRight(before, " <"), `"`)
	if open := strings.LastIndexByte(name, '"'); ok && open >= 0 && strings.HasSuffix(before, "<") {
		return before[:open]
	}
	return before
}

// bareWords folds what is before an address and removes bullets,
// brackets and quotes.
func bareWords(before string) string {
	s := fold(before)
	s = strings.TrimRight(s, " <\"'“‘「『([")
	return strings.TrimLeft(s, " *->•・–—|#+~=,.:;<")
}

// isNumbering reports whether words are the number of an entry: "1", "2)".
func isNumbering(words string) bool {
	digits := strings.TrimRight(words, ".):")
	return digits != "" && len(digits) < 3 && strings.Trim(digits, "0123456789") == ""
}

// isReplyCode reports whether s is what is before an address in
// "550 5.1.1 <jiro@example.org>... User unknown".
func isReplyCode(s string) bool {
	s = strings.Trim(s, " <")
	if len(s) < 3 || reply.Parse(s[:3]).Code < 400 {
		return false
	}
	status := strings.TrimLeft(s[3:], " -")
	return status == "" || reply.IsStatus(status)
}

// isListSeparator reports whether s ends as between two addresses of a list.
func isListSeparator(s string) bool {
	s = strings.TrimRight(s, " <\"'")
	return s != "" && strings.IndexByte(",;", s[len(s)-1]) >= 0
}

// isProse reports whether what follows an address continues its sentence.
func isProse(after string) bool {
	after = strings.TrimLeft(after, ">\"'")
	return len(after) > 1 && (after[0] == ' ' && after[1] >= 'a' && after[1] <= 'z' || strings.HasPrefix(after, ". ") || strings.HasPrefix(after, ", "))
}

// isArrow reports whether words end with the arrow from a sender, or from an
// alias, to a recipient.
func isArrow(words string) bool {
	words = strings.TrimRight(words, " <\"'")
	return strings.HasSuffix(words, "->") || strings.HasSuffix(words, "=>") || strings.HasSuffix(words, "→")
}

// endsWithWord reports whether s ends with one of list as whole words.
func endsWithWord(s string, list []string) bool {
	for _, p := range list {
		if strings.HasSuffix(s, p) {
			if rest := s[:len(s)-len(p)]; rest == "" || !isWordByte(rest[len(rest)-1]) || p[0] >= utf8.RuneSelf {
				return true
			}
		}
	}
	return false
}

func isWordByte(c byte) bool { return ascii.IsAlnum(c) || c == '-' }
