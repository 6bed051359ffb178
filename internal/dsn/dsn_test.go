package dsn_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/seeds"
)

func read(text string) *fact.Notice {
	n := &fact.Notice{}
	dsn.Read(text, n)
	return n
}

const plain = `Reporting-MTA: dns; mx.example.com
Original-Envelope-Id: QQ123
X-Postfix-Queue-ID: 4X0
Arrival-Date: Mon, 2 Mar 2026 10:00:00 +0900 (JST)

Original-Recipient: rfc822;jiro+list@example.org
Final-Recipient: rfc822; jiro@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <jiro@example.org>:
    no such user
Last-Attempt-Date: Mon, 2 Mar 2026 10:00:05 +0900

Final-Recipient: rfc822; saburo@example.net
Action: delayed (will retry)
Status: 4.4.1 (no answer)
Will-Retry-Until: Sat, 7 Mar 2026 10:00:00 +0900
`

func TestRead(t *testing.T) {
	n := read(plain)
	require.Equal(t, "mx.example.com", n.ReportingMTA)
	require.Equal(t, "QQ123", n.EnvelopeID)
	require.Equal(t, "4X0", n.QueueID)
	require.Equal(t, "2026-03-02T10:00:00+09:00", n.ArrivalDate.Format(time.RFC3339))
	require.Len(t, n.Recipients, 2)
	jiro := n.Recipients[0]
	require.Equal(t, "jiro@example.org", jiro.Address)
	require.Equal(t, "jiro+list@example.org", jiro.Original)
	require.Equal(t, fact.Failed, jiro.Action)
	require.Equal(t, "5.1.1", jiro.Status)
	require.Equal(t, fact.Host{Name: "mx.example.org"}, jiro.Remote)
	require.Equal(t, fact.Reply{Code: 550, Status: "5.1.1", Text: "550 5.1.1 <jiro@example.org>: no such user"}, jiro.Reply)
	saburo := n.Recipients[1]
	require.Equal(t, fact.Delayed, saburo.Action)
	require.Equal(t, "4.4.1", saburo.Status)
	require.Equal(t, "no answer", saburo.Diagnostic, "words behind the code give the reason where no Diagnostic-Code does")
	require.False(t, saburo.WillRetryUntil.IsZero())
}

// TestMisbehaviour reads what real systems get wrong.
func TestMisbehaviour(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []fact.Recipient
	}{
		{"no blank lines", "Reporting-MTA: dns; mx.example.com\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@example.org\nAction: delayed\nStatus: 4.2.2\n",
			[]fact.Recipient{{Address: "a@example.org", Action: "failed", Status: "5.1.1"}, {Address: "b@example.org", Action: "delayed", Status: "4.2.2"}}},
		{"no type", "Final-Recipient: a@example.org\nAction: failed\n", []fact.Recipient{{Address: "a@example.org", Action: "failed"}}},
		{"angle brackets and a comment", "Final-Recipient: RFC822; <a@example.org> (Jiro)\nAction: Failed\n", []fact.Recipient{{Address: "a@example.org", Action: "failed"}}},
		{"per-message field in the wrong group", "Final-Recipient: rfc822;a@example.org\nAction: failed\nReporting-MTA: dns; mx.example.com\n", []fact.Recipient{{Address: "a@example.org", Action: "failed"}}},
		{"blank before the colon", "Final-Recipient : rfc822; a@example.org\nStatus : 5.0.0\n", []fact.Recipient{{Address: "a@example.org", Status: "5.0.0"}}},
		{"reply in the Status field", "Final-Recipient: rfc822;a@example.org\nAction: failure\nStatus: 553 too large\n",
			[]fact.Recipient{{Address: "a@example.org", Action: "failed", Reply: fact.Reply{Code: 553, Text: "553 too large"}}}},
		{"reply code in the Status field, the rest in its place", "Final-Recipient: rfc822;a@example.org\nAction: failed\nStatus: 553\nDiagnostic-Code: 5.1.1 no such recipient\n",
			[]fact.Recipient{{Address: "a@example.org", Action: "failed", Diagnostic: "5.1.1 no such recipient", Reply: fact.Reply{Code: 553, Status: "5.1.1", Text: "5.1.1 no such recipient"}}}},
		{"original recipient alone", "Original-Recipient: rfc822;a@example.org\nAction: failed\n", []fact.Recipient{{Address: "a@example.org", Action: "failed"}}},
		{"sendmail's actual recipient", "Final-Recipient: rfc822;list@example.org\nX-Actual-Recipient: rfc822;a@example.net\nAction: failed\n", []fact.Recipient{{Address: "a@example.net", Original: "list@example.org", Action: "failed"}}},
		{"one address twice", "Final-Recipient: rfc822;a@example.org\nAction: failed\n\nFinal-Recipient: rfc822;A@example.org\nStatus: 5.1.1\n", []fact.Recipient{{Address: "a@example.org", Action: "failed", Status: "5.1.1"}}},
		{"unknown action", "Final-Recipient: rfc822;a@example.org\nAction: puzzled\n", []fact.Recipient{{Address: "a@example.org"}}},
		{"every line end doubled", "Final-Recipient: rfc822;a@example.org\n\nAction: failed\n\nStatus: 5.1.1\n\nFinal-Recipient: rfc822;b@example.org\n\nAction: delayed\n\n",
			[]fact.Recipient{{Address: "a@example.org", Action: "failed", Status: "5.1.1"}, {Address: "b@example.org", Action: "delayed"}}},
		{"a blank line behind the address", "Final-Recipient: rfc822;a@example.org\n\nAction: failed\nStatus: 5.1.1\n\n", []fact.Recipient{{Address: "a@example.org", Action: "failed", Status: "5.1.1"}}},
		{"a program's exit status", "Final-Recipient: rfc822;a@example.org\nAction: failed\nDiagnostic-Code: X-Unix; 255\n", []fact.Recipient{{Address: "a@example.org", Action: "failed", Diagnostic: "X-Unix; 255"}}},
		{"xtext", "Original-Recipient: rfc822;a+2Bnews@example.org\nFinal-Recipient: rfc822;b@example.org\n", []fact.Recipient{{Address: "b@example.org", Original: "a+news@example.org"}}},
		{"no xtext", "Original-Recipient: rfc822;a+41@example.org\nFinal-Recipient: rfc822;b@example.org\n", []fact.Recipient{{Address: "b@example.org", Original: "a+41@example.org"}}},
		{"a gateway's name beside another server's reply", "Final-Recipient: rfc822;a@example.org\nRemote-MTA: dns;gw.example.com\nDiagnostic-Code: X-Postfix; host mx.example.org[192.0.2.9] said: 550 5.1.1 unknown (in reply to RCPT TO command)\n",
			[]fact.Recipient{{Address: "a@example.org", Remote: fact.Host{Name: "mx.example.org", IP: "192.0.2.9"}, Diagnostic: "X-Postfix; host mx.example.org[192.0.2.9] said: 550 5.1.1 unknown (in reply to RCPT TO command)", Reply: fact.Reply{Code: 550, Status: "5.1.1", Text: "550 5.1.1 unknown", Command: "RCPT TO"}}}},
		{"an address like an encoded word", "Final-Recipient: rfc822; =?utf-8?B?8J+QiA=?=@example.org\nAction: failed\n", []fact.Recipient{{Address: "=?utf-8?B?8J+QiA=?=@example.org", Action: "failed"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, read(c.text).Recipients)
		})
	}
}

