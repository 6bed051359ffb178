package notice

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write docs/formats.md anew")

const (
	documentation = "../../docs/formats.md"
	examples      = "../../testdata/bounces/families"
)

// A format is a line of docs/formats.md.
type format struct {
	Name, Title, Told string
	Languages         []string
}

// readerFormats returns the formats that a reader in Go recognises.
func readerFormats(t *testing.T) []format {
	src, err := os.ReadFile("testdata/readers.toml")
	require.NoError(t, err)
	var table struct{ Family []format }
	require.NoError(t, toml.Unmarshal(src, &table))
	return table.Family
}

// allFormats returns the formats of readers, families and services, by name.
func allFormats(t *testing.T) []format {
	all := readerFormats(t)
	for _, f := range families() {
		all = append(all, format{f.Name, f.Title, toldBy(f.Marks), f.Languages})
	}
	for _, s := range services() {
		all = append(all, format{s.Name, s.Title, "records with " + s.marks(), []string{"any"}})
	}
	slices.SortStableFunc(all, func(a, b format) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// marks describes the values by which a service is recognised.
func (s *service) marks() string {
	var all []string
	for _, names := range s.Tells {
		either := strings.Split(names, "|")
		words := "`" + strings.Join(either[:min(len(either), maxTold)], "` or `") + "`"
		if len(either) > maxTold {
			words += " …"
		}
		all = append(all, words)
	}
	return strings.Join(all, " and ")
}

// maxTold is how many marks of a family the table shows.
const maxTold = 4

// toldBy puts a family's marks into words.
func toldBy(marks []mark) string {
	var all []string
	for _, m := range marks[:min(len(marks), maxTold)] {
		all = append(all, m.String())
	}
	if more := len(marks) - maxTold; more > 0 {
		all = append(all, fmt.Sprintf("%d more", more))
	}
	return strings.Join(all, "; ")
}

func (m mark) String() string {
	var all []string
	add := func(what, words string) {
		if words != "" {
			all = append(all, what+"`"+strings.ReplaceAll(words, "|", `\|`)+"`")
		}
	}
	add("From ", m.From)
	add("Subject ", m.Subject)
	if m.Header != "" && m.Value == "" {
		all = append(all, "field "+m.Header)
	}
	if m.Value != "" {
		add(m.Header+" ", m.Value)
	}
	add("", m.Text)
	add("", m.And)
	add("status fields ", m.Status)
	return strings.Join(all, " + ")
}

// TestDocumentation checks that docs/formats.md is what the tables say.
func TestDocumentation(t *testing.T) {
	var out strings.Builder
	out.WriteString("# Formats\n\n" +
		"Made by `go test ./internal/notice -run Documentation -update` from tables of `internal/notice`: `families`, `events.toml`\n" +
		"and, for the formats that code recognises, `testdata/readers.toml`. Do not edit.\n\n" +
		"`format` in a report names the system that wrote the notice. Any of the marks identifies it; the surest one counts. Words\n" +
		"are in lower case. A notice of a system that is not here is read all the same, as `text` or `rfc3464`.\n" +
		"A record is an object of JSON, a row of a table, or an entry of a list.\n\n" +
		"| format | system | recognised by | languages |\n| --- | --- | --- | --- |\n")
	for _, f := range allFormats(t) {
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", f.Name, f.Title, f.Told, strings.Join(f.Languages, ", "))
	}
	if *update {
		require.NoError(t, os.WriteFile(documentation, []byte(out.String()), 0o644))
	}
	have, err := os.ReadFile(documentation)
	require.NoError(t, err)
	require.Equal(t, out.String(), string(have), "out of date: run go test ./internal/notice -run Documentation -update")
}

// TestFamilyTables checks that every family has a name of its own, has
// marks, and has an example that asserts its name.
func TestFamilyTables(t *testing.T) {
	shown := formatsOfExamples(t)
	seen := map[string]bool{}
	for _, f := range families() {
		require.False(t, seen[f.Name], "%s: two tables", f.Name)
		seen[f.Name] = true
		require.NotEmpty(t, f.Title, f.Name)
		require.NotEmpty(t, f.Languages, f.Name)
		require.NotEmpty(t, f.Marks, f.Name)
		for _, m := range f.Marks {
			require.Positive(t, m.rank, "%s: an empty mark", f.Name)
			for _, words := range []string{m.From, m.Subject, m.Value, m.Text, m.And} {
				require.Equal(t, fold(words), strings.TrimSpace(words), "%s: words are in lower case, with single blanks", f.Name)
			}
		}
		require.True(t, shown[f.Name], "%s: no example asserts this format", f.Name)
	}
}

// TestFormatsAreDocumented checks that no example shows a format that the table
// lacks, and that the readers' formats have an example. TestFamilyTables and
// TestServices check those of the others.
func TestFormatsAreDocumented(t *testing.T) {
	shown := formatsOfExamples(t)
	known := map[string]bool{}
	for _, f := range readerFormats(t) {
		require.True(t, shown[f.Name], "%s: no example asserts this format", f.Name)
	}
	for _, f := range allFormats(t) {
		known[f.Name] = true
	}
	for name := range shown {
		require.True(t, known[name], "%s: not in testdata/readers.toml nor in families", name)
	}
}

// formatsOfExamples collects the formats that the examples assert.
func formatsOfExamples(t *testing.T) map[string]bool {
	formats := map[string]bool{}
	err := filepath.WalkDir(examples, func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var facts struct{ Format string }
		if err := json.Unmarshal(src, &facts); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if facts.Format != "" {
			formats[facts.Format] = true
		}
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, formats)
	return formats
}
