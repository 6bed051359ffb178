package message_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/japanese"

	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/seeds"
)

const report = `From: MAILER-DAEMON@mx.example.com
To: taro@example.com
Subject: =?utf-8?B?6YWN5L+h5LiN6IO9?=
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

Jiro does not live here.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; jiro@example.org
Action: failed

--b1
Content-Type: message/rfc822

From: taro@example.com
To: jiro@example.org
Subject: Hello
Message-ID: <1@example.com>

The body.
--b1--
`

func TestReport(t *testing.T) {
	for name, ends := range map[string]string{"LF": "\n", "CRLF": "\r\n", "CR": "\r", "CRCRLF": "\r\r\n"} {
		t.Run(name, func(t *testing.T) {
			v := message.Read([]byte(strings.ReplaceAll(report, "\n", ends)))
			require.Equal(t, "multipart/report", v.Type)
			require.Equal(t, "delivery-status", v.Report)
			require.Equal(t, "配信不能", v.Header.Get("subject"))
			require.Contains(t, v.Text, "Jiro does not live here.")
			require.Contains(t, v.Status, "Final-Recipient: rfc822; jiro@example.org")
			require.Equal(t, "<1@example.com>", v.Original.Raw("Message-ID"))
			require.Nil(t, v.Attached(), "the original of a report is not read further")
			require.Empty(t, v.Warnings)
		})
	}
}

func TestDamage(t *testing.T) {
	for name, damage := range map[string]func(string) string{
		"mbox line":                 func(s string) string { return "From MAILER-DAEMON Mon Mar  2 10:00:00 2026\n" + s },
		"blank lines before header": func(s string) string { return "\n\n" + s },
		"byte order mark":           func(s string) string { return "\xef\xbb\xbf" + s },
		"NUL bytes":                 func(s string) string { return strings.ReplaceAll(s, "Jiro", "Ji\x00ro") },
		"no closing boundary":       func(s string) string { return strings.ReplaceAll(s, "--b1--\n", "") },
		"another boundary declared": func(s string) string { return strings.ReplaceAll(s, `boundary="b1"`, `boundary="b2"`) },
		"no boundary declared":      func(s string) string { return strings.ReplaceAll(s, ";\n boundary=\"b1\"", "") },
		"boundary not folded":       func(s string) string { return strings.ReplaceAll(s, "\n boundary=", "\nboundary=") },
		"indented boundary":         func(s string) string { return strings.ReplaceAll(s, "\n--b1\n", "\n  --b1\n") },
		"stray words in a part header": func(s string) string {
			return strings.ReplaceAll(s, "Content-Type: message/delivery-status\n", "Content-Type: message/delivery-status\nstray words\n")
		},
		"two colons in a parameter": func(s string) string { return strings.ReplaceAll(s, "report; report", "report;; report") },
	} {
		t.Run(name, func(t *testing.T) {
			v := message.Read([]byte(damage(report)))
			require.Contains(t, v.Text, "does not live here")
			require.Contains(t, v.Status, "jiro@example.org")
			require.Equal(t, "jiro@example.org", v.Original.Raw("To"))
		})
	}
}

