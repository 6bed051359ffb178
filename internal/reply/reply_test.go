package reply_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		words string
		want  fact.Reply
	}{
		{"550 5.1.1 No such user", fact.Reply{Code: 550, Status: "5.1.1", Text: "550 5.1.1 No such user"}},
		{"smtp; 550 5.1.1 No such user", fact.Reply{Code: 550, Status: "5.1.1", Text: "550 5.1.1 No such user"}},
		{"SMTP;552-5.2.2 The mailbox\n552 5.2.2 is full", fact.Reply{Code: 552, Status: "5.2.2", Text: "552 5.2.2 The mailbox is full"}},
		{"421-mx.example.org busy\n421 try later", fact.Reply{Code: 421, Text: "421 mx.example.org busy try later"}},
		{"host mx.example.org[192.0.2.9] said: 554 Relaying denied (in reply to RCPT TO command)", fact.Reply{Code: 554, Text: "554 Relaying denied (in reply to RCPT TO command)", Command: "RCPT TO"}},
		{"#550 5.7.1 not permitted ##", fact.Reply{Code: 550, Status: "5.7.1", Text: "550 5.7.1 not permitted ##"}},
		{"<mx.example.org #5.1.1 smtp;550 5.1.1 unknown>", fact.Reply{Code: 550, Status: "5.1.1", Text: "550 5.1.1 unknown>"}},
		{"Sorry, no mailbox here by that name. (#5.1.1)", fact.Reply{Status: "5.1.1", Text: "Sorry, no mailbox here by that name. (#5.1.1)"}},
		{"Mailbox unavailable. [SMTP Error Code 550]", fact.Reply{Code: 550, Text: "Mailbox unavailable. [SMTP Error Code 550]"}},
		{"The message exceeds 550 bytes", fact.Reply{Text: "The message exceeds 550 bytes"}},
		{"Please call 480-624-2500", fact.Reply{Text: "Please call 480-624-2500"}},
		{"seen by 198.51.100.250 on port 587", fact.Reply{Text: "seen by 198.51.100.250 on port 587"}},
		{"version 5.5.2657.72", fact.Reply{Text: "version 5.5.2657.72"}},
		{"'553 Sorry, that domain isn't allowed (#5.7.1)'", fact.Reply{Code: 553, Status: "5.7.1", Text: "553 Sorry, that domain isn't allowed (#5.7.1)"}},
		{"", fact.Reply{}},
	} {
		require.Equal(t, c.want, reply.Parse(c.words), c.words)
	}
}

func TestStatus(t *testing.T) {
	for words, want := range map[string]string{
		"550 5.7.606 Access denied": "5.7.606", "550-5.1.1 x": "5.1.1", "(#4.4.1)": "4.4.1", "[5.2.2]": "5.2.2",
		"5.1": "", "1.2.3": "", "192.4.2.1": "", "4.16.55.1": "", "[#4.16.1]": "", "5.9.1": "", "Foo/5.1.1": "", "v5.1.1": "", "5.1.1a": "", "": "",
	} {
		require.Equal(t, want, reply.Status(words), words)
	}
}

func TestHost(t *testing.T) {
	for words, want := range map[string]fact.Host{
		"host mx.example.org[192.0.2.9] said: 550":               {Name: "mx.example.org", IP: "192.0.2.9"},
		"host mx.example.org [192.0.2.9]: 550":                   {Name: "mx.example.org", IP: "192.0.2.9"},
		"connect to mx.example.org[2001:db8::9]:25: refused":     {Name: "mx.example.org", IP: "2001:db8::9"},
		"... while talking to mx.example.org.:":                  {Name: "mx.example.org"},
		"mx.example.org [192.0.2.9] did not like our RCPT TO":    {Name: "mx.example.org", IP: "192.0.2.9"},
		"the domain example.org by mx.example.org. [192.0.2.9].": {Name: "mx.example.org", IP: "192.0.2.9"},
		"no server is named here":                                {},
		"550 5.1.1 unknown":                                      {},
	} {
		require.Equal(t, want, reply.Host(words), words)
	}
}

func TestCommand(t *testing.T) {
	for words, want := range map[string]string{
		"(in reply to end of DATA command)":                            "end of DATA",
		"SMTP error from remote mail server after MAIL FROM:<a@b>":     "MAIL FROM",
		"SMTP error from remote mail server after pipelined sending":   "",
		"mx.example.org [192.0.2.9] did not like our RCPT TO:":         "RCPT TO",
		"(in reply to EHLO command)":                                   "EHLO",
		"RCPT TO generated following response:":                        "RCPT TO",
		"SMTP error from remote mail server after initial connection:": "connect",
		"nothing of the sort":                                          "",
	} {
		require.Equal(t, want, reply.Command(words), words)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("host mx.example.org[192.0.2.9] said: 550-5.1.1 a 550 5.1.1 b")
	f.Fuzz(func(t *testing.T, words string) {
		r := reply.Parse(words)
		if r.Code != 0 && (r.Code < 200 || r.Code > 599) {
			t.Fatalf("code %d", r.Code)
		}
		if r.Status != "" && !strings.Contains(words, r.Status) {
			t.Fatalf("status %q does not stand in %q", r.Status, words)
		}
		reply.Host(words)
	})
}
