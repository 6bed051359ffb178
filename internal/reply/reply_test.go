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
		{"host mx.example.org[192.0.2.9] said: 554 Relaying denied (in reply to RCPT TO command)", fact.Reply{Code: 554, Text: "554 Relaying denied", Command: "RCPT TO"}},
		{"#550 5.7.1 not permitted ##", fact.Reply{Code: 550, Status: "5.7.1", Text: "550 5.7.1 not permitted"}},
		{"<mx.example.org #5.1.1 smtp;550 5.1.1 unknown>", fact.Reply{Code: 550, Status: "5.1.1", Text: "550 5.1.1 unknown"}},
		{"Sorry, no mailbox here by that name. (#5.1.1)", fact.Reply{Status: "5.1.1", Text: "Sorry, no mailbox here by that name. (#5.1.1)"}},
		{"Mailbox unavailable. [SMTP Error Code 550]", fact.Reply{Code: 550, Text: "Mailbox unavailable. [SMTP Error Code 550]"}},
		{"The message exceeds 550 bytes", fact.Reply{Text: "The message exceeds 550 bytes"}},
		{"Please call 480-624-2500", fact.Reply{Text: "Please call 480-624-2500"}},
		{"seen by 198.51.100.250 on port 587", fact.Reply{Text: "seen by 198.51.100.250 on port 587"}},
		{"version 5.5.2657.72", fact.Reply{Text: "version 5.5.2657.72"}},
		{"'553 Sorry, that domain isn't allowed (#5.7.1)'", fact.Reply{Code: 553, Status: "5.7.1", Text: "553 Sorry, that domain isn't allowed (#5.7.1)"}},
		{"", fact.Reply{}},
		{"smtp ; 550 No such user", fact.Reply{Code: 550, Text: "550 No such user"}},
		{"X-Outbound-Mail-Relay; no answer", fact.Reply{Text: "no answer"}},
		{"Blocked; see the list", fact.Reply{Text: "Blocked; see the list"}},
	} {
		require.Equal(t, c.want, reply.Parse(c.words), c.words)
	}
}

