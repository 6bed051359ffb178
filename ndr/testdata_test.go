package ndr_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

// A truth is what the laboratory knows of a notice that a real mail server
// wrote, from having played the servers that refused the mail
// (testdata/bounces/README.md). An empty field claims nothing.
type truth struct {
	Kind       ndr.Kind `json:"kind"`
	EnvelopeID string   `json:"envelope_id"`
	MessageID  string   `json:"message_id"`
	Recipients []struct {
		Address   string         `json:"address"`
		Original  string         `json:"original_address"`
		Action    ndr.Action     `json:"action"`
		Status    string         `json:"status"`
		ReplyCode int            `json:"reply_code"`
		ReplyText string         `json:"reply_text"`
		Remote    string         `json:"remote_host"`
		Cause     classify.Cause `json:"cause"`
	} `json:"recipients"`
}

// TestNoticesOfRealServers reads every notice of the laboratory and holds the
// report against what the servers had said.
func TestNoticesOfRealServers(t *testing.T) {
	truths, err := filepath.Glob("../testdata/bounces/*/*.truth.json")
	require.NoError(t, err)
	clients, err := filepath.Glob("../testdata/bounces/*/*/*.truth.json")
	require.NoError(t, err)
	truths = append(truths, clients...)
	require.NotEmpty(t, truths)
	for _, file := range truths {
		name := strings.TrimSuffix(file, ".truth.json")
		t.Run(strings.TrimPrefix(name, "../testdata/bounces/"), func(t *testing.T) {
			t.Parallel()
			var want truth
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(data, &want))
			notice, err := os.ReadFile(name + ".eml")
			if os.IsNotExist(err) {
				notice, err = os.ReadFile(name + ".txt")
			}
			require.NoError(t, err)
			report, err := new(ndr.Parser).ParseBytes(notice)
			require.NoError(t, err)
			want.check(t, report)
		})
	}
}

func (want truth) check(t *testing.T, report *ndr.Report) {
	assert.Equal(t, want.Kind, report.Kind, "kind")
	claim(t, "envelope id", want.EnvelopeID, report.Original.EnvelopeID)
	claim(t, "message id", want.MessageID, report.Original.MessageID)
	require.Len(t, report.Recipients, len(want.Recipients), "recipients")
	found := map[string]ndr.Recipient{}
	for _, r := range report.Recipients {
		found[strings.ToLower(r.Address)] = r
	}
	for _, w := range want.Recipients {
		r, ok := found[strings.ToLower(w.Address)]
		if !assert.True(t, ok, "no recipient %s", w.Address) {
			continue
		}
		claim(t, w.Address+" original address", w.Original, r.OriginalAddress)
		claim(t, w.Address+" action", w.Action, r.Action)
		claim(t, w.Address+" status", w.Status, r.Status)
		claim(t, w.Address+" reply code", w.ReplyCode, r.Reply.Code)
		claim(t, w.Address+" remote host", w.Remote, r.RemoteMTA.Host)
		assert.Contains(t, oneLine(r.Reply.Text), oneLine(w.ReplyText), "%s reply", w.Address)
		assert.Equal(t, w.Cause, r.Cause, "%s cause, of %q", w.Address, r.Diagnostic)
	}
}

// claim holds a field against the truth if the truth says anything of it.
func claim[T comparable](t *testing.T, what string, want, got T) {
	var nothing T
	if want != nothing {
		assert.Equal(t, want, got, what)
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
