package phrase

import (
	"cmp"
	"slices"
)

// A List is a set of phrases that are looked for together. A phrase begins
// where a word does and may end within one; Within finds those as well that
// begin within a word.
type List struct {
	trie    Trie
	phrases []string
}

// NewList returns a list of phrases, which must be in lower case.
func NewList(phrases []string) *List {
	keys := make([]Key, len(phrases))
	for i, p := range phrases {
		keys[i] = Key{Text: p, Open: true}
	}
	return &List{New(keys), phrases}
}

// Sweep appends every place where a phrase occurs in a folded text to hits, in
// the order of the text.
func (l *List) Sweep(text []byte, hits []Hit) []Hit { return l.trie.Sweep(text, hits) }

// Find returns the numbers of the phrases that occur in a folded text.
func (l *List) Find(text string) []int32 {
	var buf [16]Hit
	hits := l.trie.Sweep([]byte(text), buf[:0])
	if len(hits) == 0 {
		return nil
	}
	numbers := make([]int32, len(hits))
	for i, h := range hits {
		numbers[i] = h.Phrase
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// Hits is like Sweep, but in the order of the list and then of the text.
func (l *List) Hits(text []byte, hits []Hit) []Hit {
	hits = l.trie.Sweep(text, hits)
	if len(hits) > 1 {
		slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Phrase, b.Phrase), cmp.Compare(a.Start, b.Start)) })
	}
	return hits
}

// In returns the phrase that occurs first in a folded text, or "".
func (l *List) In(text []byte) string {
	var buf [4]Hit
	hits := l.trie.sweep(text, buf[:0], true)
	if len(hits) == 0 {
		return ""
	}
	return l.phrases[hits[0].Phrase]
}

// Within reports whether one of the phrases occurs anywhere in a folded text.
func (l *List) Within(text []byte) bool { return l.trie.within(text) }
