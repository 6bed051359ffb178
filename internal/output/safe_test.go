package output

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

func TestSafe(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "550 5.1.1 User unknown 宛先不明", "550 5.1.1 User unknown 宛先不明"},
		{"line breaks", "a\r\nb\tc", "a  b c"},
		{"escape sequence", "\x1b[2Jgone", `\x1b[2Jgone`},
		{"C1 control", "a\u009b31m", `a\x9b31m`},
		{"bidirectional override", "exe.\u202etxt\u202c", `exe.\u202etxt\u202c`},
		{"isolates", "\u2066a\u2069", `\u2066a\u2069`},
		{"line separator", "a\u2028b", "a b"},
		{"invalid UTF-8", "a\xffb", "a\uFFFDb"},
		{"emoji joined", "👩\u200d💻", "👩\u200d💻"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { require.Equal(t, test.want, Safe(test.in)) })
	}
}

// hostile is a report whose every text tries to break out of the output.
func hostile() *ndr.Report {
	const evil = "=cmd|' /C calc'!A0\x1b]0;owned\x07\x1b[2J\r\nBcc: x@example.com\u202etxt\u2066`]<b>\u009b31m\xff"
	r := blocked()
	r.Source, r.Format, r.ReportingMTA, r.QueueID = evil, evil, evil, evil
	r.Original = ndr.Original{MessageID: evil, From: evil, To: []string{evil}, Subject: evil, EnvelopeID: evil, Headers: map[string]string{"X": evil}}
	r.Client = &ndr.Client{Name: evil, Account: evil, Server: evil, ErrorNumber: evil}
	r.Warnings = []string{evil}
	rec := &r.Recipients[0]
	rec.Address, rec.OriginalAddress, rec.Status, rec.Diagnostic, rec.Provider = evil, evil+"2", evil, evil, evil
	rec.Reply = ndr.Reply{Code: 550, Text: evil + "3", Command: evil}
	rec.RemoteMTA = ndr.Host{Host: evil, IP: evil}
	rec.Evidence[0].Text, rec.Listing.List, rec.Listing.Subject = evil, evil, evil
	rec.Remedies[0].Title, rec.Remedies[0].Steps[0].Text, rec.Remedies[0].Steps[1].Command = evil, evil, "nslookup "+evil
	return r
}

// requireHarmless fails if text holds a character that acts on a terminal.
func requireHarmless(t *testing.T, text string) {
	t.Helper()
	require.True(t, utf8.ValidString(text))
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		require.Negative(t, strings.IndexFunc(line, unsafe), "%q", line)
		require.False(t, strings.HasPrefix(line, "Bcc:"), "%q", line)
	}
}

func TestHostileText(t *testing.T) {
	for _, lang := range remedies.Langs() {
		requireHarmless(t, rendered(t, Text(TextOptions{Lang: lang, Sources: true, Advice: true}), hostile()))
	}
}

func TestHostileSupport(t *testing.T) {
	for _, markdown := range []bool{false, true} {
		var b bytes.Buffer
		require.NoError(t, Support(&b, hostile(), SupportOptions{Markdown: markdown, Private: true}))
		requireHarmless(t, b.String())
	}
}

func TestHostileJSON(t *testing.T) {
	got := rendered(t, NDJSON(), hostile())
	requireHarmless(t, got)
	require.Equal(t, 1, strings.Count(got, "\n"))
	var back ndr.Report
	require.NoError(t, json.Unmarshal([]byte(got), &back))
	want := strings.ToValidUTF8(hostile().Original.Subject, "\uFFFD")
	require.Equal(t, want, back.Original.Subject)
}

func TestHostileCSV(t *testing.T) {
	got := rendered(t, CSV(), hostile())
	requireHarmless(t, got)
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 2)
	for _, cell := range rows[1] {
		require.NotContains(t, "=+-@\t\r\n", cell[:min(1, len(cell))]+"\x00")
	}
}
