package mailbox

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
)

// A Summary is what a run found. It is the same for any number of jobs.
type Summary struct {
	Messages int `json:"messages"` // all that were met
	Passed   int `json:"passed"`   // those that their header shows to be ordinary mail
	Written  int `json:"written"`  // reports that were written

	Kinds     map[string]int `json:"kinds"`     // of the messages; those passed over are not_bounce
	Causes    map[string]int `json:"causes"`    // of the recipients that have one
	Domains   map[string]int `json:"domains"`   // of the same recipients
	Providers map[string]int `json:"providers"` // that refused them

	Failures int       `json:"failures"` // what could not be read
	Failed   []Failure `json:"failed"`   // the first of these
}

// A Failure is what could not be read, and why.
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
	return &Summary{Kinds: map[string]int{}, Causes: map[string]int{}, Domains: map[string]int{}, Providers: map[string]int{}}
}

// Bounces is how many messages told of undelivered mail.
func (s *Summary) Bounces() int { return s.Kinds[string(ndr.Failed)] + s.Kinds[string(ndr.Delayed)] }

// A Count is how often a name occurred.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Top returns the most frequent names of one of the maps, at most n of them.
func Top(counts map[string]int, n int) []Count {
	var all []Count
	for name, count := range counts {
		all = append(all, Count{name, count})
	}
	slices.SortFunc(all, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return all[:min(len(all), n)]
}

func (s *Summary) addPassed() {
	s.Messages++
	s.Passed++
	s.Kinds[string(ndr.NotBounce)]++
}

func (s *Summary) addReport(r *ndr.Report) {
	s.Messages++
	s.Kinds[string(r.Kind)]++
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		if rec.Cause == "" {
			continue
		}
		s.Causes[string(rec.Cause)]++
		if rec.Provider != "" {
			s.Providers[rec.Provider]++
		}
		if at := strings.LastIndexByte(rec.Address, '@'); at >= 0 && at+1 < len(rec.Address) {
			s.Domains[strings.ToLower(rec.Address[at+1:])]++
		}
	}
}

func (s *Summary) addFailure(f Failure) {
	s.Failures++
	if len(s.Failed) < maxFailed {
		s.Failed = append(s.Failed, f)
	}
}

// add adds what a later part of the run found.
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

func addCounts(to, from map[string]int) {
	for name, n := range from {
		to[name] += n
	}
}
