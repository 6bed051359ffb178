package main

import (
	"bytes"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/schematest"
)

// TestOutputKeepsSchema validates what the command prints over all of the
// repository's bounces, and what it explains, against the schema it prints.
func TestOutputKeepsSchema(t *testing.T) {
	schema := run(t, "", "schema")
	var messages []string
	require.NoError(t, filepath.WalkDir(bounces, func(path string, _ fs.DirEntry, err error) error {
		if extension := filepath.Ext(path); extension == ".eml" || extension == ".txt" {
			messages = append(messages, path)
		}
		return err
	}))
	require.NotEmpty(t, messages)
	// The languages differ in their sentences alone.
	for lang, messages := range map[string][]string{"en": messages[:len(messages)/2], "ja": messages[len(messages)/2:]} {
		output := run(t, "", append([]string{"--format", "ndjson", "--all", "--lang", lang}, messages...)...)
		validate(t, schema, "", output, len(messages))
	}
	replies := "550 5.1.1 User unknown\n452 4.2.2 Mailbox full\nconnection refused\nhello\n"
	validate(t, schema, "#/$defs/recipient", run(t, replies, "explain", "-"), 4)
}

// validate checks each line of output, of which there are at least so many.
func validate(t *testing.T, schema, fragment, output string, atLeast int) {
	t.Helper()
	compiled := schematest.Compile(t, schema, fragment)
	lines := 0
	for line := range strings.Lines(output) {
		require.NoError(t, compiled.Validate(line), line)
		lines++
	}
	require.GreaterOrEqual(t, lines, atLeast)
}

// run returns what the command prints.
func run(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("ndrparse", args...)
	cmd.Stdin = strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	return string(out)
}
