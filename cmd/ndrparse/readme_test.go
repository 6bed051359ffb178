package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// consoleBlock is a transcript in Markdown: a command after "$ " and what it
// prints.
var consoleBlock = regexp.MustCompile("(?s)```console\n\\$ (.*?)\n(.*?)```\n")

// TestREADME runs the commands of README.md's transcripts and compares what
// they print. The flag -update writes it into the file.
func TestREADME(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	file := filepath.Join(root, "README.md")
	text, err := os.ReadFile(file)
	require.NoError(t, err)

	blocks := consoleBlock.FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, blocks)
	updated := string(text)
	for _, block := range blocks {
		command, want := block[1], block[2]
		got := shell(t, root, strings.Replace(command, "go run ./cmd/ndrparse", "ndrparse", 1))
		if *update {
			updated = strings.Replace(updated, block[0], "```console\n$ "+command+"\n"+got+"```\n", 1)
			continue
		}
		require.Equal(t, want, got, command)
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(updated), 0o644))
	}
}

// TestREADMELinks checks that the files and folders that the README links to
// are there.
func TestREADMELinks(t *testing.T) {
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	links := regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, links)
	for _, link := range links {
		_, err := os.Stat(filepath.Join(root, filepath.FromSlash(link[1])))
		require.NoError(t, err)
	}
}

// shell returns what a command prints to its standard output in a plain
// environment.
func shell(t *testing.T, dir, command string) string {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("the transcripts are for a POSIX shell: ", err)
	}
	run := exec.Command(sh, "-c", command)
	run.Dir = dir
	run.Env = append(os.Environ(), "LC_ALL=C")
	out, err := run.Output()
	require.NoError(t, err, command)
	return string(out)
}
