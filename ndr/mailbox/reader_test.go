package mailbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// collect returns "SOURCE: body" of each message, and the errors, in order.
func collect(t *testing.T, rd *mailbox.Reader, paths ...string) (messages, failures []string) {
	t.Helper()
	for m, err := range rd.Messages(t.Context(), paths...) {
		if err != nil {
			var e *mailbox.Error
			require.ErrorAs(t, err, &e)
			failures = append(failures, e.Source+": "+e.Err.Error())
			continue
		}
		_, body, _ := strings.Cut(strings.ReplaceAll(string(m.Raw), "\r\n", "\n"), "\n\n")
		messages = append(messages, m.Source+": "+strings.TrimSpace(body))
	}
	return messages, failures
}

func read(t *testing.T, text string) []string {
	t.Helper()
	messages, failures := collect(t, &mailbox.Reader{Stdin: strings.NewReader(text)}, "-")
	require.Empty(t, failures)
	again, _ := collect(t, &mailbox.Reader{Stdin: iotest.OneByteReader(strings.NewReader(text))}, "-")
	require.Equal(t, messages, again, "read byte by byte")
	return messages
}

const separator = "From taro@example.com Mon Mar  2 10:00:00 2026\n"

func message(body string) string {
	return "From: Taro <taro@example.com>\nSubject: x\n\n" + body + "\n"
}

func TestMboxDialects(t *testing.T) {
	two := separator + message("one") + "\n" + separator + message("two") + "\n"
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"mboxo", two, []string{"-#1: one", "-#2: two"}},
		{"CRLF", strings.ReplaceAll(two, "\n", "\r\n"), []string{"-#1: one", "-#2: two"}},
		{"CR", strings.ReplaceAll(two, "\n", "\r"), []string{"-#1: one", "-#2: two"}},
		{"byte order mark and empty lines first", "\ufeff\n\n" + two, []string{"-#1: one", "-#2: two"}},
		{"no line end at the end", strings.TrimSpace(two), []string{"-#1: one", "-#2: two"}},
		{"one message", separator + message("one"), []string{"-: one"}},
		{"mboxrd", separator + message(">From here\n>>From there") + "\n" + separator + message("two"), []string{"-#1: From here\n>From there", "-#2: two"}},
		{"unquoted in the body", separator + message("one\n\nFrom here on we walk\n\nFrom 10:00 to 12:00") + "\n" + separator + message("two"),
			[]string{"-#1: one\n\nFrom here on we walk\n\nFrom 10:00 to 12:00", "-#2: two"}},
		{"Thunderbird", "From - Mon Mar 02 10:00:00 2026\nX-Mozilla-Status: 0001\n" + message("one") + "\nFrom - Mon Mar 02 10:00:00 2026\n" + message("two"), []string{"-#1: one", "-#2: two"}},
		{"Takeout", "From 1@xxx Mon Mar 02 10:00:00 +0000 2026\r\n" + message("one") + "\r\nFrom 2@xxx Mon Mar 02 10:00:00 +0000 2026\r\n" + message("two"), []string{"-#1: one", "-#2: two"}},
		{"Dovecot", separator + "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n\nx\n\n" + two, []string{"-#1: one", "-#2: two"}},
		{"text among messages", two + separator + "550 5.1.1 no such user\n\n" + separator + message("four"), []string{"-#1: one", "-#2: two", "-#3: ", "-#4: four"}},
		{"mboxcl", separator + "Content-Length: 4\n" + message("one") + "\n" + separator + "Content-Length: 4\n" + message("two"), []string{"-#1: one", "-#2: two"}},
		{"mboxcl2", lengthened("one\n\n"+separator+message("not another")+"\n>From x") + lengthened("two"),
			[]string{"-#1: one\n\n" + separator + message("not another") + "\n>From x", "-#2: two"}},
		{"mboxcl with a length that is wrong", separator + "Content-Length: 3000\n" + message("one") + "\n" + separator + "Content-Length: 1\n" + message("two"), []string{"-#1: one", "-#2: two"}},
	} {
		require.Equal(t, test.want, read(t, test.text), test.name)
	}
}

// lengthened is a message of an mboxcl2 mailbox.
func lengthened(body string) string {
	return fmt.Sprintf("%sContent-Length: %d\nSubject: x\n\n%s\n\n", separator, len(body)+1, body)
}

