package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/seeds"
	"github.com/ndrparse/ndrparse/ndr"
)

// FuzzAdvise checks that, whatever a message says, the advice on it is short, the
// same in each language, and harmless to run.
func FuzzAdvise(f *testing.F) {
	for _, raw := range seeds.Messages(f) {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		report, err := new(ndr.Parser).ParseBytes(raw)
		if err != nil {
			return
		}
		for i := range report.Recipients {
			rec := &report.Recipients[i]
			want := For(report, rec, English)
			require.LessOrEqual(t, len(want), maxRemedies)
			for _, lang := range Langs() {
				got := For(report, rec, lang)
				require.Len(t, got, len(want))
				for i, remedy := range got {
					require.Equal(t, want[i].ID, remedy.ID)
					require.NotEmpty(t, remedy.Steps)
					for _, step := range remedy.Steps {
						requireHarmless(t, step)
					}
				}
			}
		}
	})
}

// FuzzAmounts checks that a reply, whatever it says, names no time and no size
// beyond the limits.
func FuzzAmounts(f *testing.F) {
	languages, err := replyLanguages()
	require.NoError(f, err)
	for _, l := range languages.Language {
		for _, e := range l.Examples {
			f.Add(e.Reply)
		}
	}
	f.Fuzz(func(t *testing.T, reply string) {
		wait, size := waitAsked(reply), sizeLimit(reply)
		require.True(t, wait >= 0 && wait <= maxWait, wait)
		require.True(t, size == 0 || leastLimit <= size && size <= maxLimit, size)
	})
}
