package mailbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// notice is a message that its header shows to be a notice; its kind is the
// first word of its body.
func notice(kind ndr.Kind, recipient string) string {
	return fmt.Sprintf("From: MAILER-DAEMON@example.net\nSubject: Undeliverable\n\n%s %s\n", kind, recipient)
}

// parse reads what notice wrote.
func parse(raw []byte) (*ndr.Report, error) {
	_, body, _ := strings.Cut(string(raw), "\n\n")
	words := strings.Fields(body)
	switch {
	case len(words) == 0:
		return nil, errors.New("nothing there")
	case words[0] == "panic":
		panic("a fault")
	case len(words) == 1:
		return &ndr.Report{Kind: ndr.NotBounce}, nil
	}
	return &ndr.Report{Kind: ndr.Kind(words[0]), Recipients: []ndr.Recipient{{Address: words[1], Cause: classify.MailboxFull, Provider: "example"}}}, nil
}

func lines(bool) mailbox.Renderer {
	return mailbox.Renderer{
		Append: func(dst []byte, r *ndr.Report) ([]byte, error) {
			return fmt.Appendf(dst, "%s %s", r.Source, r.Kind), nil
		},
		Begin: []byte("[\n"), Between: []byte(",\n"), End: []byte("\n]\n"), Empty: []byte("[]\n"),
	}
}

// export is a mailbox with ordinary mail, notices, and one that cannot be read.
func export(t *testing.T, messages int) string {
	t.Helper()
	var b strings.Builder
	for i := range messages {
		b.WriteString(separator)
		switch {
		case i%10 == 0:
			b.WriteString(notice(ndr.Failed, fmt.Sprintf("u%d@h%d.example", i, i%7)))
		case i%100 == 55:
			b.WriteString(notice(ndr.Delayed, "jiro@example.org"))
		case i == 7:
			b.WriteString("From: postmaster@example.net\n\n")
		case i == 8:
			b.WriteString(notice("panic", ""))
		default:
			b.WriteString(message(strings.Repeat("ordinary mail\n", i%50)))
		}
		b.WriteString("\n")
	}
	path := filepath.Join(t.TempDir(), "export")
	require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o600))
	return path
}

func TestRun(t *testing.T) {
	path := export(t, 5000)
	var first string
	var summaries []string
	for _, jobs := range []int{1, 2, 7} {
		var out bytes.Buffer
		var failed []string
		var last mailbox.Progress
		batch := mailbox.Batch{
			Reader: mailbox.Reader{Jobs: jobs}, Parse: parse, NewRenderer: lines, Output: &out,
			Failed:   func(e *mailbox.Error) { failed = append(failed, strings.TrimPrefix(e.Error(), path)) },
			Progress: func(p mailbox.Progress) { last = p },
		}
		s, err := batch.Run(t.Context(), path, "missing")
		require.NoError(t, err)
		require.Equal(t, 5000, s.Messages)
		require.Equal(t, 550, s.Written)
		require.Equal(t, 550, s.Bounces())
		require.Equal(t, map[ndr.Kind]int{ndr.Failed: 500, ndr.Delayed: 50, ndr.NotBounce: 4448}, s.Kinds)
		require.Equal(t, map[classify.Cause]int{classify.MailboxFull: 550}, s.Causes)
		require.Equal(t, []mailbox.Count[string]{{"h0.example", 72}, {"h3.example", 72}}, mailbox.Top(s.Domains, 2))
		require.Equal(t, 3, s.Failures)
		require.Equal(t, []string{"#8: nothing there", "#9: the parser gave up: a fault", "missing: no such file or directory"}, failed)
		require.Equal(t, 5000, last.Messages)
		require.Equal(t, 550, last.Bounces)
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, info.Size(), last.Bytes)
		if first == "" {
			first = strings.ReplaceAll(out.String(), path, "export")
		}
		require.Equal(t, first, strings.ReplaceAll(out.String(), path, "export"))
		text, err := json.Marshal(s)
		require.NoError(t, err)
		summaries = append(summaries, string(text))
		require.Equal(t, summaries[0], summaries[len(summaries)-1])
	}
	require.True(t, strings.HasPrefix(first, "[\nexport#1 failed,\nexport#11 failed,\n"), first[:60])
	require.True(t, strings.HasSuffix(first, ",\nexport#4991 failed\n]\n"))
}

