package remedies

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestReplyLanguages runs the examples of replies.toml.
func TestReplyLanguages(t *testing.T) {
	languages, err := replyLanguages()
	require.NoError(t, err)
	for _, l := range languages.Language {
		require.NotEmpty(t, l.Examples)
		for _, e := range l.Examples {
			require.Equal(t, strings.ToLower(e.Reply), e.Reply)
			require.True(t, e.Wait != "" || e.Size > 0, "%s names nothing", e.Reply)
			if e.Wait != "" {
				want, err := time.ParseDuration(e.Wait)
				require.NoError(t, err)
				require.Equal(t, want, waitAsked(e.Reply), e.Reply)
			}
			require.Equal(t, e.Size, sizeLimit(e.Reply), e.Reply)
		}
	}
}

func TestNoAmount(t *testing.T) {
	for _, reply := range []string{
		"", "450 greylisted", "450 in 99999999999999 seconds", "450 in 999999999999 hours", "450 5.7.1 300 seconds", "450 main 5 minutes",
		"450 in 5 minutiae", "550 30 minutes in the queue", "451 via 5 m.example",
	} {
		require.Zero(t, waitAsked(reply), reply)
	}
	for _, reply := range []string{
		"", "552 too large", "552 maximum number of recipients is 100", "552 climax 500 kb", "552 max 100 recipients, 5000000 octets",
		"552 limit" + strings.Repeat(" ", maxBetween+1) + "20 mb", "552 limit 999999999999 gb",
	} {
		require.Zero(t, sizeLimit(reply), reply)
	}
}
