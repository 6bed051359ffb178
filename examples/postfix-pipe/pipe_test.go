// Package postfixpipe tests the recipe of this folder.
package postfixpipe

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

const bounces = "../../testdata/bounces/"

// pipe runs the script as pipe(8) would: with the arguments of master.cf, and
// with no more of the environment than Postfix passes on.
func pipe(t *testing.T, command, log, message string) (status int, stderr string) {
	t.Helper()
	script, err := filepath.Abs("ndrparse-pipe.sh")
	require.NoError(t, err)
	argv := arguments(t)
	require.Equal(t, []string{"/usr/local/libexec/ndrparse-pipe", "/var/lib/ndrparse/bounces.ndjson", "${recipient}"}, argv)
	run := exec.Command(script, log, "bounces+jiro=example.org@example.com")
	run.Dir = t.TempDir()
	run.Env = []string{"PATH=/usr/bin:/bin", "MAIL_CONFIG=/etc/postfix", "LANG=C", "NDRPARSE=" + command}
	run.Stdin = strings.NewReader(message)
	var errors bytes.Buffer
	run.Stderr = &errors
	if err := run.Run(); err != nil {
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
		return exit.ExitCode(), errors.String()
	}
	return 0, errors.String()
}

// arguments returns the argv of the transport in master.cf.
func arguments(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("master.cf")
	require.NoError(t, err)
	_, argv, found := strings.Cut(string(text), "argv=")
	require.True(t, found)
	return strings.Fields(argv)
}

// build returns the command, built for the test.
func build(t *testing.T) string {
	t.Helper()
	for _, needed := range []string{"sh", "flock"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skipf("%s is not installed: %v", needed, err)
		}
	}
	command := filepath.Join(t.TempDir(), "ndrparse")
	output, err := exec.Command("go", "build", "-o", command, "../../cmd/ndrparse").CombinedOutput()
	require.NoError(t, err, string(output))
	return command
}

// delivered is the message as pipe(8) writes it, with the lines that the flags
// in master.cf ask for.
func delivered(t *testing.T, name string) string {
	t.Helper()
	message, err := os.ReadFile(bounces + name)
	require.NoError(t, err)
	return "From MAILER-DAEMON  Sun Mar  1 09:30:05 2026\nReturn-Path: <>\n" +
		"Delivered-To: bounces+jiro=example.org@example.com\n" + string(message)
}

func TestPipe(t *testing.T) {
	command := build(t)
	log := filepath.Join(t.TempDir(), "bounces.ndjson")
	for _, message := range []string{"blocked.eml", "made/postfix-delayed.eml", "made/ordinary.eml"} {
		status, stderr := pipe(t, command, log, delivered(t, message))
		require.Zero(t, status, stderr)
	}
	text, err := os.ReadFile(log)
	require.NoError(t, err)
	var kinds []ndr.Kind
	for line := range strings.Lines(string(text)) {
		var r ndr.Report
		require.NoError(t, json.Unmarshal([]byte(line), &r))
		kinds = append(kinds, r.Kind)
	}
	require.Equal(t, []ndr.Kind{ndr.Failed, ndr.Delayed, ndr.NotBounce}, kinds)
}

func TestPipeStatus(t *testing.T) {
	command := build(t)
	log := filepath.Join(t.TempDir(), "bounces.ndjson")
	tests := []struct {
		name, command, log, message string
		want                        int
		says                        string
	}{
		{"unreadable message", command, log, "", 0, "dropped"},
		{"no command", filepath.Join(t.TempDir(), "missing"), log, delivered(t, "blocked.eml"), 75, ""},
		{"log not writable", command, filepath.Join(log, "missing", "log"), delivered(t, "blocked.eml"), 75, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			status, stderr := pipe(t, test.command, test.log, test.message)
			require.Equal(t, test.want, status, stderr)
			require.Contains(t, stderr, test.says)
		})
	}
	require.NoFileExists(t, log)
}
