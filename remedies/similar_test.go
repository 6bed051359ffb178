package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

func TestSimilarDomain(t *testing.T) {
	for typed, want := range map[string]string{
		"gmial.com": "gmail.com", "gmal.com": "gmail.com", "gmaill.com": "gmail.com", "gnail.com": "gmail.com", "gmail.con": "gmail.com", "gmail.co": "gmail.com",
		"GMIAL.COM": "gmail.com", "hotmial.com": "hotmail.com", "docomo.ne.jpp": "docomo.ne.jp", "yahoo.cojp": "yahoo.co.jp",
		"gmail.com": "", "mail.gmail.com": "", "mail.com": "", "ymail.com": "", // what exists is no slip
		"gmail.de": "", "mail.de": "", // not of email.de: gmail and mail are names of providers
		"example.com": "", "gml.com": "", "skyy.com": "", "": "", "not a domain": "",
	} {
		b := newBounce(&ndr.Report{}, &ndr.Recipient{Address: "jiro@" + typed}, English)
		require.Equal(t, want, b.text("similar_domain"), typed)
	}
}

func TestOneSlip(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"abc", "abc", false}, {"abc", "ab", true}, {"abc", "bc", true}, {"abc", "acb", true}, {"abc", "bac", true}, {"abc", "axc", true},
		{"abc", "cab", false}, {"abc", "axx", false}, {"", "a", true}, {"", "", false}, {"a", "b", true}, {"ab", "ba", true}, {"abc", "abcde", false},
	} {
		require.Equal(t, test.want, oneSlip(test.a, test.b), test)
		require.Equal(t, test.want, oneSlip(test.b, test.a), test)
	}
}
