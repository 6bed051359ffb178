package remedies

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

// An example is a failure for which a remedy must be given, with pieces of
// what it must say in each language.
type example struct {
	Given   given             `toml:"given"`
	Says    map[Lang][]string `toml:"says"`
	Not     []string          `toml:"not"`     // pieces that it must not say
	First   bool              `toml:"first"`   // it comes before all others
	Without []string          `toml:"without"` // remedies that must not be given beside it
}

// Given is a report of one recipient, written flat.
type given struct {
	Cause       classify.Cause `toml:"cause"`
	Kind        ndr.Kind       `toml:"kind"`
	Action      ndr.Action     `toml:"action"`
	Permanent   bool           `toml:"permanent"`
	Format      string         `toml:"format"`
	Recipient   string         `toml:"recipient"`
	Sender      string         `toml:"sender"`
	Status      string         `toml:"status"`
	Code        int            `toml:"code"`
	Reply       string         `toml:"reply"`
	Command     string         `toml:"command"`
	RemoteHost  string         `toml:"remote_host"`
	RemoteIP    string         `toml:"remote_ip"`
	Reporting   string         `toml:"reporting_mta"`
	Provider    string         `toml:"provider"`
	List        string         `toml:"list"`
	Listed      string         `toml:"listed"`
	Client      string         `toml:"client"`
	Account     string         `toml:"account"`
	Server      string         `toml:"server"`
	Port        int            `toml:"port"`
	Secure      string         `toml:"secure"`
	Error       string         `toml:"error"`
	Arrived     time.Time      `toml:"arrived"`
	LastAttempt time.Time      `toml:"last_attempt"`
	RetryUntil  time.Time      `toml:"retry_until"`
}

func (g given) report() *ndr.Report {
	r := &ndr.Report{Kind: g.Kind, Format: g.Format, ReportingMTA: g.Reporting, Original: ndr.Original{From: g.Sender}}
	if g.Client != "" {
		r.Client = &ndr.Client{Name: g.Client, Account: g.Account, Server: g.Server, Port: g.Port, Secure: g.Secure, ErrorNumber: g.Error}
	}
	rec := ndr.Recipient{
		Address: g.Recipient, Action: g.Action, Status: g.Status, Diagnostic: g.Reply,
		Reply:     ndr.Reply{Code: g.Code, Status: g.Status, Text: g.Reply, Command: g.Command},
		RemoteMTA: ndr.Host{Host: g.RemoteHost, IP: g.RemoteIP},
		Cause:     g.Cause, Category: g.Cause.Category(), Permanent: g.Permanent, Provider: g.Provider,
	}
	if g.List != "" {
		rec.Listing = &classify.Listing{List: g.List, Subject: g.Listed}
	}
	r.ArrivalDate, rec.LastAttempt, rec.WillRetryUntil = stated(g.Arrived), stated(g.LastAttempt), stated(g.RetryUntil)
	r.Recipients = []ndr.Recipient{rec}
	return r
}

func stated(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// shown writes a remedy as one text, for looking up pieces of it.
func shown(all ...ndr.Remedy) string {
	var out strings.Builder
	for _, r := range all {
		out.WriteString(r.Title + "\n" + r.Why + "\n")
		for _, s := range r.Steps {
			out.WriteString(s.Text + "\n" + s.URL + "\n" + s.Command + "\n")
			for _, set := range s.Settings {
				line := set.Name
				if set.Value != "" {
					line += " = " + set.Value
				}
				out.WriteString(line + "\n")
			}
			if s.DNS != nil {
				out.WriteString(s.DNS.Type + " " + s.DNS.Host + " " + s.DNS.Value + "\n")
			}
		}
	}
	return out.String()
}

// TestExamples runs the examples of testdata/examples: each is a failure under
// the id of the remedy that must be given for it. Every remedy has one, so
// every remedy can be reached.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("testdata/examples/*.toml")
	require.NoError(t, err)
	examples := map[string][]example{}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		var inFile map[string][]example
		d := toml.NewDecoder(strings.NewReader(string(raw)))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&inFile), name)
		for id, list := range inFile {
			require.NotContains(t, examples, id)
			examples[id] = list
		}
	}
	known := map[string]bool{}
	everyRule(t, func(_ *testing.T, _ *topic, r rule) { known[r.ID] = true })
	everyRule(t, func(t *testing.T, _ *topic, r rule) {
		require.NotEmpty(t, examples[r.ID], "a remedy needs an example in testdata/examples")
		for _, e := range examples[r.ID] {
			require.NotEmpty(t, e.Says[English])
			for lang, pieces := range e.Says {
				require.Contains(t, Langs(), lang)
				require.NotEmpty(t, pieces)
				report := e.Given.report()
				Advise(report, lang)
				all := report.Recipients[0].Remedies
				remedy := find(t, all, r.ID)
				for _, piece := range pieces {
					require.Contains(t, shown(remedy), piece)
				}
				for _, piece := range e.Not {
					require.NotContains(t, shown(remedy), piece)
				}
				if e.First {
					require.Equal(t, r.ID, all[0].ID)
				}
				for _, other := range e.Without {
					require.True(t, known[other], "no remedy %q", other)
					require.False(t, slices.ContainsFunc(all, func(r ndr.Remedy) bool { return r.ID == other }), "%s beside it", other)
				}
			}
		}
		delete(examples, r.ID)
	})
	require.Empty(t, examples, "examples of remedies that do not exist")
}

func find(t *testing.T, all []ndr.Remedy, id string) ndr.Remedy {
	t.Helper()
	var ids []string
	for _, r := range all {
		if r.ID == id {
			return r
		}
		ids = append(ids, r.ID)
	}
	require.Failf(t, "remedy not given", "%s is not among %v", id, ids)
	return ndr.Remedy{}
}
