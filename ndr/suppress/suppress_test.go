package suppress_test

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/suppress"
)

var start = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

func day(n int) *time.Time {
	t := start.AddDate(0, 0, n)
	return &t
}

func failed(address string, action classify.ListAction, cause classify.Cause, at *time.Time) *ndr.Report {
	return &ndr.Report{Kind: ndr.Failed, Recipients: []ndr.Recipient{{Address: address, Action: ndr.ActionFailed, ListAction: action, Cause: cause, LastAttempt: at}}}
}

func full(address string, at *time.Time) *ndr.Report {
	return failed(address, classify.Pause, classify.MailboxFull, at)
}

func TestEntries(t *testing.T) {
	unknown := failed("jiro@example.org", classify.Remove, classify.RecipientUnknown, day(0))
	through := &ndr.Report{Kind: ndr.Delivered, ArrivalDate: day(10), Recipients: []ndr.Recipient{{Address: "jiro@example.org", Action: ndr.ActionDelivered}}}
	delayed := full("jiro@example.org", day(0))
	delayed.Kind, delayed.Recipients[0].Action = ndr.Delayed, ndr.ActionDelayed
	const jiro = "jiro@example.org"
	for _, test := range []struct {
		name    string
		policy  suppress.Policy
		reports []*ndr.Report
		want    []suppress.Entry
	}{
		{"unknown", suppress.Policy{}, []*ndr.Report{unknown}, []suppress.Entry{{jiro, suppress.Remove, "recipient_unknown", 1, day(0), day(0)}}},
		{"kept", suppress.Policy{}, []*ndr.Report{failed(jiro, classify.Keep, classify.ReputationBlock, day(0))}, nil},
		{"delayed", suppress.Policy{}, []*ndr.Report{delayed}, nil},
		{"paused", suppress.Policy{}, []*ndr.Report{full(jiro, day(0)), full("Jiro@Example.ORG", day(1))}, []suppress.Entry{{jiro, suppress.Pause, "mailbox_full", 2, day(0), day(1)}}},
		{"paused too often", suppress.Policy{}, []*ndr.Report{full(jiro, day(0)), full(jiro, day(1)), full(jiro, day(29))}, []suppress.Entry{{jiro, suppress.Remove, "mailbox_full", 3, day(0), day(29)}}},
		{"paused too often on one day", suppress.Policy{}, []*ndr.Report{full(jiro, day(0)), full(jiro, day(0)), full(jiro, day(0))}, []suppress.Entry{{jiro, suppress.Pause, "mailbox_full", 3, day(0), day(0)}}},
		{"paused over too long", suppress.Policy{}, []*ndr.Report{full(jiro, day(0)), full(jiro, day(20)), full(jiro, day(40))}, []suppress.Entry{{jiro, suppress.Pause, "mailbox_full", 3, day(0), day(40)}}},
		{"policy", suppress.Policy{SoftBounces: 2, WithinDays: 7}, []*ndr.Report{full(jiro, day(0)), full(jiro, day(8)), full(jiro, day(15))}, []suppress.Entry{{jiro, suppress.Remove, "mailbox_full", 3, day(0), day(15)}}},
		{"without dates", suppress.Policy{}, []*ndr.Report{full(jiro, nil), full(jiro, nil), full(jiro, nil)}, []suppress.Entry{{jiro, suppress.Pause, "mailbox_full", 3, nil, nil}}},
		{"without dates, and others", suppress.Policy{}, []*ndr.Report{full(jiro, nil), full(jiro, day(0)), full(jiro, day(1))}, []suppress.Entry{{jiro, suppress.Remove, "mailbox_full", 3, day(0), day(1)}}},
		{"got through since", suppress.Policy{}, []*ndr.Report{full(jiro, day(0)), full(jiro, day(1)), full(jiro, day(12)), through}, []suppress.Entry{{jiro, suppress.Pause, "mailbox_full", 3, day(0), day(12)}}},
		{"got through after all", suppress.Policy{}, []*ndr.Report{full(jiro, day(0)), through}, nil},
		{"unknown though it got through", suppress.Policy{}, []*ndr.Report{unknown, through}, []suppress.Entry{{jiro, suppress.Remove, "recipient_unknown", 1, day(0), day(0)}}},
		{"pauses before a removal", suppress.Policy{}, []*ndr.Report{full(jiro, day(3)), unknown}, []suppress.Entry{{jiro, suppress.Remove, "recipient_unknown", 2, day(0), day(3)}}},
		{"complaint", suppress.Policy{}, []*ndr.Report{{Kind: ndr.Complaint, ArrivalDate: day(2), Original: ndr.Original{To: []string{jiro}}}, unknown}, []suppress.Entry{{jiro, suppress.Remove, "complaint", 2, day(0), day(2)}}},
		{"complaint that names who", suppress.Policy{}, []*ndr.Report{{Kind: ndr.Complaint, Recipients: []ndr.Recipient{{Address: jiro}}, Original: ndr.Original{To: []string{"list@example.com"}}}}, []suppress.Entry{{jiro, suppress.Remove, "complaint", 1, nil, nil}}},
		{"no address", suppress.Policy{}, []*ndr.Report{failed("", classify.Remove, classify.RecipientUnknown, nil)}, nil},
	} {
		for range 5 {
			list := suppress.New(test.policy)
			for _, r := range test.reports {
				list.Add(r)
			}
			require.Equal(t, test.want, list.Entries(), test.name)
			rand.Shuffle(len(test.reports), func(i, j int) { test.reports[i], test.reports[j] = test.reports[j], test.reports[i] })
		}
	}
}

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"Jiro@Example.ORG":                    "jiro@example.org",
		" jiro+news@example.org ":             "jiro+news@example.org",
		"o'brien@example.org":                 "o'brien@example.org",
		"次郎@例え.example":                       "次郎@例え.example",
		"a=b/c@example.org":                   "a=b/c@example.org",
		"":                                    "",
		"jiro":                                "",
		"@example.org":                        "",
		"jiro@":                               "",
		"a b@example.org":                     "",
		"\"a b\"@example.org":                 "",
		"a@example.org\nb@example.org":        "",
		"a@example.org,b@example.org":         "",
		"a\u2028b@example.org":                "",
		"x@example.org\x00":                   "",
		"=cmd|'/c calc'!a0@example.org":       "",
		"a@b=c.example":                       "",
		"<script>@example.org":                "",
		string(make([]byte, 300)) + "@x.test": "",
	} {
		require.Equal(t, want, suppress.Normalize(in), "%q", in)
	}
}

