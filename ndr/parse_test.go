package ndr_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

func TestParseErrors(t *testing.T) {
	broken := errors.New("connection lost")
	_, err := ndr.Parse(iotest.ErrReader(broken))
	require.ErrorIs(t, err, broken)
	for input, want := range map[string]error{
		"":                              ndr.ErrEmpty,
		" \r\n\t\n":                     ndr.ErrEmpty,
		"\x89PNG\r\n\x1a\n\x00\x00\x00": ndr.ErrBinary,
	} {
		report, err := ndr.Parse(strings.NewReader(input))
		require.ErrorIs(t, err, want, "%q", input)
		require.Nil(t, report)
	}
	_, err = ndr.ParseText("\u3000\n")
	require.ErrorIs(t, err, ndr.ErrEmpty)
}

// What is too long is cut between two characters, and a warning says so.
func TestLongInput(t *testing.T) {
	const notice = "Subject: failure notice\n\n<jiro@example.org>: 550 5.1.1 no such user\n\n"
	report, err := ndr.Parse(strings.NewReader(notice + strings.Repeat("a line of text\n", ndr.MaxMessageBytes/10)))
	require.NoError(t, err)
	require.Contains(t, report.Warnings, "the message is larger than 32 MiB: the rest is left out (MaxMessageBytes)")

	for shift := range 3 {
		text := "550 5.1.1 no such user " + strings.Repeat("x", shift) + strings.Repeat("語", 1<<20)
		report, err := ndr.ParseText(text)
		require.NoError(t, err)
		require.Equal(t, []string{"the text is larger than 1 MiB: the rest is left out (MaxTextBytes)"}, report.Warnings)
		explained := ndr.Explain(text)
		require.Equal(t, classify.RecipientUnknown, explained.Cause)
		require.True(t, utf8.ValidString(explained.Diagnostic))
	}
}