func TestAddress(t *testing.T) {
	for value, want := range map[string]string{
		"rfc822; a@example.org":                          "a@example.org",
		`utf-8; \x{732B}@example.org`:                    "猫@example.org",
		"utf-8; 猫@例え.example":                            "猫@例え.example",
		"rfc822;mailto:a@example.org":                    "a@example.org",
		`rfc822; "a b"@example.org`:                      `"a b"@example.org`,
		"system;<>":                                      "",
		"X400; /S=x/OU=example/PRMD=UK.AC/ADMD= /C=GB/;": "/S=x/OU=example/PRMD=UK.AC/ADMD= /C=GB/",
		"rfc822; @smtp.example.net:a@server":             "@smtp.example.net:a@server",
		"a@example.org (a person; with a semicolon)":     "a@example.org",
	} {
		require.Equal(t, want, dsn.Address(value), value)
	}
}

func TestLooks(t *testing.T) {
	for text, want := range map[string]bool{
		"Final-Recipient: rfc822; a@example.org":      true,
		"> FINAL-RECIPIENT : rfc822; a@example.org":   true,
		"Original-recipient: rfc822;a@example.org":    true,
		"The Final-Recipient field names the address": false,
		"": false,
	} {
		require.Equal(t, want, dsn.Looks(text), text)
	}
}

func TestRecipientLimit(t *testing.T) {
	var b strings.Builder
	for i := range dsn.MaxRecipients + 100 {
		b.WriteString("Final-Recipient: rfc822; u")
		b.WriteString(strings.Repeat("x", i%7))
		b.WriteString(time.Duration(i).String())
		b.WriteString("@example.org\nAction: failed\n\n")
	}
	n := read(b.String())
	require.Len(t, n.Recipients, dsn.MaxRecipients)
	require.Len(t, n.Warnings, 1)
	require.Contains(t, n.Warnings[0], "20000")
}

func FuzzRead(f *testing.F) {
	for _, raw := range seeds.Messages(f) {
		if at := bytes.Index(raw, []byte("Reporting-MTA:")); at >= 0 {
			f.Add(string(raw[at:]))
		}
	}
	f.Add(plain)
	f.Add("Final-Recipient: \nFinal-Recipient:;;<@>\nStatus: 5.5.5 5.5.5")
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range read(text).Recipients {
			if r.Status != "" && !strings.Contains(text, r.Status) {
				t.Fatalf("status %q does not stand in the text", r.Status)
			}
		}
	})
}
