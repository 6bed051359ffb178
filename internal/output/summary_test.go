package output

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
	"github.com/ndrparse/ndrparse/remedies"
)

func TestSummary(t *testing.T) {
	s := &mailbox.Summary{
		Messages:  4,
		Kinds:     map[ndr.Kind]int{ndr.Failed: 2, ndr.AutoReply: 1, ndr.NotBounce: 1},
		Causes:    map[classify.Cause]int{classify.ReputationBlock: 3, classify.MailboxFull: 1},
		Domains:   map[string]int{"example.org": 3, "example.net\x1b[2J": 1},
		Providers: map[string]int{"spamhaus": 3},
		Failures:  1,
	}
	for _, lang := range remedies.Langs() {
		var b bytes.Buffer
		require.NoError(t, Summary(&b, s, lang))
		golden(t, "summary."+string(lang)+".txt", b.Bytes())
	}
}

func TestSummaryOfNothing(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Summary(&b, new(mailbox.Summary), remedies.English))
	require.Equal(t, "Messages: 0 (none)\n", b.String())
}
