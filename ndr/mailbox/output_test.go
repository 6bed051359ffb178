package mailbox_test

import (
	"archive/tar"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// A run that is killed leaves what it had written and its journal, each at a
// moment of its own. However often that happens, the results are those of a run
// that was left alone.
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
	inputs := []string{"export", "folder", "missing", "packed", "export"}

	start := func(resume bool, ctx context.Context, failed func(*mailbox.Error)) (*mailbox.Summary, error) {
		run := mailbox.Run{Reader: mailbox.Reader{Jobs: 2}, Parse: parse, Format: lines, Failed: failed}
		out, err := mailbox.OpenOutput("out", resume, "settings", &run.Reader, inputs...)
		require.NoError(t, err)
		run.File = out
		return run.Do(ctx, inputs...)
	}
	whole, err := start(false, t.Context(), nil)
	require.NoError(t, err)
	want, err := os.ReadFile("out")
	require.NoError(t, err)
	require.NoFileExists(t, "out.journal")

	for kill := range 12 {
		resume := false
		for again := true; again; resume = true {
			ctx, cancel := context.WithCancel(t.Context())
			if !resume || kill%3 == 0 {
				time.AfterFunc(time.Duration(kill)*2*time.Millisecond, cancel)
			}
			if resume && kill%3 == 0 {
				kill += 3
			}
			s, err := start(resume, ctx, nil)
			if again = err != nil; !again {
				require.Equal(t, whole, s, "summary")
			} else {
				f, err := os.OpenFile("out", os.O_APPEND|os.O_WRONLY, 0)
				require.NoError(t, err)
				_, err = f.WriteString("what was written after the journal")
				require.NoError(t, err)
				require.NoError(t, f.Close())
			}
			cancel()
		}
		got, err := os.ReadFile("out")
		require.NoError(t, err)
		require.True(t, string(want) == string(got), "results after a kill")
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
