package main

import (
	"io"
	"os"

	"github.com/mattn/go-colorable"
	"golang.org/x/term"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/remedies"
)

// isTerminal reports whether f is a terminal.
func isTerminal(f any) bool {
	file, ok := f.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// textOptions fits the text output to where it goes: as wide as the terminal,
// and in colour only there (https://no-color.org/).
func textOptions(w io.Writer, lang remedies.Lang) output.TextOptions {
	options := output.TextOptions{Lang: lang}
	if !isTerminal(w) {
		return options
	}
	if width, _, err := term.GetSize(int(w.(*os.File).Fd())); err == nil {
		options.Width = width
	}
	if os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" {
		colorable.EnableColorsStdout(&options.Color) // Windows does not by itself
	}
	return options
}
