package output

import (
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
			golden(t, test.name, []byte(rendered(t, Text(test.options), test.report)))
		})
	}
}

func TestTextReply(t *testing.T) {
	rec := blockedRecipient("")
	text, err := Text(TextOptions{}).Reply(nil, &rec)
	require.NoError(t, err)
	first, _, _ := strings.Cut(string(text), "\n")
	require.Equal(t, "550 5.7.1: blocked for reputation (zen.spamhaus.org lists 192.0.2.7)", first)
}

// TestTextReplyColour holds the headline of a refusal to red, and of one that may
// pass to yellow.
func TestTextReplyColour(t *testing.T) {
	for _, permanent := range []bool{true, false} {
		rec := blockedRecipient("")
		rec.Permanent = permanent
		text, err := Text(TextOptions{Color: true}).Reply(nil, &rec)
		require.NoError(t, err)
		require.Equal(t, permanent, strings.HasPrefix(string(text), "\x1b[1;31m"))
		require.Equal(t, !permanent, strings.HasPrefix(string(text), "\x1b[1;33m"))
	}
}

// TestTextNarrow keeps every line that has a place to break within the width.
func TestTextNarrow(t *testing.T) {
	r := several()
	r.Original.MessageID = "<1@example.com>"
	for i := range r.Recipients {
		r.Recipients[i].Remedies = nil // commands and records are never wrapped
	}
	for _, lang := range remedies.Langs() {
		text := rendered(t, Text(TextOptions{Lang: lang, Width: MinWidth, Advice: true}), r)
		for line := range strings.SplitSeq(text, "\n") {
			require.LessOrEqual(t, columns(line), MinWidth, line)
		}
	}
}
