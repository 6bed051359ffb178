package output

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzWrap checks that any text can be made safe, and that wrapping it loses
// nothing but blanks.
func FuzzWrap(f *testing.F) {
	for _, seed := range []string{
		"550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org",
		"送信メールサーバー(SMTP)の名前を、ネットワークの管理者に聞きます。",
		"\x1b[2J\u202eexe.txt\u2066 👩\u200d💻 e\u0301\xff",
	} {
		f.Add(seed, 40)
	}
	f.Fuzz(func(t *testing.T, text string, width int) {
		safe := Safe(text)
		require.Negative(t, strings.IndexFunc(safe, unsafe))
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		require.Equal(t, squeeze(safe), squeeze(strings.Join(wrap(safe, width), "")))
	})
}
