package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// TestMeterLines checks that a line is written every ten seconds where there
// is no terminal, and none if it is to be quiet.
func TestMeterLines(t *testing.T) {
	const mb = 1_000_000
	for _, quiet := range []bool{false, true} {
		var w strings.Builder
		m := newMeter(&w, quiet, false)
		for _, seconds := range []int{1, 9, 10, 11, 19, 20, 21} {
			m.show(mailbox.Progress{
				Bytes: int64(seconds) * 2 * mb, Total: 60 * mb, Messages: seconds * 100, Bounces: seconds,
				Elapsed: time.Duration(seconds) * time.Second,
			})
		}
		want := "33 % of 60 MB, 1000 messages, 10 bounces, 2 MB/s, 20s left\n" +
			"66 % of 60 MB, 2000 messages, 20 bounces, 2 MB/s, 10s left\n"
		if quiet {
			want = ""
		}
		require.Equal(t, want, w.String())
	}
}

func TestProgressLineOfUnknownSize(t *testing.T) {
	p := mailbox.Progress{Bytes: 5_000_000, Messages: 3, Bounces: 1, Elapsed: time.Second}
	require.Equal(t, "5 MB, 3 messages, 1 bounce, 5 MB/s", progressLine(p))
}

func TestMeterReport(t *testing.T) {
	var w strings.Builder
	newMeter(&w, true, false).report(&mailbox.Error{Source: "a\x1b[2J.eml", Err: mailbox.ErrBinary})
	require.Equal(t, `ndrparse: a\x1b[2J.eml: `+mailbox.ErrBinary.Error()+"\n", w.String())
}
