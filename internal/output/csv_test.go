package output

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

func TestCSV(t *testing.T) {
	const row = `bounce.eml,failed,rfc3464,jiro@example.org,failed,5.7.1,550,reputation_block,reputation,true,keep,0.98,` +
		`mx.example.org,spamhaus,smtp; 550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org,` +
		`<20260301.1@example.com>,delist-spamhaus` + "\r\n"
	tests := []struct {
		name    string
		reports []*ndr.Report
		want    string
	}{
		{"nothing", nil, csvHeader},
		{"one", []*ndr.Report{blocked()}, csvHeader + row},
		{"two", []*ndr.Report{blocked(), blocked()}, csvHeader + row + row},
		{"no recipient", []*ndr.Report{{Source: "-", Kind: ndr.NotBounce}}, csvHeader + "'-,not_bounce,,,,,,,,,,,,,,,\r\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, rendered(t, CSV(), test.reports...))
		})
	}
}

func TestGuarded(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"jiro@example.org", "jiro@example.org"},
		{"=1+1", "'=1+1"},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "' =1"},
		{"\r=1", "' =1"},
		{"\x1b=1", `\x1b=1`},
	}
	for _, test := range tests {
		require.Equal(t, test.want, guarded(test.in), "%q", test.in)
	}
}
