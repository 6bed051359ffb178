package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStatusPattern(t *testing.T) {
	for _, test := range []struct {
		pattern, status string
		want            bool
	}{
		{"5.7.139", "5.7.139", true}, {"5.7.139", "5.7.13", false}, {"*.7.1", "4.7.1", true}, {"*.2.*", "5.2.2", true},
		{"5.7.606-5.7.649", "5.7.606", true}, {"5.7.606-5.7.649", "5.7.649", true}, {"5.7.606-5.7.649", "5.7.650", false},
		{"5.7.606-5.7.649", "4.7.620", false}, {"5.7.1", "", false}, {"5.7.1", "5.7.1.1", false}, {"5.7.1", "5.7.x", false},
		{"*.*.*", "-5.7.1", false},
	} {
		var p statusPattern
		require.NoError(t, p.UnmarshalText([]byte(test.pattern)))
		require.Equal(t, test.want, p.matches(test.status), test)
	}
	for _, malformed := range []string{"", "5.7", "5.7.x", "5.7.1-5.8.1", "5.7.1-", "*.7.1-*.7.9"} {
		require.Error(t, new(statusPattern).UnmarshalText([]byte(malformed)), malformed)
	}
}
