package mailbox_test

import (
	"archive/tar"
	"context"
	"fmt"
	"os"
	"path/filepath"
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
		run := mailbox.Run{Reader: mailbox.Reader{Jobs: 2}, Format: lines, Parse: func(raw []byte) (*ndr.Report, error) {
			if parsed.Add(1) == int64(stopAfter) {
				cancel()
			}
			return parse(raw)
		}}
		out, err := mailbox.OpenOutput("out", resume, "settings", &run.Reader, inputs...)
		require.NoError(t, err)
		require.Equal(t, resume, out.Resumed())
		run.File = out
		return run.Do(ctx, inputs...)
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
	open := func(settings string, stdin string, inputs ...string) error {
		_, err := mailbox.OpenOutput("out", true, settings, &mailbox.Reader{Stdin: strings.NewReader(stdin)}, inputs...)
		return err
	}
	require.NoError(t, open("a", "text", "box", "folder", "-"))
	require.FileExists(t, filepath.Join("out.journal"))
	require.NoError(t, open("a", "text", "box", "folder", "-"))

	var refused *mailbox.ResumeError
	for what, err := range map[string]error{
		"settings":       open("b", "text", "box", "folder", "-"),
		"-":              open("a", "other", "box", "folder", "-"),
		"list of inputs": open("a", "text", "box"),
		"folder":         open("a", "text", "box", "folder", "-"),
	} {
		if what == "folder" {
			require.NoError(t, os.WriteFile("folder/b", nil, 0o600))
			err = open("a", "text", "box", "folder", "-")
		}
		require.ErrorAs(t, err, &refused, what)
		require.Equal(t, what, refused.What)
		require.ErrorIs(t, err, mailbox.ErrChanged)
	}
	require.NoError(t, os.WriteFile("box", []byte(notice(ndr.Failed, "y")), 0o600))
	require.NoError(t, os.Chtimes("box", time.Now(), time.Now().Add(time.Hour)))
	require.EqualError(t, open("a", "text", "box", "folder", "-"), "cannot resume: box: changed since the run that is to be resumed")
}
