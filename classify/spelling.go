package classify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

// spellings maps the other ways in which servers write the phrases of rules to
// the usual one: with the letters that their file gives for seven bits ("fuer"
// for "für"), and with what a log without such letters keeps of one: a question
// mark, or one for each of its two bytes.
func spellings(rules []merged) map[phrase.Key]phrase.Key {
	spelt := map[phrase.Key]phrase.Key{}
	several := map[phrase.Key]bool{} // stand for one phrase as well as for another
	for i := range rules {
		r := &rules[i]
		for _, s := range slices.Concat(r.Any, r.All, r.With, r.Not) {
			if !strings.ContainsFunc(s, isAccented) {
				continue
			}
			usual, _ := parsePhrase(s) // checked when the rule was loaded
			for _, other := range []string{inSevenBits(s, r.spelling), lost(s, "?"), lost(s, "??")} {
				key, err := parsePhrase(other)
				if err != nil || key == usual {
					continue // too long, or no other spelling
				}
				before, taken := spelt[key]
				several[key] = several[key] || taken && before != usual
				spelt[key] = usual
			}
		}
	}
	for key := range several {
		if several[key] {
			delete(spelt, key)
		}
	}
	return spelt
}

// isAccented reports whether r is a Latin letter that ASCII lacks.
func isAccented(r rune) bool { return r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r) }

// inSevenBits writes s with the letters of table, from lower case to lower case.
func inSevenBits(s string, table map[string]string) string {
	for letter, plain := range table {
		s = strings.ReplaceAll(s, letter, plain)
	}
	return s
}

// lost returns s with mark in place of each letter that ASCII lacks.
func lost(s, mark string) string {
	var b strings.Builder
	for _, r := range s {
		if isAccented(r) {
			b.WriteString(mark)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spell returns the trie of phrases, in which every spelling of one leads to it.
func spell(keys []phrase.Key, numbers map[phrase.Key]int32, spelt map[phrase.Key]phrase.Key) phrase.Trie {
	means := make([]int32, len(keys), len(keys)+len(spelt))
	for n := range means {
		means[n] = int32(n)
	}
	for key, usual := range spelt {
		keys, means = append(keys, key), append(means, numbers[usual])
	}
	t := phrase.New(keys)
	for i := range t.Nodes[1:] { // the first is none of a phrase
		n := &t.Nodes[i+1]
		if n.Whole >= 0 {
			n.Whole = means[n.Whole]
		}
		if n.Start >= 0 {
			n.Start = means[n.Start]
		}
	}
	return t
}
