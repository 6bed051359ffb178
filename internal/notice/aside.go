package notice

import (
	"slices"
	"strings"
)

// isFieldOfSender reports whether a line is a quoted field that names no
// recipient: "From: taro@example.com".
func isFieldOfSender(line string) bool {
	name, _, ok := strings.Cut(strings.TrimSpace(line), ":")
	if !ok || !isFieldName(name) {
		return false
	}
	return slices.Contains(phrases().SenderFields, strings.ToLower(name))
}

// namesSender reports whether a line that is an address alone ends what the line
// above, or the one above a blank one, says of the sender:
//
//	A message sent by
//
//	  <taro@example.com>
func namesSender(lines []string, i int) bool {
	if i == 0 || !isOnlyAddress(strings.TrimSpace(lines[i])) {
		return false
	}
	above := strings.TrimSpace(lines[i-1])
	if above == "" && i > 1 {
		above = strings.TrimSpace(lines[i-2])
	}
	return above != "" && len(above) < minWrapped && isAside(fold(above))
}

// isAside reports whether words lead to an address that is no recipient: the
// sender's, or one for questions.
func isAside(words string) bool {
	return endsWithWord(strings.TrimRight(words, " :：,<\"'("), phrases().Aside) || containsAny(words, phrases().Contacts) != ""
}

// isSenderBehind reports whether the words right after an address say that it
// is the sender's.
func isSenderBehind(after string) bool {
	words := strings.TrimLeft(fold(after[:min(len(after), maxHeading)]), " >)\"':,.")
	return words != "" && startsWithAny(words, phrases().SendersBehind)
}

// isForQuestions reports whether the sentence says after an address that it is
// for questions, as languages with the verb at the end do.
func isForQuestions(after string) bool {
	sentence, _, _ := strings.Cut(after[:min(len(after), maxHeading)], "。")
	return containsAny(sentence, phrases().ContactsBehind) != ""
}
