package output

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

// maxDomains bounds what a summary remembers: an export of millions of
// messages can name as many domains.
const maxDomains = 20_000

// topOf is how many domains and providers a summary shows.
const topOf = 10

// A Summary counts what a batch held.
type Summary struct {
	Messages   int
	Unreadable int

	kinds, causes, domains, providers map[string]int
	full                              bool // more than maxDomains were met
}

// Add counts one report.
func (s *Summary) Add(r *ndr.Report) {
	if s.kinds == nil {
		s.kinds, s.causes = map[string]int{}, map[string]int{}
		s.domains, s.providers = map[string]int{}, map[string]int{}
	}
	s.Messages++
	s.kinds[string(r.Kind)]++
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		if rec.Cause == "" {
			continue
		}
		s.causes[string(rec.Cause)]++
		if rec.Provider != "" {
			s.providers[rec.Provider]++
		}
		if at := strings.LastIndexByte(rec.Address, '@'); at >= 0 {
			s.addDomain(strings.ToLower(rec.Address[at+1:]))
		}
	}
}

func (s *Summary) addDomain(domain string) {
	if _, known := s.domains[domain]; !known && len(s.domains) == maxDomains {
		s.full = true
		return
	}
	s.domains[domain]++
}

// Print writes the summary for people.
func (s *Summary) Print(w io.Writer, lang remedies.Lang) error {
	words := WordsIn(lang)
	out := bufio.NewWriter(w)
	var kinds []string
	for _, kind := range byCount(s.kinds) {
		kinds = append(kinds, fill(words.Summary["kind"],
			"count", strconv.Itoa(s.kinds[kind]), "what", words.Counted[kind]))
	}
	if len(kinds) == 0 {
		kinds = []string{words.Summary["none"]}
	}
	fmt.Fprintln(out, fill(words.Summary["messages"],
		"count", strconv.Itoa(s.Messages), "kinds", strings.Join(kinds, words.Summary["separator"])))

	table(out, words.Summary["causes"], s.causes, len(s.causes), words.Cause)
	domains := words.Summary["domains"]
	if s.full {
		domains += " (" + fill(words.Summary["capped"], "count", strconv.Itoa(maxDomains)) + ")"
	}
	table(out, domains, s.domains, topOf, nil)
	table(out, words.Summary["providers"], s.providers, topOf, nil)
	if s.Unreadable > 0 {
		fmt.Fprintln(out, fill(words.Summary["unreadable"], "count", strconv.Itoa(s.Unreadable)))
	}
	return out.Flush()
}

// table writes the most frequent names with their counts, and what they mean
// where that is known.
func table(out io.Writer, title string, count map[string]int, most int, meaning map[string]string) {
	if len(count) == 0 {
		return
	}
	fmt.Fprintln(out, title)
	names := byCount(count)
	for _, name := range names[:min(len(names), most)] {
		line := fmt.Sprintf("%8d  %s", count[name], Safe(name))
		if meaning[name] != "" {
			line += ": " + meaning[name]
		}
		fmt.Fprintln(out, line)
	}
}

// byCount returns the names, the most frequent first.
func byCount(count map[string]int) []string {
	return slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
}
