package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"
)

// TestHelpExamples runs every example that a command's help shows, as a shell
// would, in a folder that holds the files they name.
func TestHelpExamples(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the examples are for a POSIX shell")
	}
	dir := t.TempDir()
	var scripts []string
	for _, cmd := range commands(newRoot()) {
		require.NotEmpty(t, cmd.Example, "%s has no example", cmd.CommandPath())
		for i, line := range strings.Split(strings.TrimSpace(cmd.Example), "\n") {
			name := fmt.Sprintf("%s-%d.txtar", strings.ReplaceAll(cmd.CommandPath(), " ", "-"), i+1)
			require.True(t, strings.HasPrefix(strings.TrimSpace(line), "ndrparse "), line)
			scripts = append(scripts, writeScript(t, dir, name, "exec sh -c '"+strings.TrimSpace(line)+"'\n"))
		}
	}
	testscript.Run(t, testscript.Params{Files: scripts, Setup: setupExamples})
}

// commands returns cmd and all commands below it, but for those that cobra
// adds.
func commands(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		all = append(all, commands(sub)...)
	}
	return all
}

// setupExamples puts the files into the folder that the examples name.
func setupExamples(env *testscript.Env) error {
	if err := setup(env); err != nil {
		return err
	}
	bounce, err := os.ReadFile(filepath.Join(bounces, "blocked.eml"))
	if err != nil {
		return err
	}
	files := map[string]string{
		"bounce.eml":    string(bounce),
		"export.mbox":   "From MAILER-DAEMON Sun Mar  1 09:30:05 2026\n" + string(bounce) + "\nFrom MAILER-DAEMON Sun Mar  1 09:31:05 2026\n" + string(bounce),
		"replies.txt":   "550 5.1.1 User unknown\n452 4.2.2 Mailbox full\n",
		"my-rules.toml": "[[rule]]\nid = \"my.closed\"\ncause = \"recipient_disabled\"\nany = [\"the counter is closed for this box\"]\nexamples = [\"550 The counter is closed for this box\"]\n",
		filepath.Join("Maildir", "cur", "1772325005.1.mx1:2,S"): string(bounce),
		filepath.Join("Maildir", "new", "1772325006.2.mx1"):     string(bounce),
	}
	for name, text := range files {
		path := filepath.Join(env.WorkDir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return os.MkdirAll(filepath.Join(env.WorkDir, "Maildir", "tmp"), 0o777)
}

func writeScript(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
	return path
}
