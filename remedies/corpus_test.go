package remedies

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/corpus"
	"github.com/ndrparse/ndrparse/ndr"
)

// TestBouncesAreAnswered checks that every recipient of a notice that has a
// cause gets a short list without gaps, the same one in each language, and that
// every program has a name.
func TestBouncesAreAnswered(t *testing.T) {
	answerAll(t, "../testdata/bounces", ".eml", ".txt")
}

// TestCorpusIsAnswered checks the same for the notices of the corpus.
func TestCorpusIsAnswered(t *testing.T) {
	dir := corpus.Dir()
	if dir == "" {
		t.Skip("there is no corpus: see package internal/corpus")
	}
	answerAll(t, dir, ".eml", ".txt", ".msg", "")
}

// answerAll answers the files of a folder and of those below it that have one
// of the extensions.
func answerAll(t *testing.T, dir string, extensions ...string) {
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(extensions, filepath.Ext(path)) {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		t.Run(path, func(t *testing.T) {
			report, err := new(ndr.Parser).ParseBytes(raw)
			require.NoError(t, err)
			requireNamed(t, report.Client)
			for i := range report.Recipients {
				requireAnswered(t, report, &report.Recipients[i])
			}
		})
		return nil
	}))
}

// TestRepliesAreAnswered checks the same for single replies: an example of each of
// the rules of classify.
func TestRepliesAreAnswered(t *testing.T) {
	for _, set := range classify.Builtin() {
		t.Run(set.Name, func(t *testing.T) {
			for _, rule := range set.Rules {
				for _, example := range rule.Examples[:min(1, len(rule.Examples))] {
					rec := ndr.Explain(cmp.Or(example.Reply, example.Notice))
					requireNamed(t, rec.Client)
					requireAnswered(t, nil, &rec)
				}
			}
		})
	}
}

// requireNamed checks that a mail program has a name in every language.
func requireNamed(t *testing.T, c *ndr.Client) {
	t.Helper()
	if c != nil {
		for _, lang := range Langs() {
			require.NotEmpty(t, vocabularyOf(lang).Clients[c.Name], "%s has no name in %s/words.toml", c.Name, lang)
		}
	}
}

func requireAnswered(t *testing.T, r *ndr.Report, rec *ndr.Recipient) {
	t.Helper()
	if rec.Cause == "" {
		return
	}
	var inEnglish []string
	for _, lang := range Langs() {
		all := For(r, rec, lang)
		require.NotEmpty(t, all, "%s: no remedy for %s", lang, rec.Cause)
		require.LessOrEqual(t, len(all), maxRemedies)
		var ids, titles []string
		for _, remedy := range all {
			require.NotContains(t, ids, remedy.ID)
			require.NotContains(t, titles, remedy.Title, "two remedies of one name")
			ids, titles = append(ids, remedy.ID), append(titles, remedy.Title)
			requireWhole(t, remedy)
		}
		if lang == English {
			inEnglish = ids
		}
		require.Equal(t, inEnglish, ids, "the same remedies in every language")
	}
}

// requireWhole checks that nothing in a remedy asks for a variable any more. What
// the message itself says in braces is its own matter.
func requireWhole(t *testing.T, remedy ndr.Remedy) {
	t.Helper()
	require.NotEmpty(t, remedy.Why)
	require.NotEmpty(t, remedy.Steps)
	for _, name := range variablesOf(shown(remedy)) {
		require.NotContains(t, variables, name, "of %s", remedy.ID)
	}
	require.NotRegexp(t, `“”|「」|<>`, shown(remedy))
}
