package notice

import (
	"slices"
	"sync"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// What a notice's words say, by the lists of phrases.toml.
const (
	saysFailed = 1 << iota
	saysDelayed
	saysSucceeded
	saysWarning
	saysFinal
	saysAway // an automatic reply
	saysRefused
	saysListRefusal
	saysListRule
	saysHeld // a list server keeps the message for a moderator
	saysChallenge
	saysLocalNames
	saysUnreached
	saysAttached // a notice, which says the rest
	saysReasonAbove
	saysDominoRecipients
	saysDominoReason
	saysReporting // which host wrote it
)

// A vocabulary is every phrase that is looked for in the words of a notice:
// those of the lists, and those that mark a family.
type vocabulary struct {
	all    *phrase.List
	lists  []int          // by the phrase's number: the lists that have it
	number map[string]int // by phrase
	fields map[string]int // the header fields that mark a family, numbered
}

var vocabularyOf = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{number: map[string]int{}, fields: map[string]int{}}
	var words []string
	add := func(list int, phrases ...string) {
		for _, p := range phrases {
			n, ok := v.number[p]
			if !ok {
				n = len(words)
				v.number[p] = n
				words = append(words, p)
				v.lists = append(v.lists, 0)
			}
			v.lists[n] |= list
		}
	}
	t := phrases()
	add(saysFailed, t.Failed...)
	add(saysDelayed, t.Delayed...)
	add(saysSucceeded, t.Succeeded...)
	add(saysWarning|saysDelayed, t.Warnings...)
	add(saysFinal, t.Final...)
	add(saysAway, t.Replies.Words...)
	add(saysRefused, t.Refused...)
	add(saysListRefusal, t.ListRefusals...)
	add(saysListRule, t.ListRules...)
	add(saysHeld, t.Held...)
	add(saysChallenge, t.Challenges...)
	add(saysLocalNames, t.LocalNames...)
	add(saysUnreached, t.Unreached...)
	add(saysAttached, t.AttachedNotices...)
	add(saysReasonAbove, t.ReasonsAbove...)
	add(saysDominoRecipients, t.Domino.Recipients...)
	add(saysDominoReason, t.Domino.Reason...)
	add(saysReporting, t.Reporting.Labels...)
	add(saysReporting, t.Reporting.Sentences...)
	marks := slices.Concat(ordinary().Marks, ordinary().Postmaster, ordinary().Replies, ordinary().Tickets)
	for _, f := range families() {
		marks = append(marks, f.Marks...)
	}
	for _, m := range marks {
		name := ascii.Lower(m.Header)
		if _, known := v.fields[name]; !known && name != "" {
			v.fields[name] = len(v.fields)
		}
		for _, p := range []string{m.Text, m.And} {
			if p != "" {
				add(0, p)
			}
		}
	}
	v.all = phrase.NewList(words)
	return v
})

// phraseSet is what the words of a notice hold of the vocabulary.
type phraseSet struct {
	lists   int
	phrases []uint64 // a bit for each phrase
}

// findPhrases looks for the whole vocabulary in folded words.
func findPhrases(folded string) phraseSet {
	v := vocabularyOf()
	s := phraseSet{phrases: make([]uint64, len(v.lists)/64+1)}
	var buf [32]phrase.Hit
	for _, h := range v.all.Sweep([]byte(folded), buf[:0]) {
		s.lists |= v.lists[h.Phrase]
		s.phrases[h.Phrase/64] |= 1 << (h.Phrase % 64)
	}
	return s
}

// says reports whether the words have a phrase of the list.
func (s phraseSet) says(list int) bool { return s.lists&list != 0 }

// has reports whether the words have the phrase of this number.
func (s phraseSet) has(n int) bool { return s.phrases[n/64]&(1<<(n%64)) != 0 }
