package remedies

import (
	"cmp"
	"slices"

	"github.com/ndrparse/ndrparse/ndr"
)

// maxRemedies is how many remedies one recipient gets: more than these nobody
// works through.
const maxRemedies = 6

// A candidate is a remedy that applies and could be filled in.
type candidate struct {
	ndr.Remedy
	topic       string
	specificity int
}

// choose returns the remedies for one failure, in the order in which to try
// them: by importance, then the more specific first, then as the catalogue
// has them. A file that cannot be read would have none, but the tests read the
// whole catalogue.
func choose(b *bounce) []ndr.Remedy {
	all, err := topics()
	if err != nil {
		return nil
	}
	var found []candidate
	for i := range all {
		if slices.Contains(all[i].causes, b.rec.Cause) {
			found = append(found, all[i].candidates(b)...)
		}
	}
	found = onePerTopic(found)
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.Importance, a.Importance), cmp.Compare(b.specificity, a.specificity))
	})
	var chosen []ndr.Remedy
	for _, c := range found[:min(len(found), maxRemedies)] {
		chosen = append(chosen, c.Remedy)
	}
	return chosen
}

// candidates returns the topic's remedies that apply to b, filled in.
func (t *topic) candidates(b *bounce) []candidate {
	rules, err := t.rules()
	if err != nil {
		return nil
	}
	var found []candidate
	for i := range rules {
		specificity, ok := rules[i].applies(b)
		if !ok {
			continue
		}
		words, err := t.words[b.lang]()
		if err != nil {
			return nil
		}
		if remedy, ok := b.fillRemedy(&rules[i], words[rules[i].ID]); ok {
			found = append(found, candidate{remedy, rules[i].Topic, specificity})
		}
	}
	return found
}

// applies reports whether the remedy is for b, and how specific it is.
func (r *rule) applies(b *bounce) (specificity int, ok bool) {
	if !slices.Contains(r.Causes, b.rec.Cause) {
		return 0, false
	}
	return holds(r.When, r.Unless, b)
}

// onePerTopic keeps, of the candidates on one topic, the most specific, so
// that no two say the same or contradict each other.
func onePerTopic(all []candidate) []candidate {
	best := map[string]int{}
	for i, c := range all {
		if j, seen := best[c.topic]; !seen || c.specificity > all[j].specificity {
			best[c.topic] = i
		}
	}
	var kept []candidate
	for i, c := range all {
		if c.topic == "" || best[c.topic] == i {
			kept = append(kept, c)
		}
	}
	return kept
}
