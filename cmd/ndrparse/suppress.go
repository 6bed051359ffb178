package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/suppress"
)

// A suppressing holds the flags of suppress.
type suppressing struct {
	inputOptions
	parserOptions
	format string
	policy suppress.Policy
}

var errNoList = errors.New("interrupted; no list is written")

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
	flags.IntVar(&s.policy.SoftBounces, "pauses", suppress.DefaultSoftBounces, "on how many days failures that may pass make a removal")
	flags.IntVar(&s.policy.WithinDays, "within", suppress.DefaultWithinDays, "in how many `days` these must fall")
	s.inputOptions.addTo(cmd)
	addRules(cmd, &s.rules)
	complete(cmd, "format", formats...)
	return cmd
}

func (s *suppressing) run(cmd *cobra.Command, paths []string) error {
	switch {
	case !slices.Contains(suppress.Formats(), suppress.Format(s.format)):
		return usagef("--format %s: want csv, json, listmonk, mailman, sendgrid or ses", s.format)
	case s.policy.SoftBounces < 1:
		return usagef("--pauses %d: want a number above 0", s.policy.SoftBounces)
	case s.policy.WithinDays < 1:
		return usagef("--within %d: want a number above 0", s.policy.WithinDays)
	}
	if err := s.inputOptions.check(); err != nil {
		return err
	}
	parser, err := s.parser()
	if err != nil {
		return err
	}
	list := suppress.New(s.policy)
	complete, err := s.eachReport(cmd, parser, paths, func(report *ndr.Report) error {
		list.Add(report)
		return nil
	})
	if err != nil { // a list from part of the bounces would mislead
		return errNoList
	}
	skipped, err := suppress.Write(cmd.OutOrStdout(), suppress.Format(s.format), list.Entries())
	for _, entry := range skipped {
		fmt.Fprintf(cmd.ErrOrStderr(), "ndrparse: %s is left out: a spreadsheet would take it for a formula\n", output.Safe(entry.Address))
	}
	if err == nil && !complete {
		err = errUnreadable
	}
	return err
}
