package remedies

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

const corpus = "../../shared/corpus"

// TestBouncesAreAnswered holds that every recipient of a notice that has a
// cause gets a short list without gaps, the same one in each language, and that
// every program has a name.
func TestBouncesAreAnswered(t *testing.T) {
	answerAll(t, "../testdata/bounces", ".eml")
	answerAll(t, "../testdata/bounces", ".txt")
}

// TestCorpusIsAnswered holds the same for real notices.
func TestCorpusIsAnswered(t *testing.T) {
	needsCorpus(t)
	answerAll(t, corpus+"/dev", "")
}

func answerAll(t *testing.T, dir, suffix string) {
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, suffix) {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		t.Run(path, func(t *testing.T) {
			report, err := new(ndr.Parser).ParseBytes(raw)
			require.NoError(t, err)
			if c := report.Client; c != nil {
				require.NotEmpty(t, vocabularyOf(English).Clients[c.Name], "%s has no name in en/words.toml", c.Name)
			}
			for i := range report.Recipients {
				requireAnswered(t, report, &report.Recipients[i])
			}
		})
		return nil
	}))
}

// TestRepliesAreAnswered holds the same for single replies of real servers.
func TestRepliesAreAnswered(t *testing.T) {
	needsCorpus(t)
	f, err := os.Open(corpus + "/dev.replies.jsonl")
	require.NoError(t, err)
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var reply struct {
			ID   string `json:"id"`
			Text string `json:"reply_text"`
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &reply))
		t.Run(reply.ID, func(t *testing.T) {
			rec := ndr.Explain(reply.Text)
			requireAnswered(t, nil, &rec)
		})
	}
}

func needsCorpus(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no corpus beside the checkout: ", err)
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

// requireWhole holds that nothing in a remedy asks for a variable any more. What
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
