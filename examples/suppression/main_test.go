package main

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const made = "../../testdata/bounces/made/"

func TestList(t *testing.T) {
	var out strings.Builder
	unreadable, err := list(context.Background(), &out, []string{made + "postfix-several.eml", made + "exim.eml", "missing.mbox"})
	require.NoError(t, err)
	require.Equal(t, "pause   2026-03-05  full@example.net  mailbox_full\n"+
		"remove  2026-03-03  goro@example.net  recipient_unknown\n"+
		"remove  2026-03-05  nobody@example.org  recipient_unknown\n", out.String())
	require.Len(t, unreadable, 1)
	require.ErrorContains(t, unreadable[0], "missing.mbox")
}

func TestListStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := list(ctx, new(strings.Builder), []string{made})
	require.ErrorIs(t, err, context.Canceled)
}
