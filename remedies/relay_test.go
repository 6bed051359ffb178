package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

// TestRelay takes each network with a recipient inside and outside the server's
// domain, and the cases beside them.
func TestRelay(t *testing.T) {
	const server = "smtp.example.com"
	for _, test := range []struct {
		name     string
		in       Submission
		relaying Answer
		blocked  Answer
		en, ja   string
	}{
		{"at home, own domain", Submission{Network: OwnNetwork, Server: server, Recipient: "hanako@example.com"}, No, No, "does not relay", "中継にはなりません"},
		{"at home, other domain", Submission{Network: OwnNetwork, Server: server, Recipient: "jiro@example.org"}, Yes, No, "on the network of the provider", "プロバイダのネットワークに接続"},
		{"at work, own domain", Submission{Network: OtherNetwork, Server: server, Recipient: "hanako@example.com"}, No, No, "does not relay", "中継にはなりません"},
		{"at work, other domain", Submission{Network: OtherNetwork, Server: server, Recipient: "jiro@example.org"}, Yes, Yes, "cannot tell that you are its customer", "契約者であることを確認できない"},
		{"logged in from a hotel", Submission{Network: OtherNetwork, Server: server, Recipient: "example.org", Authenticated: true}, Yes, No, "You log in to smtp.example.com", "ログインしている"},
		{"network not known", Submission{Server: server, Recipient: "jiro@example.org"}, Yes, Depends, "example.org does not belong to smtp.example.com", "example.org は smtp.example.com のドメインではない"},
		{"server not known", Submission{Network: OtherNetwork, Recipient: "jiro@example.org"}, Depends, Depends, "If example.org is not", "example.org がサーバー自身のドメインでない場合"},
		{"nothing known", Submission{}, Depends, Depends, "If the recipient's domain", "宛先がサーバー自身のドメインでない場合"},
		{"nothing known but the login", Submission{Authenticated: true}, Depends, No, "You log in to the server", "サーバーにログインしている"},
		{"internationalised, by its two names", Submission{Server: "smtp.xn--r8jz45g.example", Recipient: "hanako@例え.example"}, No, No, "does not relay", "中継にはなりません"},
		{"two customers below one public suffix", Submission{Network: OtherNetwork, Server: "smtp.example.co.jp", Recipient: "jiro@other.co.jp"}, Yes, Yes, "likely to refuse", "拒否される可能性が高い"},
		{"an address in brackets as server", Submission{Server: "192.0.2.7", Recipient: "jiro@example.org"}, Depends, Depends, "If example.org is not", "サーバー自身のドメイン"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for lang, reason := range map[Lang]string{English: test.en, Japanese: test.ja} {
				got := Relay(test.in, lang)
				require.Equal(t, test.relaying, got.Relaying)
				require.Equal(t, test.blocked, got.Blocked)
				require.Contains(t, got.Reason, reason)
				require.NotRegexp(t, blemish, got.Reason)
			}
		})
	}
}

func TestServerOf(t *testing.T) {
	for _, test := range []struct{ server, sender, recipient, want string }{
		{"mx1.example.org", "taro@example.com", "jiro@example.org", "recipient"},
		{"smtp.example.com", "taro@example.com", "jiro@example.org", "sender"},
		{"smtp.example.com", "taro@example.com", "hanako@example.com", "sender"},
		{"mx.example.net", "taro@example.com", "jiro@example.org", ""},
		{"mx1.example.org", "", "jiro@example.org", "recipient"},
		{"", "taro@example.com", "jiro@example.org", ""},
		{"smtp.example.com", "taro@example.com", "", "sender"},
	} {
		rec := &ndr.Recipient{Address: test.recipient, RemoteMTA: ndr.Host{Host: test.server}}
		b := newBounce(&ndr.Report{Original: ndr.Original{From: test.sender}}, rec, English)
		require.Equal(t, test.want, serverOf(b), test)

		program := &ndr.Report{Client: &ndr.Client{Server: test.server}, Original: ndr.Original{From: test.sender}}
		require.Equal(t, test.want, serverOf(newBounce(program, &ndr.Recipient{Address: test.recipient}, English)), test)
	}
}
