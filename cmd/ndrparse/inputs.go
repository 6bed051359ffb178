package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// inputOptions are the flags that say how inputs are read.
type inputOptions struct {
	jobs     int
	thorough bool
}

func (o *inputOptions) addTo(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&o.thorough, "thorough", false, "parse every message, even if its header shows that it is no notice")
	flags.IntVar(&o.jobs, "jobs", 0, "parallel parsers (default the number of CPUs)")
}

// check returns an error if a flag's value is invalid.
func (o *inputOptions) check() error {
	if o.jobs < 0 {
		return usagef("--jobs %d: want a number above 0", o.jobs)
	}
	return nil
}

// reader returns the reader that the flags ask for.
func (o *inputOptions) reader(cmd *cobra.Command) mailbox.Reader {
	return mailbox.Reader{Stdin: newStoppable(cmd.Context(), cmd.InOrStdin()), Jobs: o.jobs, Thorough: o.thorough}
}

// inputs returns the paths to read: standard input if none are given.
func inputs(paths []string) []string {
	if len(paths) == 0 {
		return []string{"-"}
	}
	return paths
}

// eachReport calls do for each report of the inputs, until it fails. Input that
// cannot be read is reported on standard error, and complete is then false.
func (o *inputOptions) eachReport(cmd *cobra.Command, parser *ndr.Parser, paths []string, do func(*ndr.Report) error) (complete bool, err error) {
	complete = true
	reader := o.reader(cmd)
	for report, err := range reader.Reports(cmd.Context(), parser.ParseBytes, inputs(paths)...) {
		switch {
		case cmd.Context().Err() != nil:
			return false, errInterrupted
		case err != nil:
			complete = false
			fmt.Fprintln(cmd.ErrOrStderr(), "ndrparse:", output.Safe(err.Error()))
		default:
			if err := do(report); err != nil {
				return complete, err
			}
		}
	}
	return complete, nil
}
