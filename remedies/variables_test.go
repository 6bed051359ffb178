package remedies

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

func TestSendingIP(t *testing.T) {
	for reply, want := range map[string]string{
		"550 blocked; client [192.0.2.7]":                           "192.0.2.7",
		"550 5.7.606 Access denied, banned sending IP [192.0.2.7].": "192.0.2.7",
		"554 IP=192.0.2.7 - A problem occurred":                     "192.0.2.7",
		"554 see https://list.example/ip/192.0.2.7":                 "192.0.2.7",
		"550 [IPv6:2001:db8::1] refused":                            "2001:db8::1",
		"550 refused 192.0.2.7:25000":                               "192.0.2.7",
		"550 [192.0.2.7] refused, [192.0.2.7] listed":               "192.0.2.7",
		"550 [192.0.2.7] refused by [198.51.100.9]":                 "192.0.2.7",
		"550 [192.0.2.7] and [192.0.2.8]":                           "",
		"550 7.2.0.192.zen.example listed":                          "",
		"550 client [10.0.0.1]":                                     "",
		"550 5.7.1 refused at 12:34:56":                             "",
		"550 from 127.0.0.1":                                        "",
		"":                                                          "",
	} {
		b := newBounce(&ndr.Report{}, &ndr.Recipient{Reply: ndr.Reply{Text: reply}, RemoteMTA: ndr.Host{IP: "198.51.100.9"}}, English)
		require.Equal(t, want, b.text("sending_ip"), reply)
	}
}

func TestListQuery(t *testing.T) {
	for _, test := range []struct{ list, subject, want string }{
		{"zen.example.org", "192.0.2.7", "7.2.0.192.zen.example.org"},
		{"zen.example.org", "2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.zen.example.org"},
		{"dbl.example.org", "shop.example.com", "shop.example.com.dbl.example.org"},
		{"Example", "192.0.2.7", ""},
		{"zen.example.org", "$(reboot)", ""},
		{"zen.example.org", "", ""},
	} {
		b := newBounce(&ndr.Report{}, &ndr.Recipient{Listing: &classify.Listing{List: test.list, Subject: test.subject}}, English)
		require.Equal(t, test.want, b.text("list_query"))
	}
}

func TestNewAddress(t *testing.T) {
	for reply, want := range map[string]string{
		"551 5.1.6 User has moved, try <saburo@example.net>":                   "saburo@example.net",
		"551 jiro@example.org has moved to saburo@example.net.":                "saburo@example.net",
		"551 <jiro@example.org>: moved":                                        "",
		"551 moved to saburo@example.net or shiro@example.net":                 "",
		"551 mail from taro@example.com refused, JIRO@EXAMPLE.ORG is gone now": "",
	} {
		b := newBounce(&ndr.Report{Original: ndr.Original{From: "taro@example.com"}},
			&ndr.Recipient{Address: "jiro@example.org", Reply: ndr.Reply{Text: reply}}, English)
		require.Equal(t, want, b.text("new_address"), reply)
	}
}

func TestWaitAndSize(t *testing.T) {
	for reply, want := range map[string][2]string{
		"450 greylisted, try again in 300 seconds": {"5 minutes", "5分"},
		"450 Greylisted for 1 minute":              {"1 minute", "1分"},
		"421 try again after 36 hours":             {"36 hours", "36時間"},
		"421 try again after 72 hours":             {"3 days", "3日間"},
		"450 4.7.1 5分後に再送してください":                   {"5 minutes", "5分"},
		"450 greylisted":                           {"", ""},
	} {
		for lang, wait := range map[Lang]string{English: want[0], Japanese: want[1]} {
			b := newBounce(&ndr.Report{}, &ndr.Recipient{Reply: ndr.Reply{Text: reply}}, lang)
			require.Equal(t, wait, b.text("wait"), reply)
		}
	}
	for reply, want := range map[string]string{
		"552 message size exceeds fixed maximum message size 10485760": "10 MB",
		"552 Max 500 KB": "500 KB",
		"552 too large":  "",
	} {
		b := newBounce(&ndr.Report{}, &ndr.Recipient{Reply: ndr.Reply{Text: reply}}, English)
		require.Equal(t, want, b.text("size_limit"), reply)
	}
}

