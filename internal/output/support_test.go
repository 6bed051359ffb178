package output

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/remedies"
)

func TestSupport(t *testing.T) {
	tests := []struct {
		name    string
		options SupportOptions
	}{
		{"support.en.txt", SupportOptions{}},
		{"support.en.md", SupportOptions{Markdown: true, Private: true}},
		{"support.ja.md", SupportOptions{Lang: remedies.Japanese, Markdown: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, Support(&b, several(), test.options))
			golden(t, test.name, b.Bytes())
		})
	}
}

// TestSupportPrivate checks that the subject and the addressees who are not
// concerned are left out unless asked for.
func TestSupportPrivate(t *testing.T) {
	for _, private := range []bool{false, true} {
		var b bytes.Buffer
		require.NoError(t, Support(&b, several(), SupportOptions{Private: private}))
		for _, secret := range []string{"お見積り", "hanako@example.net"} {
			require.Equal(t, private, bytes.Contains(b.Bytes(), []byte(secret)), secret)
		}
	}
}

func TestCodeSpan(t *testing.T) {
	tests := []struct{ in, want string }{
		{"550 5.7.1", "`550 5.7.1`"},
		{"a `b` c", "``a `b` c``"},
		{"`b`", "`` `b` ``"},
	}
	for _, test := range tests {
		require.Equal(t, test.want, codeSpan(test.in))
	}
}