// TestEnd holds Parse to the server's own words, wherever a system that writes
// notices puts words of its own around them.
func TestEnd(t *testing.T) {
	for words, want := range map[string]string{
		// Postfix
		"host mx.example.org[192.0.2.9] said: 550 No such user (in reply to RCPT TO command)":                               "550 No such user",
		"mx said: 554 Refused (in reply to end of DATA command) This message was scanned for viruses.":                      "554 Refused",
		"mx said: 450 Wait (in reply to MAIL FROM command); message has been in queue too long":                             "450 Wait",
		"mx said: 550 No such user (in reply to RCPT":                                                                       "550 No such user",
		"550 <a@example.org>: undeliverable address: host b said: 550 closed (in reply to RCPT TO command)":                 "550 <a@example.org>: undeliverable address: host b said: 550 closed (in reply to RCPT TO command)",
		"host a said: 450 unverified address: host b said: 550 No (in reply to RCPT TO command) (in reply to DATA command)": "450 unverified address: host b said: 550 No (in reply to RCPT TO command)",
		"550 Sender refused (in reply to RCPT TO: <a@example.org>)":                                                         "550 Sender refused",
		"550 Refused (in reply to your request)":                                                                            "550 Refused (in reply to your request)",
		// qmail
		"192.0.2.9 does not like recipient. Remote host said: 550 No such user Giving up on 192.0.2.9.":                   "550 No such user",
		"192.0.2.9 não aceitou o destinatário. O servidor remoto disse: 550 usuario inexistente Desistindo de 192.0.2.9.": "550 usuario inexistente",
		"Remote host said: 421 too busy I'm not going to try again; this message has been in the queue too long.":         "421 too busy",
		"550 We are giving up on you.": "550 We are giving up on you.",
		// Exchange
		"#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##":                                                                      "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found",
		"#< #5.0.0 smtp; 554 5.7.1 <mx.example.org[192.0.2.20]>: Access denied> #SMTP#":                                            "554 5.7.1 <mx.example.org[192.0.2.20]>: Access denied",
		"Remote Server returned '550 5.1.1 isn't here'":                                                                            "550 5.1.1 isn't here",
		"Remote Server returned '550 5.4.300 Message expired -> 421 4.4.2 Connection dropped'":                                     "550 5.4.300 Message expired -> 421 4.4.2 Connection dropped",
		"Server returned '451 4.4.0 dropped' 3/2/2026 4:20:00 AM - Server at mx.example.org returned '421 4.4.2 dropped'":          "451 4.4.0 dropped",
		"Reported error: 550 5.7.350 spam -> 554 5.7.1 spam. DSN generated by: AM0.prod.outlook.com Remote server: mx.example.org": "550 5.7.350 spam -> 554 5.7.1 spam.",
		"Error: 550 5.7.1 spam Message rejected by: mx.example.org":                                                                "550 5.7.1 spam",
		"Der Server antwortete: „550 5.1.1 unbekannt“.":                                                                            "550 5.1.1 unbekannt",
		"<mx.example.org #5.4.300 smtp;550 5.4.300 expired -> 421 4.4.2 dropped>":                                                  "550 5.4.300 expired -> 421 4.4.2 dropped",
		// others
		"5.1.0 - Unknown address error 550-'5.1.1 <a@example.org>: No such user' (delivery attempts: 0)": "550 5.1.1 <a@example.org>: No such user",
		"(host 'mx.example.org' rejected command 'RCPT TO:<a@b>' with code 550 (5.1.2) 'No such user')":  "550 5.1.2 No such user",
		"Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <a@example.org>... No such user":            "550 5.1.1 <a@example.org>... No such user",
		"It responded as follows: [550 5.1.1 No such user]":                                              "550 5.1.1 No such user",
		"(reason: 550 5.1.1 No such user (really)) a@example.org":                                        "550 5.1.1 No such user (really)",
		"Remote host said: 550 No such user [RCPT_TO]":                                                   "550 No such user",
		"The error that the other server returned was: 550 550 No such user (state 14).":                 "550 No such user",
		"Response: 550: 5.2.1 disabled":                                                                  "550 5.2.1 disabled",
		"Remote host said: 554":                                                                          "554",
		"550 'a@example.org' is not a 'user'":                                                            "550 'a@example.org' is not a 'user'",
		`| a@example.org | 550 5.1.1 No such user | +-----+-----+`:                                       "550 5.1.1 No such user",
		`"diagnostic":"550 5.1.1 No such user"}`:                                                         "550 5.1.1 No such user",
		"550 No such user :)":                                                                            "550 No such user :)",
		// rules and fields
		"550 5.1.1 No such user ===== This mail is free of spam.":                  "550 5.1.1 No such user",
		"550 5.1.1 No such user ____ Confidential.":                                "550 5.1.1 No such user",
		"550 5.1.1 No such user ────────── scanned":                                "550 5.1.1 No such user",
		"550-5.7.1 ********** 550-5.7.1 Blocked 550 5.7.1 **********":              "550 5.7.1 ********** Blocked **********",
		"550 5.7.1 ***** Blocked -- see example.org":                               "550 5.7.1 ***** Blocked -- see example.org",
		"550 5.1.1 No such user Last-Attempt-Date: Mon, 2 Mar 2026 10:00:05 +0900": "550 5.1.1 No such user",
		"<<< 451 4.0.0 error Warning: message still undelivered after 4 hours":     "451 4.0.0 error",
		// several lines
		"550-5.7.26 not authenticated. 550-5.7.26 550-5.7.26 Results: 550 5.7.26 https://example.org": "550 5.7.26 not authenticated. Results: https://example.org",
		`smtpmsg='550-5.7.1 Blocked.\r\n550-5.7.1 Ask\nus.\n550 5.7.1 https://example.org'`:           `550 5.7.1 Blocked. Ask\nus. https://example.org`,
		"550 5.7.1 Blocked.\n5.7.1 Ask us.\n5.7.1 https://example.org":                                "550 5.7.1 Blocked. Ask us. https://example.org",
		"5.7.1 Blocked.\n5.7.1 Ask us.":        "5.7.1 Blocked. Ask us.",
		"550-at most 550 messages 550 an hour": "550 at most 550 messages an hour",
		"550-Verification failed for <a@b> 550-Called: 192.0.2.1 550-Response: 550 5.1.1 unknown 550 Sender verify failed": "550 Verification failed for <a@b> Called: 192.0.2.1 Response: 550 5.1.1 unknown Sender verify failed",
		"host mx.example.org [192.0.2.9]: 550-Callout verification failed: 550 550 5.1.1 unknown":                          "550 Callout verification failed: 550 5.1.1 unknown",
	} {
		require.Equal(t, want, reply.Parse(words).Text, words)
	}
}

// TestStage reads the command from what follows a reply.
func TestStage(t *testing.T) {
	for words, want := range map[string]string{
		"Remote host said: 550 No such user [RCPT_TO]": "RCPT TO",
		"Remote host said: 554 Refused [BODY]":         "end of DATA",
		"host a said: 450 unverified address: host b said: 550 No (in reply to RCPT TO command) (in reply to DATA command)": "DATA",
	} {
		require.Equal(t, want, reply.Parse(words).Command, words)
	}
}

