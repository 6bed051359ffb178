package hostname_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/hostname"
)

func TestUnder(t *testing.T) {
	for _, test := range []struct {
		name, domain string
		want         bool
	}{
		{"example.org", "example.org", true},
		{"MX.Example.org.", "example.org", true},
		{"myexample.org", "example.org", false},
		{"org", "example.org", false},
		{"", "example.org", false},
	} {
		require.Equal(t, test.want, hostname.Under(test.name, test.domain), test)
	}
}

func TestLongest(t *testing.T) {
	table := map[string]int{"example.org": 1, "mail.example.org": 2}
	for name, want := range map[string]int{
		"example.org": 1, "www.example.org.": 1, "MX.mail.example.org": 2, "example.net": 0, "": 0, "myexample.org": 0,
	} {
		require.Equal(t, want, hostname.Longest(table, name), name)
	}
}

func TestOfAddress(t *testing.T) {
	for address, want := range map[string]string{
		"jiro@example.org": "example.org", `"a@b"@example.net`: "example.net", "jiro": "", "jiro@": "", "": "",
	} {
		require.Equal(t, want, hostname.OfAddress(address), address)
	}
}
