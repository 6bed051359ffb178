package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
	"github.com/ndrparse/ndrparse/remedies"
)

// A reading holds the flags of the root command, which reads messages.
type reading struct {
	outputOptions
	parserOptions
	all        bool
	thorough   bool
	quiet      bool
	jobs       int
	maxMessage int // MiB
	file       string
	resume     bool
}

func (r *reading) addTo(cmd *cobra.Command) {
	r.outputOptions.addTo(cmd, "text for one message, ndjson for several")
	r.parserOptions.addTo(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&r.all, "all", false, "of several messages, also print those that are no notices")
	flags.BoolVar(&r.thorough, "thorough", false, "parse every message, even if its header shows that it is no notice")
	flags.BoolVarP(&r.quiet, "quiet", "q", false, "no progress and no summary")
	flags.IntVar(&r.jobs, "jobs", 0, "parallel parsers (default the number of CPUs)")
	flags.IntVar(&r.maxMessage, "max-message", mailbox.DefaultMaxMessage>>20, "how many `MiB` of one message are read")
	flags.StringVar(&r.file, "output", "", "write the results to this `file`")
	flags.BoolVar(&r.resume, "resume", false, "go on where the run that wrote the --output file was stopped")
}

// check reports flags whose values do not fit.
func (r *reading) check() error {
	switch {
	case r.jobs < 0:
		return usagef("--jobs %d: want a number above 0", r.jobs)
	case r.maxMessage < 1:
		return usagef("--max-message %d: want a number above 0", r.maxMessage)
	case r.resume && r.file == "":
		return usagef("--resume goes with --output")
	}
	return r.outputOptions.check()
}

func (r *reading) run(cmd *cobra.Command, paths []string) error {
	if err := r.check(); err != nil {
		return err
	}
	lang, err := language(r.lang)
	if err != nil {
		return err
	}
	parser, err := r.parser()
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	meter := newMeter(cmd.ErrOrStderr(), r.quiet, r.file == "" && isTerminal(cmd.OutOrStdout()))
	one := false
	job := mailbox.Run{
		Reader: mailbox.Reader{
			Stdin: newStoppable(cmd.Context(), cmd.InOrStdin()), Jobs: r.jobs, MaxMessage: r.maxMessage << 20, Thorough: r.thorough,
		},
		Parse: r.parse(parser, lang),
		Format: func(single bool) mailbox.Format {
			one = single
			return r.rendering(cmd.OutOrStdout(), lang, single)
		},
		All:      r.all,
		Output:   cmd.OutOrStdout(),
		Failed:   meter.report,
		Progress: meter.show,
	}
	if r.file != "" {
		if job.File, err = r.open(&job.Reader, lang, paths); err != nil {
			return err
		}
	}
	summary, err := job.Do(cmd.Context(), paths...)
	meter.clear()
	if !one && !r.quiet {
		output.Summary(cmd.ErrOrStderr(), summary, lang)
	}
	return outcome(summary, one, err)
}

// parse returns what is done to each message: parse it, and advise.
func (r *reading) parse(parser *ndr.Parser, lang remedies.Lang) mailbox.ParseFunc {
	if r.noRemedies {
		return parser.ParseBytes
	}
	return func(raw []byte) (*ndr.Report, error) {
		report, err := parser.ParseBytes(raw)
		if err == nil {
			remedies.Advise(report, lang)
		}
		return report, err
	}
}

func (r *reading) rendering(w io.Writer, lang remedies.Lang, one bool) mailbox.Format {
	otherwise := formatNDJSON
	if one {
		otherwise = formatText
	}
	if r.file != "" {
		w = nil
	}
	f := r.render(w, otherwise, lang, !one)
	return mailbox.Format{Append: f.Report, Begin: f.Begin, Between: f.Between, End: f.End, Empty: f.Empty}
}

// open opens the --output file. All that bears on what is written to it is
// part of its settings, so that a run is not resumed with others.
func (r *reading) open(reader *mailbox.Reader, lang remedies.Lang, paths []string) (*mailbox.Output, error) {
	settings := sha256.New()
	fmt.Fprintf(settings, "%q %q %q %q %v %v %v %d", version(), r.format, lang, r.headers, r.noRemedies, r.all, r.thorough, r.maxMessage)
	for _, name := range r.rules {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(settings, " %q", text)
	}
	return mailbox.OpenOutput(r.file, r.resume, fmt.Sprintf("%x", settings.Sum(nil)), reader, paths...)
}

// outcome is the error that a run ends with.
func outcome(summary *mailbox.Summary, one bool, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return errInterrupted
	case err != nil:
		return err
	case summary.Failures > 0:
		return errUnreadable
	case one && summary.Bounces() == 0:
		return errNotBounce
	}
	return nil
}
