package output

import (
	"bytes"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

func TestSummary(t *testing.T) {
	var s Summary
	s.Add(blocked())
	s.Add(several())
	s.Add(&ndr.Report{Kind: ndr.NotBounce})
	s.Unreadable = 1
	for _, lang := range remedies.Langs() {
		var b bytes.Buffer
		require.NoError(t, s.Print(&b, lang))
		golden(t, "summary."+string(lang)+".txt", b.Bytes())
	}
}

func TestSummaryOfNothing(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, new(Summary).Print(&b, remedies.English))
	require.Equal(t, "0 messages: none\n", b.String())
}

// TestSummaryBounded checks that the domains of a large export do not pile up,
// and that the summary says so.
func TestSummaryBounded(t *testing.T) {
	var s Summary
	r := blocked()
	for i := range maxDomains + 10 {
		r.Recipients[0].Address = "x@d" + strconv.Itoa(i) + ".example"
		s.Add(r)
	}
	require.Len(t, s.domains, maxDomains)
	var b bytes.Buffer
	require.NoError(t, s.Print(&b, remedies.English))
	require.Contains(t, b.String(), "first 20000 domains")
}
