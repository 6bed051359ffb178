package classify

import (
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/require"
)

// causesPage is what docs/causes.md is made of, besides the comments of cause.go.
type causesPage struct {
	Intro  string `toml:"intro"`
	Causes []struct {
		Name     Cause    `toml:"name"`
		ToldBy   string   `toml:"told_by"`
		Examples []string `toml:"examples"`
	} `toml:"cause"`
	Apart []struct {
		Causes  []Cause  `toml:"causes"`
		Text    string   `toml:"text"`
		Example []string `toml:"example"` // a reply and its cause, if any
	} `toml:"apart"`
}

func readCausesPage(t *testing.T) *causesPage {
	f, err := os.Open("causes.toml")
	require.NoError(t, err)
	defer f.Close()
	var page causesPage
	require.NoError(t, toml.NewDecoder(f).DisallowUnknownFields().Decode(&page))
	return &page
}

func TestCausesPage(t *testing.T) {
	page := readCausesPage(t)
	var named []Cause
	for _, c := range page.Causes {
		named = append(named, c.Name)
		require.NotEmpty(t, c.ToldBy, c.Name)
		require.NotEmpty(t, c.Examples, c.Name)
		for _, reply := range c.Examples {
			requireCause(t, c.Name, reply)
		}
	}
	require.Equal(t, Causes(), named)
	separated := map[Cause]bool{}
	for _, a := range page.Apart {
		require.GreaterOrEqual(t, len(a.Causes), 2, a.Text)
		for _, c := range a.Causes {
			require.Contains(t, named, c)
			separated[c] = true
		}
		if len(a.Example) > 0 {
			require.Len(t, a.Example, 2, a.Text)
			require.Contains(t, a.Causes, Cause(a.Example[1]))
			requireCause(t, Cause(a.Example[1]), a.Example[0])
		}
	}
	require.Len(t, separated, len(named), "every cause has neighbours")
}

func requireCause(t *testing.T, want Cause, reply string) {
	e := Example{Reply: reply}
	v := Default().Classify(e.Input())
	require.Equal(t, want, v.Cause, "%q: %v", reply, v.Evidence)
}

// TestDocumentation checks that docs/causes.md agrees with the code and causes.toml.
func TestDocumentation(t *testing.T) {
	const file = "../docs/causes.md"
	want := document(readCausesPage(t), causeComments(t))
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o644))
	}
	have, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, want, string(have), "out of date: run go test ./classify -run Documentation -update")
}

// causeComments returns what the comments in cause.go say that a cause means.
func causeComments(t *testing.T) map[Cause]string {
	f, err := parser.ParseFile(gotoken.NewFileSet(), "cause.go", nil, parser.ParseComments)
	require.NoError(t, err)
	comments := map[Cause]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "Cause" {
			return true
		}
		cause := Cause(strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`))
		text := strings.Join(strings.Fields(spec.Doc.Text()), " ")
		meaning, ok := strings.CutPrefix(text, spec.Names[0].Name+" means that ")
		require.True(t, ok, text)
		comments[cause] = strings.ToUpper(meaning[:1]) + meaning[1:]
		return true
	})
	require.Len(t, comments, len(causes))
	return comments
}

// document returns the page.
func document(page *causesPage, meaning map[Cause]string) string {
	var out strings.Builder
	out.WriteString("# Causes\n\n" +
		"Made from `classify/cause.go`, `causetable.go` and `causes.toml` by `go test ./classify -run Documentation -update`; do not edit.\n\n" +
		page.Intro + "\n" +
		"| category | cause | what happened | list action |\n| --- | --- | --- | --- |\n")
	for _, r := range causes {
		fmt.Fprintf(&out, "| %s | [%s](#%s) | %s | %s |\n", r.category, r.cause, r.cause, meaning[r.cause], r.listActions())
	}
	for i, r := range causes {
		c := page.Causes[i]
		fmt.Fprintf(&out, "\n## %s\n\n%s\n\n", r.cause, meaning[r.cause])
		fmt.Fprintf(&out, "- Category: %s\n- List action: %s\n- If nothing says whether it will pass: %s\n- Remedies: [remedies.md](remedies.md#%s)\n\n",
			r.category, r.listActions(), map[bool]string{true: "it may pass", false: "permanent"}[r.passes], r.cause)
		fmt.Fprintf(&out, "Recognised by: %s\n\n", c.ToldBy)
		for _, e := range c.Examples {
			fmt.Fprintf(&out, "    %s\n", e)
		}
		out.WriteByte('\n')
		for _, a := range page.Apart {
			if slices.Contains(a.Causes, r.cause) {
				fmt.Fprintf(&out, "- Or %s? %s", links(a.Causes, r.cause), a.Text)
				if len(a.Example) > 0 {
					fmt.Fprintf(&out, " `%s` is `%s`.", a.Example[0], a.Example[1])
				}
				out.WriteByte('\n')
			}
		}
	}
	return out.String()
}

func (r *causeRow) listActions() string {
	if r.permanent == r.transient {
		return string(r.permanent)
	}
	return fmt.Sprintf("%s if permanent, else %s", r.permanent, r.transient)
}

// links returns the causes that one is distinguished from.
func links(causes []Cause, from Cause) string {
	var names []string
	for _, c := range causes {
		if c != from {
			names = append(names, fmt.Sprintf("[%s](#%s)", c, c))
		}
	}
	return strings.Join(names, ", ")
}
