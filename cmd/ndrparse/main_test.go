package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the expected outputs anew")

func TestMain(m *testing.M) {
	os.Setenv(raceOptions, noSleep)
	testscript.Main(m, map[string]func(){"ndrparse": main})
}

// A command built with the race detector would sleep for a second at its end.
const (
	raceOptions = "GORACE"
	noSleep     = "atexit_sleep_ms=0"
)

// TestScript runs the transcripts of testdata/script.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:             filepath.Join("testdata", "script"),
		Setup:           setup,
		Cmds:            map[string]func(*testscript.TestScript, bool, []string){"ends": ends},
		UpdateScripts:   *update,
		ContinueOnError: true,
	})
}

// bounces is where the repository's own bounces are.
var bounces = filepath.Join("..", "..", "testdata", "bounces")

// setup gives a transcript a plain environment and the bounces: $BOUNCES is
// their folder.
func setup(env *testscript.Env) error {
	folder, err := filepath.Abs(bounces)
	if err != nil {
		return err
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"} {
		env.Setenv(name, "")
	}
	env.Setenv("BOUNCES", folder)
	env.Setenv(raceOptions, noSleep)
	return nil
}

// ends runs a command that must end with the given status: ends 1 ndrparse -.
func ends(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: ends STATUS COMMAND...")
	}
	status := "0"
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		status = strconv.Itoa(exit.ExitCode())
	} else {
		ts.Check(err)
	}
	if status != args[0] {
		ts.Fatalf("ended with status %s, want %s", status, args[0])
	}
}
