package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// The layouts of a description for a support desk, besides formatText.
const formatMarkdown = "markdown"

// A supporter writes descriptions for a support desk.
type supporter struct {
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
	var err error
	if s.Lang, err = language(s.lang); err != nil {
		return err
	}
	parser, err := s.parser()
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	reader := &mailbox.Reader{Stdin: newStoppable(cmd.Context(), cmd.InOrStdin())}
	written, unreadable := 0, false
	for report, err := range mailbox.Reports(cmd.Context(), reader, parser.ParseBytes, paths...) {
		switch {
		case err != nil:
			unreadable = true
			fmt.Fprintln(cmd.ErrOrStderr(), "ndrparse:", output.Safe(err.Error()))
		case report.Kind.IsBounce():
			if written > 0 {
				fmt.Fprintln(cmd.OutOrStdout())
			}
			if err := output.Support(cmd.OutOrStdout(), report, s.SupportOptions); err != nil {
				return err
			}
			written++
		}
	}
	switch {
	case unreadable:
		return errUnreadable
	case written == 0:
		return errNotBounce
	}
	return nil
}
