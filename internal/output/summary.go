package output

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
	"github.com/ndrparse/ndrparse/remedies"
)

// topOf is how many domains and providers a summary shows.
const topOf = 10

// Summary writes the summary of a run as text.
func Summary(w io.Writer, s *mailbox.Summary, lang remedies.Lang) error {
	words := WordsIn(lang)
	out := bufio.NewWriter(w)
	kinds := []string{}
	for _, kind := range mailbox.Top(s.Kinds, math.MaxInt) {
		kinds = append(kinds, fill(words.Summary["kind"], "count", strconv.Itoa(kind.Count), "what", words.Counted[kind.Name]))
	}
	if len(kinds) == 0 {
		kinds = append(kinds, words.Summary["none"])
	}
	fmt.Fprintln(out, fill(words.Summary["messages"],
		"count", strconv.Itoa(s.Messages), "kinds", strings.Join(kinds, words.Summary["separator"])))
	table(out, words.Summary["causes"], mailbox.Top(s.Causes, math.MaxInt), words.meaning)
	table(out, words.Summary["domains"], mailbox.Top(s.Domains, topOf), func(domain string) string { return domain })
	table(out, words.Summary["providers"], mailbox.Top(s.Providers, topOf), func(slug string) string {
		return remedies.ProviderName(slug, lang)
	})
	if s.Failures > 0 {
		fmt.Fprintln(out, fill(words.Summary["unreadable"], "count", strconv.Itoa(s.Failures)))
	}
	return out.Flush()
}

// meaning returns the name of a cause with what it means.
func (w *Words) meaning(cause classify.Cause) string {
	if w.Cause[cause] == "" {
		return string(cause)
	}
	return string(cause) + ": " + w.Cause[cause]
}

// table writes names, as show has them, with their counts.
func table[K ~string](out io.Writer, title string, counts []mailbox.Count[K], show func(name K) string) {
	if len(counts) == 0 {
		return
	}
	fmt.Fprintln(out, title)
	for _, c := range counts {
		fmt.Fprintf(out, "%8d  %s\n", c.Count, Safe(show(c.Name)))
	}
}
