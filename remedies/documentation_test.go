package remedies

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

var update = flag.Bool("update", false, "write docs/remedies.md anew from the catalogue")

const documentation = "../docs/remedies.md"

// TestDocumentation checks that docs/remedies.md is what the catalogue says.
func TestDocumentation(t *testing.T) {
	want := document(t)
	if *update {
		require.NoError(t, os.WriteFile(documentation, []byte(want), 0o644))
	}
	have, err := os.ReadFile(documentation)
	require.NoError(t, err)
	require.Equal(t, want, string(have), "out of date: run go test ./remedies -run Documentation -update")
}

// document writes the table: cause, remedies, where they apply.
func document(t *testing.T) string {
	var out strings.Builder
	out.WriteString("# Remedies by cause\n\n" +
		"Made from `remedies/catalogue` by `go test ./remedies -run Documentation -update`; do not edit.\n\n" +
		"A recipient gets at most six remedies: by importance, then the more specific first. Of those that share a topic, the most\n" +
		"specific is given. Titles are those for a message that states nothing; with its facts they name the address, server or provider.\n")
	for _, cause := range classify.Causes() {
		fmt.Fprintf(&out, "\n## %s\n\n", cause)
		out.WriteString("| importance | remedy | what to do | who | kind | where it applies | topic |\n| --- | --- | --- | --- | --- | --- | --- |\n")
		for _, row := range rowsFor(t, cause) {
			out.WriteString(row)
		}
	}
	return out.String()
}

// rowsFor returns the table's lines for one cause, the most important first.
func rowsFor(t *testing.T, cause classify.Cause) []string {
	all, err := topics()
	require.NoError(t, err)
	var rows []string
	for importance := 3; importance >= 1; importance-- {
		for _, topic := range all {
			rules, err := topic.rules()
			require.NoError(t, err)
			words, err := topic.words[English]()
			require.NoError(t, err)
			for _, r := range rules {
				if r.Importance == importance && slices.Contains(r.Causes, cause) {
					rows = append(rows, fmt.Sprintf("| %d | `%s` | %s | %s | %s | %s | %s |\n", r.Importance, r.ID,
						generalTitle(words[r.ID].Title), r.Audience, r.Kind, cell(whereApplies(r)), r.Topic))
				}
			}
		}
	}
	return rows
}

// generalTitle returns the title without a variable, else the first, with the
// names of its variables.
func generalTitle(variants string) string {
	if s := newBounce(&ndr.Report{}, &ndr.Recipient{}, English).say(variants); s != "" {
		return cell(s)
	}
	first, _, _ := strings.Cut(strings.TrimSpace(variants), "\n")
	return cell(placeholder.ReplaceAllStringFunc(first, func(variable string) string {
		name, _, _ := strings.Cut(strings.Trim(variable, "{}"), "|")
		return "*" + strings.ReplaceAll(name, "_", " ") + "*"
	}))
}

func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }

// whereApplies writes a remedy's conditions.
func whereApplies(r rule) string {
	var parts []string
	for _, c := range r.When {
		parts = append(parts, c.String())
	}
	where := strings.Join(parts, " or ")
	if where == "" {
		where = "everywhere"
	}
	var except []string
	for _, c := range r.Unless {
		except = append(except, c.String())
	}
	if len(except) > 0 {
		where += "; not " + strings.Join(except, " or ")
	}
	return where
}

// String writes conditions as the catalogue has them.
func (c conditions) String() string {
	var parts []string
	add := func(key string, values []string) {
		if len(values) > 0 {
			parts = append(parts, key+" "+strings.Join(values, ", "))
		}
	}
	add("provider", c.Provider)
	add("service", c.Service)
	add("client", c.Client)
	add("host", c.Host)
	add("reported by server at", c.ReportingMTA)
	add("server of the", c.ServerOf)
	add("recipient at", c.RecipientDomain)
	add("sender at", c.SenderDomain)
	add("list", c.List)
	add("status", each(c.Status, func(p statusPattern) string { return p.text }))
	add("code", each(c.Code, strconv.Itoa))
	add("error", c.Error)
	add("port", each(c.Port, strconv.Itoa))
	add("encrypted", c.Secure)
	if len(c.Says) > 0 {
		parts = append(parts, "says “"+strings.Join(c.Says, "”, “")+"”")
	}
	add("command", c.Command)
	add("format", c.Format)
	add("reported by", c.ReportedBy)
	add("known:", c.Has)
	add("not known:", c.Lacks)
	if c.Delayed != nil {
		parts = append(parts, fmt.Sprintf("delayed %t", *c.Delayed))
	}
	if c.Permanent != nil {
		parts = append(parts, fmt.Sprintf("permanent %t", *c.Permanent))
	}
	return strings.Join(parts, " and ")
}

func each[T any](all []T, write func(T) string) []string {
	var out []string
	for _, v := range all {
		out = append(out, write(v))
	}
	return out
}
