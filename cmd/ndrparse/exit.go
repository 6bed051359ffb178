package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// The exit statuses, apart from 0.
const (
	exitNotBounce  = 1 // one message was read and it is not a bounce; examples of rules that did not hold
	exitUsage      = 2 // wrong usage
	exitUnreadable = 3 // some input could not be read; the rest was
)

// The errors with which a run ends, besides those of usage.
var (
	errNotBounce   = errors.New("not a bounce")
	errUnreadable  = errors.New("not everything could be read")
	errInterrupted = errors.New("interrupted; what was read until then is printed")
)

// A usageError is a wrong command line, or a wrong file of rules.
type usageError struct {
	err  error
	help bool // the help explains how to do it right
}

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// wrongUsage is an error in the command line itself.
func wrongUsage(err error) error {
	return usageError{err: err, help: true}
}

func usagef(format string, args ...any) error { return wrongUsage(fmt.Errorf(format, args...)) }

// exitStatus returns the exit status for err.
func exitStatus(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNotBounce), errors.Is(err, errRulesFailed):
		return exitNotBounce
	case errors.As(err, &usage):
		return exitUsage
	}
	return exitUnreadable
}

// arguments returns check with its error as a usage error.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return wrongUsage(err)
		}
		return nil
	}
}
