package main

import (
	"bufio"
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

// An explainer explains replies one by one.
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
	lang, err := language(e.lang)
	if err != nil {
		return err
	}
	parser, err := e.parser()
	if err != nil {
		return err
	}
	lines := len(args) == 1 && args[0] == "-"
	format := e.format
	if format == "" && lines {
		format = formatNDJSON
	}
	out := e.writer(cmd.OutOrStdout(), format, lang, lines)
	one := func(line string) error { return e.explain(parser, out, line, lang) }
	if lines {
		err = eachLine(cmd.InOrStdin(), one)
	} else if line := strings.Join(args, " "); strings.TrimSpace(line) == "" {
		return usagef("explain: the reply is empty")
	} else {
		err = one(line)
	}
	if closing := out.Close(); err == nil {
		err = closing
	}
	return err
}

func (e *explainer) explain(parser *ndr.Parser, out output.Writer, line string, lang remedies.Lang) error {
	recipient := parser.Explain(line)
	if !e.noRemedies {
		recipient.Remedies = remedies.For(nil, &recipient, lang)
	}
	return out.Explained(&recipient)
}

// eachLine calls do for each line of r that is not blank.
func eachLine(r io.Reader, do func(line string) error) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, maxLine)
	number := 0
	for scanner.Scan() {
		number++
		if line := strings.TrimSpace(scanner.Text()); line != "" {
			if err := do(line); err != nil {
				return err
			}
		}
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("-: line %d: %w", number+1, err)
	}
	return nil
}
