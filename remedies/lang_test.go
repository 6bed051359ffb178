package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"
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

func TestLangs(t *testing.T) {
	require.Subset(t, Langs(), []Lang{English, Japanese})
	name := localized{English: "Example Mail", Japanese: "例のメール"}
	require.Equal(t, "例のメール", name.in(Japanese))
	require.Equal(t, "Example Mail", name.in("de"))
}
