package output

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

func at(s string) *time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return &t
}

// rendered is what a format makes of reports, with what stands round them.
func rendered(t *testing.T, f Format, reports ...*ndr.Report) string {
	t.Helper()
	if len(reports) == 0 {
		return string(f.Empty)
	}
	text := slices.Clone(f.Begin)
	for i, r := range reports {
		if i > 0 {
			text = append(text, f.Between...)
		}
		var err error
		text, err = f.Report(text, r)
		require.NoError(t, err)
	}
	return string(append(text, f.End...))
}

// blocked is a report with something in every field.
func blocked() *ndr.Report {
	return &ndr.Report{
		Source: "bounce.eml", Kind: ndr.Failed, Format: "rfc3464", ReportingMTA: "mx1.example.net",
		ArrivalDate: at("2026-03-01T09:30:00+09:00"), QueueID: "4F2D81C0",
		Original: ndr.Original{
			MessageID: "<20260301.1@example.com>", From: "taro@example.com",
			To: []string{"jiro@example.org", "hanako@example.net"}, Subject: "お見積り",
			Date: at("2026-03-01T09:29:58+09:00"), EnvelopeID: "env-1", Headers: map[string]string{"X-Campaign": "spring"},
		},
		BounceAddress: "bounces+jiro=example.org@example.com",
		Recipients:    []ndr.Recipient{blockedRecipient("jiro@example.org")},
		Client: &ndr.Client{
			Name: "outlook", Account: "Office", Server: "smtp.example.com", Port: 25,
			Protocol: "SMTP", Secure: "no", ErrorNumber: "0x800CCC79",
		},
		Warnings: []string{"the original message is cut off"},
	}
}

func blockedRecipient(address string) ndr.Recipient {
	return ndr.Recipient{
		Address: address, OriginalAddress: "sales@example.org", Action: ndr.ActionFailed, Status: "5.7.1",
		Reply: ndr.Reply{
			Code: 550, Status: "5.7.1", Command: "RCPT TO",
			Text: "550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org",
		},
		RemoteMTA:  ndr.Host{Host: "mx.example.org", IP: "198.51.100.9"},
		Diagnostic: "smtp; 550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org",
		Cause:      classify.ReputationBlock, Category: classify.CategoryReputation, Permanent: true,
		ListAction: classify.Keep, Confidence: 0.98, Provider: "spamhaus",
		Evidence:    []classify.Evidence{{Rule: "dnsbl.spamhaus", Text: "blocked using zen.spamhaus.org"}},
		Listing:     &classify.Listing{List: "zen.spamhaus.org", Subject: "192.0.2.7"},
		LastAttempt: at("2026-03-01T09:30:05+09:00"), WillRetryUntil: at("2026-03-06T09:30:05+09:00"),
		Remedies: []ndr.Remedy{{
			ID: "delist-spamhaus", Title: "Have 192.0.2.7 removed from the Spamhaus list",
			Why:      "The receiving server refused the connection because 192.0.2.7 is listed on zen.spamhaus.org.",
			Audience: "sender_admin", Kind: "delist", Importance: 3,
			Steps: []ndr.Step{
				{Text: "Look the address up and find the reason of the listing.", URL: "https://check.spamhaus.org/"},
				{Text: "See whether it is still listed.", Command: "nslookup 7.2.0.192.zen.spamhaus.org"},
				{Text: "Send through the provider's server.", Settings: []ndr.Setting{{Name: "relayhost", Value: "[smtp.example.com]:587"}}},
				{Text: "Publish who may send.", DNS: &ndr.DNSRecord{Type: "TXT", Host: "@", Value: "v=spf1 ip4:192.0.2.7 -all"}},
			},
		}},
	}
}

// several is a report with recipients that met different fates.
func several() *ndr.Report {
	r := blocked()
	full := ndr.Recipient{
		Address: "full@example.net", Action: ndr.ActionDelayed, Status: "4.2.2", Reply: ndr.Reply{Code: 452, Status: "4.2.2", Text: "452 4.2.2 Mailbox full"},
		Cause: classify.MailboxFull, Category: classify.CategoryRecipient, ListAction: classify.Pause, Confidence: 0.95,
	}
	delivered := ndr.Recipient{Address: "ok@example.com", Action: ndr.ActionDelivered, Status: "2.0.0"}
	r.Recipients = append(r.Recipients, blockedRecipient("saburo@example.org"), full, delivered)
	return r
}
