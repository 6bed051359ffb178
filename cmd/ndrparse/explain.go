package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

// maxLine bounds a line of "explain -". RFC 5321 section 4.5.3.1.5 allows a
// reply line 512 octets; logs put far more on one, but no mebibyte.
const maxLine = 1 << 20

// An explainer holds the flags of explain.
type explainer struct {
	outputOptions
	parserOptions
}

func newExplain() *cobra.Command {
	var e explainer
	cmd := &cobra.Command{
		Use:   "explain REPLY... | -",
		Short: "Say what one server reply or error line means",
		Long: `Explain classifies one server reply or error line given on the command line and
says what to do about it. With -, each line of standard input is a reply, and
each gives one object, in order; blank lines are passed over.`,
		Example: `  ndrparse explain "550 5.7.1 Service unavailable; client blocked using zen.spamhaus.org"
  ndrparse explain --lang ja 452 4.2.2 Mailbox full
  ndrparse explain - --no-remedies < replies.txt`,
		Args: arguments(cobra.MinimumNArgs(1)),
		RunE: e.run,
	}
	e.outputOptions.addTo(cmd, "text, ndjson for -")
	addRules(cmd, &e.rules)
	return cmd
}

func (e *explainer) run(cmd *cobra.Command, args []string) error {
	if err := e.check(); err != nil {
		return err
	}
	lang, parser, err := prepare(e.lang, &e.parserOptions)
	if err != nil {
		return err
	}
	lines, otherwise := len(args) == 1 && args[0] == "-", formatText
	if lines {
		otherwise = formatNDJSON
	}
	r := replies{
		parser: parser,
		format: e.render(cmd.OutOrStdout(), otherwise, lang, lines),
		out:    bufio.NewWriter(cmd.OutOrStdout()),
	}
	if !e.noRemedies {
		r.advise = func(rec *ndr.Recipient) { rec.Remedies = remedies.For(nil, rec, lang) }
	}
	if lines {
		err = eachLine(cmd.InOrStdin(), r.explain)
	} else if line := strings.Join(args, " "); strings.TrimSpace(line) == "" {
		return usagef("explain: the reply is empty")
	} else {
		err = r.explain(line)
	}
	return errors.Join(err, r.finish())
}

// replies explains replies, one after the other.
type replies struct {
	parser *ndr.Parser
	advise func(*ndr.Recipient) // nil to leave the remedies out
	format output.Format
	out    *bufio.Writer
	count  int
	text   []byte // reused
}

func (r *replies) explain(line string) error {
	recipient := r.parser.Explain(line)
	if r.advise != nil {
		r.advise(&recipient)
	}
	lead := r.format.Between
	if r.count == 0 {
		lead = r.format.Begin
	}
	r.count++
	text, err := r.format.Reply(append(r.text[:0], lead...), &recipient)
	if err != nil {
		return err
	}
	r.text = text
	_, err = r.out.Write(text)
	return err
}

// finish ends the output.
func (r *replies) finish() error {
	end := r.format.End
	if r.count == 0 {
		end = r.format.Empty
	}
	r.out.Write(end) // Flush returns its error
	return r.out.Flush()
}

// eachLine calls do for each line of r that is not blank. A line that is too long
// is an error, returned after the other lines have been read.
func eachLine(r io.Reader, do func(line string) error) error {
	lines := bufio.NewReaderSize(r, maxLine)
	var tooLong error
	for number := 1; ; number++ {
		line, more, err := lines.ReadLine()
		if more && tooLong == nil {
			tooLong = fmt.Errorf("-: line %d is longer than %d bytes", number, maxLine)
		}
		if text := strings.TrimSpace(string(line)); text != "" && !more {
			if err := do(text); err != nil {
				return err
			}
		}
		for more && err == nil {
			_, more, err = lines.ReadLine()
		}
		switch {
		case err == io.EOF:
			return tooLong
		case err != nil:
			return errors.Join(tooLong, fmt.Errorf("-: line %d: %w", number, err))
		}
	}
}
