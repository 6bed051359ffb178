package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

func TestParseLang(t *testing.T) {
	for s, want := range map[string]Lang{"en": English, "ja": Japanese, "ja_JP.UTF-8": Japanese, "JA-jp": Japanese, "en_GB@euro": English, "en.UTF-8": English} {
		lang, ok := ParseLang(s)
		require.True(t, ok, s)
		require.Equal(t, want, lang, s)
	}
	for _, s := range []string{"", "C", "POSIX", "de_DE.UTF-8", "jam", "english"} {
		lang, ok := ParseLang(s)
		require.False(t, ok, s)
		require.Equal(t, English, lang)
	}
}

func TestForWithoutReportOrCause(t *testing.T) {
	require.Equal(t, []ndr.Remedy{}, For(nil, &ndr.Recipient{}, English)) // asked for, and none
	require.NotEmpty(t, For(nil, &ndr.Recipient{Cause: classify.RelayDenied}, Japanese))
	require.Equal(t,
		For(nil, &ndr.Recipient{Cause: classify.RelayDenied}, English),
		For(&ndr.Report{}, &ndr.Recipient{Cause: classify.RelayDenied}, "de"))
}

func TestStatusMatches(t *testing.T) {
	for _, test := range []struct {
		pattern, status string
		want            bool
	}{
		{"5.7.139", "5.7.139", true}, {"5.7.139", "5.7.13", false}, {"*.7.1", "4.7.1", true}, {"*.2.*", "5.2.2", true},
		{"5.7.606-5.7.649", "5.7.606", true}, {"5.7.606-5.7.649", "5.7.649", true}, {"5.7.606-5.7.649", "5.7.650", false},
		{"5.7.606-5.7.649", "4.7.620", false}, {"5.7.1", "", false}, {"5.7.1", "5.7.1.1", false}, {"5.7.1", "5.7.x", false},
	} {
		require.Equal(t, test.want, statusMatches(test.pattern, test.status), test)
	}
}