func TestSingleMessages(t *testing.T) {
	require.Equal(t, []string{"-: one"}, read(t, message("one")))
	require.Equal(t, []string{"-: one\n\n" + separator + "Subject: y\n\nz"}, read(t, message("one\n\n"+separator+"Subject: y\n\nz")), "no mailbox, since it does not begin like one")
	require.Equal(t, []string{"-: "}, read(t, "550 5.1.1 no such user\n"), "pasted text")
	require.Equal(t, []string{"-: From x"}, read(t, fmt.Sprintf("%d\n%s<?xml version=\"1.0\"?>", len(message("From x")), message("From x"))), "emlx")
}

// The blocks in which a mailbox is read must not show.
func TestBlocksDoNotShow(t *testing.T) {
	var text strings.Builder
	var want []string
	for i := range 150 {
		body := fmt.Sprintf("%d %s", i, strings.Repeat("a line of text\n", i*i%9001))
		if i == 50 || i == 100 {
			body += strings.Repeat("a long message\n", 100_000)
		}
		text.WriteString(separator + message(body) + "\n")
		want = append(want, fmt.Sprintf("-#%d: %s", i+1, strings.TrimSpace(body)))
	}
	got := read(t, text.String())
	require.Equal(t, len(want), len(got))
	for i := range want {
		require.True(t, want[i] == got[i], "message %d", i+1)
	}
}

func TestTruncated(t *testing.T) {
	long := strings.Repeat("a line of text\n", 200_000)
	text := separator + message(long) + "\n" + separator + message("two") + "\n" + separator + message("three\n\n"+long)
	path := filepath.Join(t.TempDir(), "box")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	single := filepath.Join(t.TempDir(), "single")
	require.NoError(t, os.WriteFile(single, []byte(message(long)), 0o600))
	for _, limit := range []int{1000, 600_000, 1_000_000} {
		var got []string
		rd := &mailbox.Reader{MaxMessage: limit, Stdin: strings.NewReader(text)}
		for m, err := range rd.Messages(t.Context(), path, "-", single) {
			require.NoError(t, err)
			if m.Truncated {
				require.Len(t, m.Raw, limit, m.Source)
			}
			got = append(got, fmt.Sprint(strings.TrimPrefix(m.Source, path), " ", m.Truncated))
		}
		require.Equal(t, []string{"#1 true", "#2 false", "#3 true", "-#1 true", "-#2 false", "-#3 true", single + " true"}, got)
	}
}

func TestFolders(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"in/b.eml":                            message("b"),
		"in/a/z.eml":                          message("z"),
		"in/a/empty":                          "",
		"in/a/dovecot-refuses.eml":            message("dovecot"),
		"in/box":                              separator + message("1") + "\n" + separator + message("2"),
		"in/maildir/cur/1.M1.host:2,S":        message("seen"),
		"in/maildir/cur/2.M1.host:2,":         separator + message("with a separator"),
		"in/maildir/new/3.M1.host":            message("new"),
		"in/maildir/tmp/4.M1.host":            message("in delivery"),
		"in/maildir/.Sent/cur/5.M1.host:2,RS": message("sent"),
		"in/maildir/.Sent/new/.keep":          "",
		"in/maildir/.Sent/tmp/6.M1.host":      message("in delivery"),
		"in/maildir/dovecot-uidlist":          "3 V1\n",
		"in/x.mbox/mbox":                      separator + message("apple"),
		"in/x.mbox/table_of_contents":         "\x00\x01",
		"in/inbox.msf":                        "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n",
		"in/index":                            "// <!-- <mdb:mork:z v=\"1.4\"/> -->\n",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o700))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	}
	messages, failures := collect(t, &mailbox.Reader{}, "in", "in/b.eml")
	require.Empty(t, failures)
	require.Equal(t, []string{
		"in/a/dovecot-refuses.eml: dovecot", "in/a/z.eml: z", "in/b.eml: b", "in/box#1: 1", "in/box#2: 2",
		"in/maildir/.Sent/cur/5.M1.host:2,RS: sent",
		"in/maildir/cur/1.M1.host:2,S: seen", "in/maildir/cur/2.M1.host:2,: with a separator", "in/maildir/new/3.M1.host: new",
		"in/x.mbox/mbox: apple", "in/b.eml: b",
	}, messages)
	messages, _ = collect(t, &mailbox.Reader{}, "in/a/../a")
	require.Equal(t, []string{"in/a/dovecot-refuses.eml: dovecot", "in/a/z.eml: z"}, messages)
}

func TestWhatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	require.NoError(t, os.MkdirAll("in/closed", 0o700))
	require.NoError(t, os.WriteFile("outside.eml", []byte(message("outside")), 0o600))
	require.NoError(t, os.WriteFile("in/ok.eml", []byte(message("ok")), 0o600))
	require.NoError(t, os.WriteFile("in/picture", []byte("\x89PNG\r\n\x1a\n"+strings.Repeat("\x00\x01", 100)), 0o600))
	require.NoError(t, os.WriteFile("empty", nil, 0o600))
	require.NoError(t, os.Symlink("../outside.eml", "in/link-out"))
	require.NoError(t, os.Symlink("ok.eml", "in/link-in"))
	require.NoError(t, os.Symlink("nowhere", "in/link-nowhere"))
	require.NoError(t, os.Symlink("..", "in/link-up"))
	require.NoError(t, os.Symlink("outside.eml", "named-link"))
	want := []string{
		"in/link-nowhere: no such file or directory",
		"in/link-out: symbolic link leads out of the folder",
		"in/link-up: symbolic link leads out of the folder",
		"in/picture: binary data, neither mail nor text",
		"empty: empty input",
		"missing: no such file or directory",
	}
	if os.Getuid() != 0 {
		require.NoError(t, os.Chmod("in/closed", 0))
		defer os.Chmod("in/closed", 0o700)
		want = append([]string{"in/closed: permission denied"}, want...)
	}
	messages, failures := collect(t, &mailbox.Reader{}, "in", "empty", "missing", "named-link")
	require.Equal(t, []string{"in/ok.eml: ok", "named-link: outside"}, messages)
	require.Equal(t, want, failures)
}

func TestFileThatGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box")
	text := strings.Repeat(separator+message("x")+"\n", 20_000)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	n, failed := 0, error(nil)
	var rd mailbox.Reader
	for _, err := range rd.Messages(t.Context(), path) {
		if err != nil {
			failed = err
			continue
		}
		if n++; n == 1 {
			f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			require.NoError(t, err)
			_, err = f.WriteString(text)
			require.NoError(t, err)
			require.NoError(t, f.Close())
		}
	}
	require.ErrorIs(t, failed, mailbox.ErrGrew)
	require.Equal(t, 20_000, n)
}

func TestFileThatShrinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box")
	require.NoError(t, os.WriteFile(path, []byte(strings.Repeat(separator+message("x")+"\n", 30_000)), 0o600))
	n, failed := 0, error(nil)
	var rd mailbox.Reader
	for _, err := range rd.Messages(t.Context(), path) {
		if err != nil {
			failed = err
		} else if n++; n == 1 {
			require.NoError(t, os.Truncate(path, 1<<20))
		}
	}
	require.ErrorIs(t, failed, mailbox.ErrShrank)
	require.Greater(t, n, 1000)
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rd := &mailbox.Reader{Stdin: strings.NewReader(strings.Repeat(separator+message("x")+"\n", 100_000))}
	n, failed := 0, error(nil)
	for _, err := range rd.Messages(ctx, "-") {
		if n++; n == 10 {
			cancel()
		}
		failed = err
	}
	require.ErrorIs(t, failed, context.Canceled)
	require.Less(t, n, 50_000)
}

func TestStopEarly(t *testing.T) {
	rd := &mailbox.Reader{Stdin: strings.NewReader(strings.Repeat(separator+message("x")+"\n", 100)), Thorough: true}
	for range rd.Messages(t.Context(), "-", "-") {
		break
	}
	for range mailbox.Map(t.Context(), rd, func(*mailbox.Message) (int, error) { return 0, errors.New("x") }, "-") {
		break
	}
}

func TestCloneStaysValid(t *testing.T) {
	var kept []*mailbox.Message
	box := separator + message("one") + "\n" + separator + message("two")
	for m, err := range (&mailbox.Reader{Stdin: strings.NewReader(box)}).Messages(t.Context(), "-") {
		require.NoError(t, err)
		kept = append(kept, m.Clone())
		clear(m.Raw)
	}
	require.Len(t, kept, 2)
	require.Contains(t, string(kept[0].Raw), "one")
	require.Contains(t, string(kept[1].Raw), "two")
}
