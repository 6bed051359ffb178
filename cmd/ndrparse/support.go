package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr"
)

// formatMarkdown is, besides formatText, a format of support.
const formatMarkdown = "markdown"

// A supporter writes descriptions for a support desk.
type supporter struct {
	inputOptions
	parserOptions
	output.SupportOptions
	format, lang string
}

func newSupport() *cobra.Command {
	var s supporter
	cmd := &cobra.Command{
		Use:   "support [PATH...]",
		Short: "Write what a support desk needs to know about a bounce",
		Long: `Support reads a bounce, from standard input if no path is given, and writes what
to hand to a support desk: recipients, provider, the servers' full replies,
times, queue and message identifiers, and what was tried. The subject and the
other addressees are left out unless --private is given.`,
		Example: `  ndrparse support < bounce.eml
  ndrparse support --format markdown --lang ja bounce.eml`,
		RunE: s.run,
	}
	flags := cmd.Flags()
	flags.StringVar(&s.format, "format", formatText, "`format`: text or markdown")
	flags.BoolVar(&s.Private, "private", false, "also write the subject and the other addressees")
	addLang(cmd, &s.lang)
	s.parserOptions.addTo(cmd)
	s.inputOptions.addTo(cmd)
	complete(cmd, "format", formatText, formatMarkdown)
	return cmd
}

func (s *supporter) run(cmd *cobra.Command, paths []string) error {
	switch s.format {
	case formatText:
	case formatMarkdown:
		s.Markdown = true
	default:
		return usagef("--format %s: want text or markdown", s.format)
	}
	if err := s.inputOptions.check(); err != nil {
		return err
	}
	lang, parser, err := prepare(s.lang, &s.parserOptions)
	if err != nil {
		return err
	}
	s.Lang = lang
	written := 0
	complete, err := s.eachReport(cmd, parser, paths, func(report *ndr.Report) error {
		if !report.Kind.IsBounce() {
			return nil
		}
		if written > 0 {
			fmt.Fprintln(cmd.OutOrStdout())
		}
		written++
		return output.Support(cmd.OutOrStdout(), report, s.SupportOptions)
	})
	switch {
	case err != nil:
		return err
	case !complete:
		return errUnreadable
	case written == 0:
		return errNotBounce
	}
	return nil
}
