package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readBareNames reads what old systems say about their own users and about UUCP
// paths, if a notice names no address:
//
//	550 jiro... User unknown
//	 relay!host!jiro ... unknown user
func readBareNames(d *document) []fact.Recipient {
	if !strings.Contains(d.folded, "... ") || !mayNameUsers(d) {
		return nil
	}
	var all []fact.Recipient
	for _, line := range d.lines {
		name, said, ok := strings.Cut(strings.TrimSpace(line), "... ")
		if !ok || strings.HasPrefix(name, "<<<") || strings.HasPrefix(name, ">>>") {
			continue
		}
		words := strings.Fields(name)
		if n := len(words); n == 0 || n > 3 || n > 1 && !isReplyCode(strings.Join(words[:n-1], " ")) || !isBareName(words[n-1]) {
			continue
		}
		r := fact.Recipient{Address: words[len(words)-1], Words: said, Diagnostic: strings.TrimSpace(line), Reply: reply.Parse(line)}
		if all = append(all, r); len(all) == maxGuesses {
			break
		}
	}
	return all
}

// mayNameUsers reports whether the words or the subject are those of a notice, so
// that a line in sendmail's form is about a recipient.
func mayNameUsers(d *document) bool {
	return d.said.says(saysFailed) || titles().In([]byte(d.title)) != ""
}

// isBareName reports whether a word may be a local name or a UUCP path.
func isBareName(word string) bool {
	for i := range len(word) {
		if c := word[i]; !isWordByte(c) && c != '.' && c != '_' && c != '!' && c != '+' {
			return false
		}
	}
	return word != "" && strings.Trim(word, ".-0123456789") != ""
}
