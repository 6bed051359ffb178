package mailbox

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/hostname"
	"github.com/ndrparse/ndrparse/ndr"
)

// A Summary counts what a [Batch] found. It is the same for any number of jobs.
type Summary struct {
	Messages int `json:"messages"` // all, those that could not be parsed included
	Passed   int `json:"passed"`   // skipped, since their header shows ordinary mail
	Written  int `json:"written"`  // reports that were written

	Kinds     map[ndr.Kind]int       `json:"kinds"`     // of the messages; those passed over are NotBounce
	Causes    map[classify.Cause]int `json:"causes"`    // of the recipients that have one
	Domains   map[string]int         `json:"domains"`   // of the same recipients, in lower case
	Providers map[string]int         `json:"providers"` // that refused them, by slug

	Failures int       `json:"failures"` // inputs and messages that could not be read
	Failed   []Failure `json:"failed"`   // the first of these
}

// A Failure is an input or message that could not be read, and why.
type Failure struct {
	Source string `json:"source"`
	Reason string `json:"reason"`
}

// The most that a Summary remembers, for the sake of memory. Of the domains,
// the rare ones are forgotten first.
const (
	maxFailed  = 1000
	maxDomains = 1 << 15
)

func newSummary() *Summary {
	return &Summary{
		Kinds: map[ndr.Kind]int{}, Causes: map[classify.Cause]int{},
		Domains: map[string]int{}, Providers: map[string]int{},
	}
}

// Bounces returns the number of messages that are Failed or Delayed.
func (s *Summary) Bounces() int { return s.Kinds[ndr.Failed] + s.Kinds[ndr.Delayed] }

// A Count is how often a name occurred.
type Count[K ~string] struct {
	Name  K   `json:"name"`
	Count int `json:"count"`
}

// Top returns the n most frequent names of one of the maps of a Summary, the
// most frequent first, or all if there are fewer.
func Top[K ~string](counts map[K]int, n int) []Count[K] {
	var all []Count[K]
	for name, count := range counts {
		all = append(all, Count[K]{name, count})
	}
	slices.SortFunc(all, func(a, b Count[K]) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return all[:min(len(all), n)]
}

func (s *Summary) addPassed() {
	s.Messages++
	s.Passed++
	s.Kinds[ndr.NotBounce]++
}

func (s *Summary) addReport(r *ndr.Report) {
	s.Messages++
	s.Kinds[r.Kind]++
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		if rec.Cause == "" {
			continue
		}
		s.Causes[rec.Cause]++
		if rec.Provider != "" {
			s.Providers[rec.Provider]++
		}
		if domain := hostname.OfAddress(rec.Address); domain != "" {
			s.Domains[strings.ToLower(domain)]++
		}
	}
}

func (s *Summary) addFailure(f Failure) {
	s.Failures++
	if len(s.Failed) < maxFailed {
		s.Failed = append(s.Failed, f)
	}
}

// add adds the counts of a later part of the run.
func (s *Summary) add(o *Summary) {
	s.Messages += o.Messages
	s.Passed += o.Passed
	s.Written += o.Written
	addCounts(s.Kinds, o.Kinds)
	addCounts(s.Causes, o.Causes)
	addCounts(s.Domains, o.Domains)
	addCounts(s.Providers, o.Providers)
	for least := 1; len(s.Domains) > maxDomains; least++ {
		maps.DeleteFunc(s.Domains, func(_ string, n int) bool { return n <= least })
	}
	s.Failures += o.Failures
	s.Failed = append(s.Failed, o.Failed[:min(len(o.Failed), maxFailed-len(s.Failed))]...)
}

func addCounts[K ~string](to, from map[K]int) {
	for name, n := range from {
		to[name] += n
	}
}
