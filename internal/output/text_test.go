package output

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

func TestText(t *testing.T) {
	tests := []struct {
		name    string
		report  *ndr.Report
		options TextOptions
	}{
		{"one.en.txt", blocked(), TextOptions{Lang: remedies.English, Advice: true}},
		{"one.ja.txt", blocked(), TextOptions{Lang: remedies.Japanese, Advice: true, Width: 60}},
		{"several.en.txt", several(), TextOptions{Lang: remedies.English, Advice: true, Sources: true}},
		{"several.ja.txt", several(), TextOptions{Lang: remedies.Japanese, Advice: true}},
		{"colour.txt", blocked(), TextOptions{Color: true, Advice: true}},
		{"no-recipient.txt", &ndr.Report{Kind: ndr.Failed, Format: "text"}, TextOptions{}},
		{"not-bounce.txt", &ndr.Report{Kind: ndr.NotBounce, Original: ndr.Original{Subject: "Lunch"}}, TextOptions{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			text := NewText(&b, test.options)
			require.NoError(t, text.Write(test.report))
			require.NoError(t, text.Close())
			golden(t, test.name, b.Bytes())
		})
	}
}

func TestTextExplained(t *testing.T) {
	var b bytes.Buffer
	text := NewText(&b, TextOptions{})
	rec := blockedRecipient("")
	require.NoError(t, text.Explained(&rec))
	first, _, _ := strings.Cut(b.String(), "\n")
	require.Equal(t, "550 5.7.1: blocked for reputation (zen.spamhaus.org lists 192.0.2.7)", first)
}

// TestTextNarrow keeps every line that has a place to break within the width.
func TestTextNarrow(t *testing.T) {
	r := several()
	r.Original.MessageID = "<1@example.com>"
	for i := range r.Recipients {
		r.Recipients[i].Remedies = nil // commands and records are never wrapped
	}
	for _, lang := range remedies.Langs() {
		var b bytes.Buffer
		text := NewText(&b, TextOptions{Lang: lang, Width: MinWidth, Advice: true})
		require.NoError(t, text.Write(r))
		for line := range strings.SplitSeq(b.String(), "\n") {
			require.LessOrEqual(t, columns(line), MinWidth, line)
		}
	}
}
