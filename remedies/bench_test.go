package remedies

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func BenchmarkFor(b *testing.B) {
	g := given{Cause: "reputation_block", Format: "postfix", Reporting: "mx.example.net", Recipient: "jiro@example.org", Sender: "taro@example.com",
		List: "zen.spamhaus.org", Listed: "192.0.2.7", Provider: "spamhaus", RemoteHost: "mx.example.org",
		Reply: "550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org"}
	report := g.report()
	for b.Loop() {
		Advise(report, Japanese)
	}
}

// BenchmarkRead is what each file of the catalogue costs a process that asks
// for it.
func BenchmarkRead(b *testing.B) {
	for _, pattern := range []string{"catalogue/*.toml", "catalogue/*/*.toml"} {
		names, err := fs.Glob(embedded, pattern)
		require.NoError(b, err)
		for _, name := range names {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					_, err := decode[map[string]any](strings.TrimPrefix(name, "catalogue/"))
					require.NoError(b, err)
				}
			})
		}
	}
}
