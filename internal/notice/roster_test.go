package notice

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
)

func TestRosterKeepsTheLastFate(t *testing.T) {
	n := &fact.Notice{}
	all := newRoster(n)
	all.replace(fact.Recipient{Address: "jiro@example.org", Action: fact.Delayed})
	all.replace(fact.Recipient{Address: "hanako@example.org", Action: fact.Failed})
	all.replace(fact.Recipient{Address: "Jiro@example.org", Action: fact.Delivered})
	require.Equal(t, []fact.Recipient{{Address: "Jiro@example.org", Action: fact.Delivered}, {Address: "hanako@example.org", Action: fact.Failed}}, n.Recipients)
}

// TestLogsOfManyRecipients checks that a log's recipients are read up to the
// bound of all reports, and that more of them give a warning.
func TestLogsOfManyRecipients(t *testing.T) {
	for _, c := range []struct{ start, line string }{
		{"", "1: to=<u%d@example.org>, dsn=5.1.1, stat=User unknown\n"},
		{"=== Connected to mx.example.org.\n", " -> RCPT TO:<u%d@example.org>\n<** 550 no\n"},
	} {
		var b strings.Builder
		b.WriteString(c.start)
		for i := range dsn.MaxRecipients + 2 {
			fmt.Fprintf(&b, c.line, i)
		}
		n := ReadText(b.String())
		require.Len(t, n.Recipients, dsn.MaxRecipients, c.line)
		require.Equal(t, []string{dsn.TooMany}, n.Warnings, c.line)
	}
}
