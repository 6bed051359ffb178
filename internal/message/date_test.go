package message_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/message"
)

func TestParseDate(t *testing.T) {
	for s, want := range map[string]string{
		"Mon, 2 Mar 2026 09:30:00 +0900 (JST)": "2026-03-02T09:30:00+09:00",
		"2 Mar 2026 09:30:00 -0500":            "2026-03-02T09:30:00-05:00",
		"2026-03-02T09:30:00+09:00":            "2026-03-02T09:30:00+09:00",
		"2026-03-02 09-30-00":                  "2026-03-02T09:30:00Z",
		"2026/03/02 09:30:00 +0900":            "2026-03-02T09:30:00+09:00",
	} {
		require.Equal(t, want, message.ParseDate(s).Format(time.RFC3339), s)
	}
	for _, s := range []string{"", "yesterday", "2026-13-02 09-30-00"} {
		require.True(t, message.ParseDate(s).IsZero(), s)
	}
}