// TestOwnStatus keeps apart what a server says of the recipient and what it was
// told of the sender.
func TestOwnStatus(t *testing.T) {
	for words, want := range map[string]string{
		"550-Verification failed for <a@b> 550-Response: 550 5.1.1 unknown 550 Sender verify failed":       "",
		"550-Verification failed for <a@b> 550-Response: 550 5.1.1 unknown 550 5.7.1 Sender verify failed": "5.7.1",
		"550 Verification failed for <a@b> Response: 550 5.1.1 unknown Sender verify failed":               "",
		"450 <a@b>: Sender address rejected: unverified address: host c said: 550 5.1.1 unknown":           "",
		"host d said: 450 <a@b>: Sender address rejected: unverified address: host c said: 550 5.1.1 gone": "",
		"450 4.1.7 <a@b>: Sender address rejected: unverified address: host c said: 550 5.1.1 unknown":     "4.1.7",
		"550 <a@b>: Recipient address rejected: undeliverable address: host c said: 550 5.2.1 disabled":    "5.2.1",
		"550-Callout verification failed: 550 550 5.2.1 disabled":                                          "5.2.1",
	} {
		require.Equal(t, want, reply.Parse(words).Status, words)
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
		"host mx.example.org[192.0.2.9] said: 550":                                                               {Name: "mx.example.org", IP: "192.0.2.9"},
		"host mx.example.org [192.0.2.9]: 550":                                                                   {Name: "mx.example.org", IP: "192.0.2.9"},
		"connect to mx.example.org[2001:db8::9]:25: refused":                                                     {Name: "mx.example.org", IP: "2001:db8::9"},
		"... while talking to mx.example.org.:":                                                                  {Name: "mx.example.org"},
		"mx.example.org [192.0.2.9] did not like our RCPT TO":                                                    {Name: "mx.example.org", IP: "192.0.2.9"},
		"the domain example.org by mx.example.org. [192.0.2.9].":                                                 {Name: "mx.example.org", IP: "192.0.2.9"},
		"no server is named here":                                                                                {},
		"[mx.example.org. 192.0.2.9: timed out]":                                                                 {Name: "mx.example.org", IP: "192.0.2.9"},
		"Host [mx.example.org:192.0.2.9] not responding":                                                         {Name: "mx.example.org", IP: "192.0.2.9"},
		"[192.0.2.9 192.0.2.9: connect error (0): error]":                                                        {IP: "192.0.2.9"},
		"SMTP:mx.example.org (192.0.2.9)":                                                                        {Name: "mx.example.org", IP: "192.0.2.9"},
		"host mx.example.org [::ffff:192.0.2.9]:25: refused":                                                     {Name: "mx.example.org", IP: "192.0.2.9"},
		"Error transferring to MX.EXAMPLE.ORG; SMTP Protocol Returned a Permanent Error 550 5.7.1 No":            {Name: "MX.EXAMPLE.ORG"},
		"203.0.113.88 hat die Nachricht abgelehnt. Der entfernte Server antwortete: 554 5.7.1 No":                {IP: "203.0.113.88"},
		"Der Server antwortete: 554 5.7.1 No Desistindo de 203.0.113.88.":                                        {IP: "203.0.113.88"},
		"203.0.113.88 is blocked 554 5.7.1 No":                                                                   {},
		"550 5.4.316 refused [LastAttemptedServerName=mx.example.org] [LastAttemptedIP=192.0.2.9:25]":            {Name: "mx.example.org", IP: "192.0.2.9"},
		"550 5.4.310 DNS domain example.org does not exist [LastAttemptedServerName=example.org]":                {},
		"Reported error: 550 5.7.350 spam DSN generated by: AM0.prod.outlook.com Remote server:\tmx.example.org": {Name: "mx.example.org"},
		"com.sun.mail.smtp.SMTPAddressFailedException: 550 5.1.1 unknown":                                        {},
		"This is the mail system at host mx.example.com. <a@b>: host mx.example.org[192.0.2.9] said: 550 No":     {Name: "mx.example.org", IP: "192.0.2.9"},
		"This is the mail system at host mx.example.com.":                                                        {},
		"Remote-MTA: dns; mx.example.org Diagnostic-Code: smtp; 550 5.1.1 unknown":                               {Name: "mx.example.org"},
		"550 5.1.1 unknown": {},
	} {
		require.Equal(t, want, reply.Host(words), words)
	}
}

func TestSpeaker(t *testing.T) {
	for words, want := range map[string]fact.Host{
		"X-Postfix; host mx.example.org[192.0.2.9] said: 550 No": {Name: "mx.example.org", IP: "192.0.2.9"},
		"smtp; 550 5.1.1 mx.example.org said: no":                {},
		"connect to mx.example.org[192.0.2.9]:25: refused":       {},
	} {
		require.Equal(t, want, reply.Speaker(words), words)
	}
}

func TestIsHostname(t *testing.T) {
	for s, want := range map[string]bool{
		"mx.example.org": true, "MX.EXAMPLE.ORG": true, "Mail.Example.Com": true, "localhost": false, "192.0.2.9": false,
		"com.sun.mail.smtp.SMTPAddressFailedException": false, "java.net.ConnectException": false, "SMTPTransport.rcptTo": false,
	} {
		require.Equal(t, want, reply.IsHostname(s), s)
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
	f.Add("said: 550-Verification failed for <a@b> 550-Response: 550 5.1.1 c 550 d (in reply to RCPT TO command) (state 3).")
	f.Add("[550, ERROR_CODE :'a' (delivery attempts: 0)] ==== 192.0.2.1: 550 (5.1.1) 'a' [RCPT_TO]##")
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
