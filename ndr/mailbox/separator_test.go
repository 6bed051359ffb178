package mailbox

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFormOf(t *testing.T) {
	for line, want := range map[string]form{
		"From taro@example.com Mon Mar  2 10:00:00 2026":                        exactForm,
		"From taro@example.com  Mon Mar 02 10:00:00 2026":                       exactForm,
		"From - Mon Mar 02 10:00:00 2026":                                       exactForm,
		"From MAILER-DAEMON Thu Dec 31 23:59:59 1998":                           exactForm,
		"From 1234567890123456789@xxx Mon Mar 02 10:00:00 +0000 2026":           looseForm,
		"From taro@example.com Mon Mar  2 10:00:00 JST 2026":                    looseForm,
		"From taro@example.com Mon Mar  2 10:00:00 2026 +0900":                  looseForm,
		"From taro@example.com Mon Mar  2 10:00 2026":                           looseForm,
		"From taro@example.com Mon Mar  2 10:00:00 2026 remote from mx.example": looseForm,
		"From taro@example.com Mon, 2 Mar 2026 10:00:00 +0900":                  looseForm,
		"From Taro Yamada Mon Mar  2 10:00:00 2026":                             looseForm,
		"From  Mon Mar  2 10:00:00 2026":                                        looseForm,
		"From MAILER-DAEMON":                                                    looseForm,
		"From -":                                                                looseForm,
		"From taro@example.com":                                                 noSeparator,
		"From 10:00 on, Monday is free":                                         noSeparator,
		"From Mon to Fri at 10:00 we meet":                                      noSeparator,
		"From: taro@example.com":                                                noSeparator,
		">From taro@example.com Mon Mar  2 10:00:00 2026":                       noSeparator,
		"From taro@example.com Mon Foo  2 10:00:00 2026":                        noSeparator,
	} {
		require.Equal(t, want, formOf([]byte(line)), line)
	}
}

func TestSeparatorAt(t *testing.T) {
	const from = "From taro@example.com Mon Mar  2 10:00:00 2026\n"
	const loose = "From taro@example.com Mon Mar  2 10:00:00 +0900 2026\n"
	part := "x\n--b\nContent-Type: message/rfc822\nContent-Disposition: attachment;\n filename=x\n\n"
	for _, test := range []struct {
		name, before, after string
		want                bool
	}{
		{"after an empty line", "x\n\n", from + "Subject: x\n", true},
		{"after CRLF", "x\r\n\r\n", strings.ReplaceAll(from, "\n", "\r\n") + "Subject: x\r\n", true},
		{"after a line of text", "x\n", from + "Subject: x\n", false},
		{"before text", "x\n\n", from + "is what stood there\n", true},
		{"loose, before text", "x\n\n", loose + "is what stood there\n", false},
		{"loose, before a field", "x\n\n", loose + "Subject: x\n", true},
		{"loose, before a quoted one", "x\n\n", loose + ">From x\nSubject: x\n", true},
		{"at the end", "x\n\n", from, true},
		{"in a part", part, from + "Subject: x\n\nx\n--b--\n", false},
		{"after a part that was cut off", part, from + "Subject: x\n", true},
		{"in a part with CRLF", strings.ReplaceAll(part, "\n", "\r\n"), from + "Subject: x\n\nx\r\n--b--\r\n", false},
		{"after the last part", "--b--\n\n", from + "Subject: x\n", true},
		{"after a signature", "-- \nTaro\n\n", from + "Subject: x\n", true},
	} {
		b := []byte(test.before + test.after)
		ok, enough := separatorAt(b, len(test.before))
		require.Equal(t, test.want, ok, test.name)
		if enough {
			longer := append(bytes.Clone(b), "\n\nmore of it\n"...)
			again, _ := separatorAt(longer, len(test.before))
			require.Equal(t, ok, again, "%s: the answer must stand when more follows", test.name)
		}
	}
}

func TestUnquote(t *testing.T) {
	for _, test := range []struct {
		in, want string
		lengths  bool
	}{
		{"a\n>From b\n", "a\nFrom b\n", false},
		{">From b\n>>From c\n>>>From d", "From b\n>From c\n>>From d", false},
		{"a >From b\n> From c\n>Fromm\n", "a >From b\n> From c\n>Fromm\n", false},
		{"x>From b\n>From >From c\n", "x>From b\nFrom >From c\n", false},
		{"a\r\n>From b\r\n", "a\r\nFrom b\r\n", false},
		{"a\n>From b\n", "a\nFrom b\n", true},
		{"a\n>From b\nFrom c\n", "a\n>From b\nFrom c\n", true},
		{"plain\n", "plain\n", false},
	} {
		require.Equal(t, test.want, string(unquote([]byte(test.in), test.lengths)), test.in)
	}
}

func TestInternalData(t *testing.T) {
	require.True(t, internalData([]byte("From: Mail System Internal Data <MAILER-DAEMON@example.org>\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nX-IMAP: 1 2\n\nx\n")))
	require.False(t, internalData([]byte("Subject: Lunch\n\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n")))
}