func TestCharsets(t *testing.T) {
	const said = "宛先のメールボックスが見つかりません。ご確認ください。"
	iso, err := japanese.ISO2022JP.NewEncoder().String(said)
	require.NoError(t, err)
	sjis, err := japanese.ShiftJIS.NewEncoder().String(strings.Repeat(said, 3))
	require.NoError(t, err)
	euc, err := japanese.EUCJP.NewEncoder().String(strings.Repeat(said, 3))
	require.NoError(t, err)
	for _, c := range []struct{ name, charset, body, want string }{
		{"declared ISO-2022-JP", "iso-2022-jp", iso, said},
		{"ISO-2022-JP declared as ASCII", "us-ascii", iso, said},
		{"declared Shift_JIS", "Shift_JIS", sjis, said},
		{"Shift_JIS by Microsoft's name", "cp932", sjis, said},
		{"Shift_JIS not declared", "", sjis, said},
		{"EUC-JP not declared", "", euc, said},
		{"declared EUC-JP", "euc-jp", euc, said},
		{"UTF-8 declared as Latin-1", "iso-8859-1", said, said},
		{"UTF-8 of an unknown charset", "x-nobody-knows", said, said},
		{"Latin-1 not declared", "", "La bo\xeete de r\xe9ception de l'adresse est pleine, r\xe9essayez", "boîte de réception"},
		{"damaged UTF-8", "utf-8", "宛先\xff\xfe不明", "宛先\uFFFD不明"},
	} {
		t.Run(c.name, func(t *testing.T) {
			head := "From: a@example.com\nContent-Type: text/plain"
			if c.charset != "" {
				head += "; charset=" + c.charset
			}
			v := message.Read([]byte(head + "\n\n" + c.body + "\n"))
			require.Contains(t, v.Text, c.want)
		})
	}
}

func TestTransferEncodings(t *testing.T) {
	for name, part := range map[string]string{
		"base64":                   "Content-Transfer-Encoding: base64\n\nRmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGppcm9A\nZXhhbXBsZS5vcmcK\n",
		"base64 with noise":        "Content-Transfer-Encoding: BASE64\n\n  RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGppcm9A \n\tZXhhbXBsZS5vcmcK\n",
		"quoted-printable":         "Content-Transfer-Encoding: quoted-printable\n\nFinal-Recipient: rfc822; jiro=40exam=\nple.org\n",
		"unknown, so as it stands": "Content-Transfer-Encoding: x-none\n\nFinal-Recipient: rfc822; jiro@example.org\n",
	} {
		t.Run(name, func(t *testing.T) {
			v := message.Read([]byte("Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n" + part + "\n--b--\n"))
			require.Contains(t, v.Status, "Final-Recipient: rfc822; jiro@example.org")
		})
	}
}

func TestHTML(t *testing.T) {
	v := message.Read([]byte("Content-Type: text/html\n\n<html><head><style>p {}</style><title>the title</title></head><body><p>Your message to <b>jiro@example.org</b>\ncouldn&#39;t be delivered.</p><table><tr><td>Error</td><td>550 5.1.1</td></tr></table></body></html>"))
	require.Contains(t, v.Text, "Your message to jiro@example.org couldn't be delivered.\n")
	require.Contains(t, v.Text, "Error 550 5.1.1")
	require.NotContains(t, v.Text, "title")
}

func TestAlternativePrefersPlainText(t *testing.T) {
	const both = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n%PLAIN%\n--b\nContent-Type: text/html\n\n<p>marked up</p>\n--b--\n"
	require.Equal(t, "plain", strings.TrimSpace(message.Read([]byte(strings.Replace(both, "%PLAIN%", "plain", 1))).Text))
	require.Equal(t, "marked up", strings.TrimSpace(message.Read([]byte(strings.Replace(both, "%PLAIN%", " ", 1))).Text))
}

func TestForwardedMessageIsRead(t *testing.T) {
	v := message.Read([]byte("From: hanako@example.com\nSubject: Fwd: help\nContent-Type: multipart/mixed; boundary=f\n\n--f\nContent-Type: text/plain\n\nWhat is this?\n--f\nContent-Type: message/rfc822\n\n" + report + "\n--f--\n"))
	require.NotNil(t, v.Attached())
	require.Contains(t, v.Attached()[0].Status, "jiro@example.org")
}

func TestParseHeader(t *testing.T) {
	h, rest := message.ParseHeader("A: 1\n  2\nB : 3\nnot a field\nC:4\n\nbody")
	require.Equal(t, message.Header{{Name: "A", Value: "1 2"}, {Name: "B", Value: "3 not a field"}, {Name: "C", Value: "4"}}, h)
	require.Equal(t, "body", rest)
}

