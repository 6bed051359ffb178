package main

import (
	"bytes"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	kills  = flag.Int("kills", 1, "how many runs TestKilledRun kills at a random moment")
	copies = flag.Int("copies", 2, "how many copies of the shipped bounces they read")
)

// TestKilledRun kills a run at a random moment, lets another go on with what it
// left, and expects the bytes of a run that nobody disturbed. Some are killed
// once more while they go on.
func TestKilledRun(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "export.mbox"), filepath.Join(dir, "out.ndjson")
	require.NoError(t, os.WriteFile(input, bytes.Repeat(shippedMailbox(t), *copies), 0o600))
	command := func(more ...string) *exec.Cmd {
		return exec.Command("ndrparse", append([]string{"--quiet", "--no-remedies", "--format", "ndjson", "--jobs", "2", "--output", output, input}, more...)...)
	}
	began := time.Now()
	require.NoError(t, command().Run())
	whole := time.Since(began)
	want, err := os.ReadFile(output)
	require.NoError(t, err)

	for range *kills {
		cmd := command()
		for range 1 + rand.IntN(2) {
			kill(t, cmd, time.Duration(rand.Int64N(int64(whole))))
			cmd = command("--resume")
		}
		require.NoError(t, cmd.Run())
		got, err := os.ReadFile(output)
		require.NoError(t, err)
		require.True(t, bytes.Equal(want, got), "%d bytes in place of %d", len(got), len(want))
		require.NoFileExists(t, output+".journal")
	}
}

// kill starts a command and kills it after a while, unless it has ended.
func kill(t *testing.T, cmd *exec.Cmd, after time.Duration) {
	t.Helper()
	require.NoError(t, cmd.Start())
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	cmd.Wait()
	timer.Stop()
}

// shippedMailbox returns the repository's own bounces as an mbox.
func shippedMailbox(t *testing.T) []byte {
	t.Helper()
	var box bytes.Buffer
	require.NoError(t, filepath.WalkDir(bounces, func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) != ".eml" {
			return err
		}
		raw, err := os.ReadFile(path)
		text := strings.ReplaceAll("\n"+string(raw), "\nFrom ", "\n>From ")
		box.WriteString("From MAILER-DAEMON Mon Mar  2 10:00:00 2026" + text + "\n\n")
		return err
	}))
	return box.Bytes()
}