func TestRunOverOne(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		name string
		text []string
		one  bool
		want string
	}{
		{"ordinary", []string{message("x")}, true, "[\n0 not_bounce\n]\n"},
		{"ordinary and large", []string{message(strings.Repeat("x ", 1<<20))}, true, "[\n0 failed\n]\n"},
		{"mailbox of one", []string{separator + notice(ndr.Failed, "x")}, true, "[\n0 failed\n]\n"},
		{"two", []string{message("x"), message("x")}, false, "[]\n"},
		{"two that are large", []string{notice(ndr.Failed, strings.Repeat("x ", 3<<20)), notice(ndr.Failed, strings.Repeat("x ", 3<<20))}, false, "[\n0 failed,\n1 failed\n]\n"},
		{"mailbox of two", []string{separator + message("x") + "\n" + separator + notice(ndr.Failed, "x")}, false, "[\n0#2 failed\n]\n"},
		{"none", nil, false, "[]\n"},
	} {
		var paths []string
		for i, text := range test.text {
			path := filepath.Join(dir, fmt.Sprint(i))
			require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
			paths = append(paths, path)
		}
		var out bytes.Buffer
		asked := 0
		batch := mailbox.Batch{Parse: func(raw []byte) (*ndr.Report, error) {
			r, err := parse(raw)
			if strings.HasPrefix(string(raw), "From: Taro") && len(raw) > 1000 {
				r.Kind = ndr.Failed
			}
			return r, err
		}, Output: &out, NewRenderer: func(one bool) mailbox.Renderer {
			asked++
			require.Equal(t, test.one, one, test.name)
			return lines(one)
		}}
		_, err := batch.Run(t.Context(), paths...)
		require.NoError(t, err)
		require.Equal(t, 1, asked)
		require.Equal(t, test.want, strings.ReplaceAll(out.String(), dir+"/", ""), test.name)
	}
}

func TestRunOfAll(t *testing.T) {
	var out bytes.Buffer
	batch := mailbox.Batch{Parse: parse, NewRenderer: lines, Output: &out, All: true}
	s, err := batch.Run(t.Context(), export(t, 100))
	require.NoError(t, err)
	require.Equal(t, 98, s.Written)
	require.Zero(t, s.Passed)
}

func TestRunStops(t *testing.T) {
	path := export(t, 50_000)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out bytes.Buffer
	batch := mailbox.Batch{Parse: parse, NewRenderer: lines, Output: &out, Failed: func(*mailbox.Error) { cancel() }}
	s, err := batch.Run(ctx, path)
	require.ErrorIs(t, err, context.Canceled)
	require.Less(t, s.Messages, 50_000)
	require.Equal(t, s.Written, strings.Count(out.String(), " failed")+strings.Count(out.String(), " delayed"))
}

// An input that gives nothing, such as a terminal, must not hold a run up.
func TestRunStopsWhileItWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	nothing, writer := io.Pipe()
	defer writer.Close()
	go func() {
		writer.Write([]byte(notice(ndr.Failed, "x")))
		cancel()
	}()
	batch := mailbox.Batch{Reader: mailbox.Reader{Stdin: nothing}, Parse: parse, NewRenderer: lines, Output: io.Discard}
	_, err := batch.Run(ctx, "-")
	require.ErrorIs(t, err, context.Canceled)
}

func TestOutputThatFails(t *testing.T) {
	full := errors.New("disk full")
	batch := mailbox.Batch{Parse: parse, NewRenderer: lines, Output: failing{full}}
	_, err := batch.Run(t.Context(), export(t, 5000))
	require.Equal(t, full, err)
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
