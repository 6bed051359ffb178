package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
	"github.com/ndrparse/ndrparse/ndr/suppress"
)

// A suppressing holds the flags of suppress.
type suppressing struct {
	parserOptions
	format string
	pauses int
	days   int
	jobs   int
}

func newSuppress() *cobra.Command {
	var s suppressing
	var formats []string
	for _, f := range suppress.Formats() {
		formats = append(formats, string(f))
	}
	cmd := &cobra.Command{
		Use:   "suppress [EXPORT...]",
		Short: "List the addresses that a mailing program should remove or pause",
		Long: `Suppress reads bounces and complaints and lists the addresses that a mailing
program should remove or pause, with the cause, how often and when. An address
that failed for good or complained is removed, one whose failures may pass is
paused until they are too many. Failures that are the sender's fault do not
count.

The formats listmonk, mailman, sendgrid and ses are for import there, and hold
the addresses to remove only.`,
		Example: `  ndrparse suppress export.mbox > suppress.csv
  ndrparse suppress --format listmonk --pauses 5 --within 14 Maildir`,
		RunE: s.run,
	}
	flags := cmd.Flags()
	flags.StringVar(&s.format, "format", string(suppress.CSV), "`format`: csv, json, listmonk, mailman, sendgrid or ses")
	flags.IntVar(&s.pauses, "pauses", suppress.DefaultPauses, "on how many days failures that may pass make a removal")
	flags.IntVar(&s.days, "within", int(suppress.DefaultWithin/day), "in how many `days` these must fall")
	flags.IntVar(&s.jobs, "jobs", 0, "parallel parsers (default the number of CPUs)")
	addRules(cmd, &s.rules)
	complete(cmd, "format", formats...)
	return cmd
}

const day = 24 * time.Hour

func (s *suppressing) run(cmd *cobra.Command, paths []string) error {
	switch {
	case !slices.Contains(suppress.Formats(), suppress.Format(s.format)):
		return usagef("--format %s: want csv, json, listmonk, mailman, sendgrid or ses", s.format)
	case s.pauses < 1:
		return usagef("--pauses %d: want a number above 0", s.pauses)
	case s.days < 1:
		return usagef("--within %d: want a number above 0", s.days)
	case s.jobs < 0:
		return usagef("--jobs %d: want a number above 0", s.jobs)
	}
	parser, err := s.parser()
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	list := suppress.New(suppress.Policy{Pauses: s.pauses, Within: time.Duration(s.days) * day})
	reader := &mailbox.Reader{Stdin: newStoppable(cmd.Context(), cmd.InOrStdin()), Jobs: s.jobs}
	unreadable := false
	for report, err := range mailbox.Reports(cmd.Context(), reader, parser.ParseBytes, paths...) {
		if err != nil {
			unreadable = true
			fmt.Fprintln(cmd.ErrOrStderr(), "ndrparse:", output.Safe(err.Error()))
			continue
		}
		list.Add(report)
	}
	if cmd.Context().Err() != nil {
		return errInterrupted
	}
	left, err := suppress.Write(cmd.OutOrStdout(), suppress.Format(s.format), list.Entries())
	for _, entry := range left {
		fmt.Fprintf(cmd.ErrOrStderr(), "ndrparse: %s is left out: a spreadsheet would take it for a formula\n", output.Safe(entry.Address))
	}
	if err == nil && unreadable {
		err = errUnreadable
	}
	return err
}
