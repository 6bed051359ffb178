package mailbox_test

import (
	"archive/tar"
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// A run that is stopped leaves what it had written and its journal, and one that
// is killed leaves more behind than the journal knows of. However often that
// happens, the results are those of a run that was left alone.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	require.NoError(t, os.Rename(export(t, 20_000), "export"))
	require.NoError(t, os.MkdirAll("folder", 0o700))
	for i := range 40 {
		require.NoError(t, os.WriteFile(fmt.Sprintf("folder/%02d", i), []byte(notice(ndr.Failed, "x")), 0o600))
	}
	require.NoError(t, os.WriteFile("folder/99", []byte(strings.Repeat("\x00", 100)), 0o600))
	box, err := os.ReadFile("export")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile("packed", []byte(gzipOf(t, tarOf(t, file{name: "a", text: notice(ndr.Failed, "x")}, file{name: "/b"}, file{"c", "a", tar.TypeSymlink}, file{name: "box", text: string(box)}))), 0o600))
	cut := gzipOf(t, string(box))
	cut = cut[:len(cut)/2]
	require.NoError(t, os.WriteFile("damaged", []byte(tarOf(t, file{name: "cut", text: cut}, file{name: "a", text: notice(ndr.Failed, "x")}, file{name: "short", text: gzipOf(t, notice(ndr.Failed, "x"))[:60]}, file{name: "box", text: string(box)})), 0o600))
	inputs := []string{"export", "folder", "missing", "packed", "damaged", "export"}

	start := func(resume bool, stopAfter int) (*mailbox.Summary, error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var parsed atomic.Int64
		batch := mailbox.Batch{Reader: mailbox.Reader{Jobs: 2}, NewRenderer: lines, Parse: func(raw []byte) (*ndr.Report, error) {
			if parsed.Add(1) == int64(stopAfter) {
				cancel()
			}
			return parse(raw)
		}}
		if resume {
			require.FileExists(t, "out.journal")
		}
		batch.Results = &mailbox.ResultFile{Path: "out", Resume: resume, Settings: "settings"}
		return batch.Run(ctx, inputs...)
	}
	whole, err := start(false, 0)
	require.NoError(t, err)
	require.Equal(t, 17, whole.Failures, "two in each of five exports, seven besides")
	want, err := os.ReadFile("out")
	require.NoError(t, err)
	require.NoFileExists(t, "out.journal")

	for _, stopAfter := range []int{20_000, 30_000, 45_000} { // some blocks each
		s, err := start(false, stopAfter)
		for times := 0; err != nil; times++ {
			require.ErrorIs(t, err, context.Canceled)
			require.Less(t, times, 100, "it must get on")
			f, openErr := os.OpenFile("out", os.O_APPEND|os.O_WRONLY, 0)
			require.NoError(t, openErr)
			_, openErr = f.WriteString("what was written after the journal")
			require.NoError(t, openErr)
			require.NoError(t, f.Close())
			s, err = start(true, stopAfter)
		}
		require.Equal(t, whole, s)
		got, err := os.ReadFile("out")
		require.NoError(t, err)
		require.True(t, string(want) == string(got), "stopped after %d", stopAfter)
	}
}

func TestResumeIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("box", []byte(notice(ndr.Failed, "x")), 0o600))
	require.NoError(t, os.Mkdir("folder", 0o700))
	require.NoError(t, os.WriteFile("folder/a", []byte(notice(ndr.Failed, "x")), 0o600))
	run := func(ctx context.Context, settings string, stdin string, inputs ...string) (*mailbox.Summary, error) {
		batch := mailbox.Batch{
			Reader:      mailbox.Reader{Stdin: strings.NewReader(stdin)},
			NewRenderer: lines,
			Results:     &mailbox.ResultFile{Path: "out", Resume: true, Settings: settings},
		}
		return batch.Run(ctx, inputs...)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for range 2 {
		_, err := run(stopped, "a", "text", "box", "folder", "-")
		require.ErrorIs(t, err, context.Canceled)
		require.FileExists(t, "out.journal")
	}
	resume := func(settings string, stdin string, inputs ...string) error {
		summary, err := run(t.Context(), settings, stdin, inputs...)
		require.Nil(t, summary)
		return err
	}

	var refused *mailbox.ResumeError
	requireRefused := func(what string, err error) {
		t.Helper()
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, mailbox.ErrChanged)
		require.Equal(t, what, refused.What)
	}
	requireRefused("settings", resume("b", "text", "box", "folder", "-"))
	requireRefused("-", resume("a", "other", "box", "folder", "-"))
	requireRefused("list of inputs", resume("a", "text", "box"))
	require.NoError(t, os.WriteFile("folder/b", nil, 0o600))
	requireRefused("folder", resume("a", "text", "box", "folder", "-"))
	require.NoError(t, os.WriteFile("box", []byte(notice(ndr.Failed, "y")), 0o600))
	require.NoError(t, os.Chtimes("box", time.Now(), time.Now().Add(time.Hour)))
	require.EqualError(t, resume("a", "text", "box", "folder", "-"), "cannot resume: box: changed since the run that is to be resumed")
}