func TestWrite(t *testing.T) {
	entries := []suppress.Entry{
		{Address: "=1+1@example.org", Action: suppress.Remove, Cause: "recipient_unknown", Count: 1},
		{Address: "hanako@example.org", Action: suppress.Pause, Cause: "mailbox_full", Count: 2, First: day(0), Last: day(1)},
		{Address: "jiro@example.org", Action: suppress.Remove, Cause: "recipient_unknown", Count: 1, First: day(0), Last: day(0)},
		{Address: "saburo@example.org", Action: suppress.Remove, Cause: suppress.Complaint, Count: 1},
	}
	for format, want := range map[suppress.Format]string{
		suppress.CSV: "address,action,cause,count,first,last\r\n" +
			"'=1+1@example.org,remove,recipient_unknown,1,,\r\n" +
			"hanako@example.org,pause,mailbox_full,2,2026-03-01T09:00:00Z,2026-03-02T09:00:00Z\r\n" +
			"jiro@example.org,remove,recipient_unknown,1,2026-03-01T09:00:00Z,2026-03-01T09:00:00Z\r\n" +
			"saburo@example.org,remove,complaint,1,,\r\n",
		suppress.Listmonk: "email,name,attributes\r\n" +
			"jiro@example.org,,\"{\"\"bounce_cause\"\":\"\"recipient_unknown\"\"}\"\r\n" +
			"saburo@example.org,,\"{\"\"bounce_cause\"\":\"\"complaint\"\"}\"\r\n",
		suppress.Mailman:  "jiro@example.org\nsaburo@example.org\n",
		suppress.SendGrid: "email\r\njiro@example.org\r\nsaburo@example.org\r\n",
		suppress.SES:      "jiro@example.org,BOUNCE\nsaburo@example.org,COMPLAINT\n",
	} {
		var out bytes.Buffer
		skipped, err := suppress.Write(&out, format, entries)
		require.NoError(t, err)
		require.Equal(t, want, out.String(), format)
		if format == suppress.CSV {
			require.Empty(t, skipped)
			rows, err := csv.NewReader(&out).ReadAll()
			require.NoError(t, err)
			require.Len(t, rows, 5)
		} else {
			require.Equal(t, entries[:1], skipped, format)
		}
	}
	var out bytes.Buffer
	_, err := suppress.Write(&out, suppress.JSON, entries[2:3])
	require.NoError(t, err)
	require.JSONEq(t, `[{"address": "jiro@example.org", "action": "remove", "cause": "recipient_unknown", "count": 1, "first": "2026-03-01T09:00:00Z", "last": "2026-03-01T09:00:00Z"}]`, out.String())
	out.Reset()
	_, err = suppress.Write(&out, suppress.JSON, nil)
	require.NoError(t, err)
	require.Equal(t, "[]\n", out.String())
	_, err = suppress.Write(&out, "excel", nil)
	require.EqualError(t, err, `unknown format "excel"`)
}