func TestTimesSpeakTheLanguage(t *testing.T) {
	zone := time.FixedZone("", 9*60*60)
	arrived := time.Date(2026, 3, 1, 9, 30, 0, 0, zone)
	last, until := arrived.Add(4*time.Hour), arrived.Add(5*24*time.Hour)
	for lang, want := range map[Lang][2]string{
		English:  {"4 hours", "6 March 2026, 09:30 (+09:00)"},
		Japanese: {"4時間", "2026年3月6日 09:30(+09:00)"},
	} {
		b := newBounce(&ndr.Report{ArrivalDate: &arrived}, &ndr.Recipient{LastAttempt: &last, WillRetryUntil: &until}, lang)
		require.Equal(t, want[0], b.text("queued_for"))
		require.Equal(t, want[1], b.text("retry_until"))
	}
}

func TestService(t *testing.T) {
	for _, test := range []struct{ server, account, from, want string }{
		{"smtp.office365.com", "taro@hotmail.com", "", "outlook_com"},
		{"smtp.office365.com", "taro@example.com", "", "microsoft_365"},
		{"", "taro@gmail.com", "", "gmail"},
		{"", "", "taro@gmail.com", "gmail"},
		{"smtp.example.com", "taro@gmail.com", "", ""},
		{"www0000.sakura.ne.jp", "taro@example.com", "", "sakura"},
		{"SMTP.LOLIPOP.JP.", "", "", "lolipop"},
		{"notsakura.ne.jp", "", "", ""},
		{"", "", "", ""},
	} {
		b := newBounce(&ndr.Report{Client: &ndr.Client{Server: test.server, Account: test.account}, Original: ndr.Original{From: test.from}}, &ndr.Recipient{}, English)
		require.Equal(t, test.want, b.service().Slug, test)
	}
}

func TestSafeValues(t *testing.T) {
	for s, want := range map[string]string{
		"mail.example.com": "mail.example.com", "mail.example.com.": "mail.example.com", "例え.example": "xn--r8jz45g.example",
		"r3---x.example": "", "_x.example.com": "", "x-.example": "", "localhost": "", "a b.example": "", "-o.example": "", "x;reboot.example": "", "192.0.2.7": "", "": "", "exa$mple.com": "", "a..example": "",
	} {
		require.Equal(t, want, asDomain.valid(s), s)
	}
	for s, want := range map[string]string{
		"jiro@example.org": "jiro@example.org", "jiro.y+list@例え.example": "jiro.y+list@xn--r8jz45g.example",
		"-oX@example.org": "", "`id`@example.org": "", "a b@example.org": "", "jiro": "", "@example.org": "", "jiro@localhost": "", "a'b@example.org": "",
	} {
		require.Equal(t, want, asAddress.valid(s), s)
	}
	for s, want := range map[string]string{"192.0.2.7": "192.0.2.7", "2001:DB8::1": "2001:db8::1", "fe80::1%eth0": "", "192.0.2": "", "192.0.2.7; id": ""} {
		require.Equal(t, want, asIP.valid(s), s)
	}
	require.Equal(t, "25", asNumber.valid("25"))
	require.Empty(t, asNumber.valid("-1"))
	require.Empty(t, asText.valid("anything"))
}

func TestCleanText(t *testing.T) {
	require.Equal(t, "550 no such user", clean("550 no\r\n such\tuser \x00"))
	require.Equal(t, "abc", clean("a\u202eb\u2066c"))
	require.Equal(t, "日本語", clean("日本語"))
	require.Empty(t, clean(" \x07\n"))
	long := clean(string(make([]rune, 10)) + stringOf('あ', 1000))
	require.Len(t, []rune(long), maxShown+1)
}

func stringOf(r rune, n int) string {
	runes := make([]rune, n)
	for i := range runes {
		runes[i] = r
	}
	return string(runes)
}