func TestHasHeader(t *testing.T) {
	for text, want := range map[string]bool{
		"From: a@example.com\nTo: b@example.com\n\nhi":                           true,
		"From a@example.com Mon Mar  2 10:00:00 2026\nFrom: a@example.com\n\nhi": true,
		"Subject: x\r\nTo: y\r\n\r\nhi":                                          true,
		"The message could not be sent.\nServer: 'x'\n":                          false,
		"550 5.1.1 User unknown\n":                                               false,
		"\n\nReceived: by x\n\thelo\nFrom: y\n\n":                                true,
	} {
		require.Equal(t, want, message.HasHeader([]byte(text)), text)
	}
}

// TestLimits reads what is meant to cost a reader its memory or time.
func TestLimits(t *testing.T) {
	t.Run("nested parts", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("From: x@example.com\n")
		for range 10_000 {
			b.WriteString("Content-Type: multipart/mixed; boundary=b\n\n--b\n")
		}
		v := message.Read([]byte(b.String()))
		require.NotEmpty(t, v.Warnings)
	})
	t.Run("nested parts with a boundary each", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("From: x@example.com\n")
		for i := range 10_000 {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		v := message.Read([]byte(b.String()))
		require.NotEmpty(t, v.Warnings)
	})
	t.Run("one line", func(t *testing.T) {
		v := message.Read([]byte("From: x@example.com\n\n" + strings.Repeat("a", 8<<20)))
		require.Len(t, v.Text, message.MaxTextBytes)
		require.Contains(t, v.Warnings[0], "1 MiB")
	})
	t.Run("many parts", func(t *testing.T) {
		v := message.Read([]byte("Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 3*message.MaxParts)))
		require.LessOrEqual(t, strings.Count(v.Text, "x"), message.MaxParts)
	})
	t.Run("many fields", func(t *testing.T) {
		h, _ := message.ParseHeader(strings.Repeat("A: b\n", 2*message.MaxHeaderFields))
		require.Len(t, h, message.MaxHeaderFields)
	})
}

func FuzzRead(f *testing.F) {
	for _, raw := range seeds.Messages(f) {
		f.Add(raw)
	}
	f.Add([]byte(report))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=\n\n--\n"))
	f.Add([]byte("Content-Type: text/html; charset=iso-2022-jp\nContent-Transfer-Encoding: base64\n\nGyRC"))
	f.Fuzz(func(t *testing.T, b []byte) {
		v := message.Read(b)
		if !isUTF8(v.Text) || !isUTF8(v.Status) {
			t.Fatal("text is not UTF-8")
		}
	})
}

func FuzzDecodeWords(f *testing.F) {
	f.Add("=?utf-8?B?6YWN5L+h5LiN6IO9?= =?iso-2022-jp?B?GyRCRE0bKEI=?= (taro)")
	f.Add("=?koi8-r?Q?=ee=c5?= =?x-unknown?Q?a?= =?utf-8?B?==?= \x1b$B\xff")
	f.Fuzz(func(t *testing.T, value string) {
		if decoded := message.DecodeWords(value); !isUTF8(decoded) {
			t.Fatalf("%q is not UTF-8", decoded)
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add("<p>Your message to <a href='mailto:jiro@example.org'>jiro</a> &lt;was&gt; <b>refused<br>550 5.1.1<style>p{}</style><table><tr><td>a<td>b")
	f.Add("<!-- <p> --><script>if (a < b)</script>&#0;&#x110000;<![CDATA[x]]></p></p>")
	f.Fuzz(func(t *testing.T, markup string) {
		v := message.Read([]byte("Content-Type: text/html; charset=utf-8\n\n" + markup))
		if !isUTF8(v.Text) {
			t.Fatal("text is not UTF-8")
		}
	})
}

func isUTF8(s string) bool { return strings.ToValidUTF8(s, "") == s }
