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
	inputOptions
	outputOptions
	parserOptions
	all        bool
	quiet      bool
	maxMessage int // MiB
	file       string
	resume     bool
}

func (r *reading) addTo(cmd *cobra.Command) {
	r.outputOptions.addTo(cmd, "text for one message, ndjson for several")
	r.parserOptions.addTo(cmd)
	r.inputOptions.addTo(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&r.all, "all", false, "of several messages, also print those that are no notices")
	flags.BoolVarP(&r.quiet, "quiet", "q", false, "no progress and no summary")
	flags.IntVar(&r.maxMessage, "max-message", mailbox.DefaultMaxMessage>>20, "how many `MiB` of one message are read")
	flags.StringVar(&r.file, "output", "", "write the results to this `file`")
	flags.BoolVar(&r.resume, "resume", false, "go on where the run that wrote the --output file was stopped")
}

// check returns an error if the flags are invalid.
func (r *reading) check() error {
	switch {
	case r.maxMessage < 1:
		return usagef("--max-message %d: want a number above 0", r.maxMessage)
	case r.resume && r.file == "":
		return usagef("--resume goes with --output")
	}
	if err := r.inputOptions.check(); err != nil {
		return err
	}
	return r.outputOptions.check()
}

func (r *reading) run(cmd *cobra.Command, paths []string) error {
	if err := r.check(); err != nil {
		return err
	}
	lang, parser, err := prepare(r.lang, &r.parserOptions)
	if err != nil {
		return err
	}
	paths = inputs(paths)
	meter := newMeter(cmd.ErrOrStderr(), r.quiet, r.file == "" && isTerminal(cmd.OutOrStdout()))
	single := false
	batch := mailbox.Batch{
		Reader: r.reader(cmd),
		Parse:  r.parse(parser, lang),
		NewRenderer: func(one bool) mailbox.Renderer {
			single = one
			return r.renderer(cmd.OutOrStdout(), lang, one)
		},
		All:      r.all,
		Output:   cmd.OutOrStdout(),
		Failed:   meter.report,
		Progress: meter.show,
	}
	batch.MaxMessage = r.maxMessage << 20
	if r.file != "" {
		if batch.Results, err = r.results(lang); err != nil {
			return err
		}
	}
	summary, err := batch.Run(cmd.Context(), paths...)
	meter.clear()
	if summary != nil && !single && !r.quiet {
		output.Summary(cmd.ErrOrStderr(), summary, lang)
	}
	return outcome(summary, single, err)
}

// parse returns the function that parses each message and adds remedies.
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

func (r *reading) renderer(w io.Writer, lang remedies.Lang, single bool) mailbox.Renderer {
	otherwise := formatNDJSON
	if single {
		otherwise = formatText
	}
	if r.file != "" {
		w = nil
	}
	f := r.render(w, otherwise, lang, !single)
	return mailbox.Renderer{Append: f.Report, Begin: f.Begin, Between: f.Between, End: f.End, Empty: f.Empty}
}

// results returns the --output file. Everything that affects what is written to it
// is part of its settings, so that a run is not resumed with others.
func (r *reading) results(lang remedies.Lang) (*mailbox.ResultFile, error) {
	settings := sha256.New()
	fmt.Fprintf(settings, "%q %q %q %q %v %v %v %d", version(), r.format, lang, r.headers, r.noRemedies, r.all, r.thorough, r.maxMessage)
	for _, name := range r.rules {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(settings, " %q", text)
	}
	return &mailbox.ResultFile{Path: r.file, Resume: r.resume, Settings: fmt.Sprintf("%x", settings.Sum(nil))}, nil
}

// outcome returns the error that a run ends with.
func outcome(summary *mailbox.Summary, single bool, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return errInterrupted
	case err != nil:
		return err
	case summary.Failures > 0:
		return errUnreadable
	case single && summary.Bounces() == 0:
		return errNotBounce
	}
	return nil
}
