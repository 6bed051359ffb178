package main

import (
	"cmp"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

// The output formats.
const (
	formatText   = "text"
	formatJSON   = "json"
	formatNDJSON = "ndjson"
	formatCSV    = "csv"
)

// outputOptions are the flags that say how results are printed.
type outputOptions struct {
	format     string
	lang       string
	noRemedies bool
}

func (o *outputOptions) addTo(cmd *cobra.Command, byDefault string) {
	flags := cmd.Flags()
	flags.StringVar(&o.format, "format", "", "output `format`: text, json, ndjson or csv (default "+byDefault+")")
	addLang(cmd, &o.lang)
	flags.BoolVar(&o.noRemedies, "no-remedies", false, "leave the remedies out")
	complete(cmd, "format", formatText, formatJSON, formatNDJSON, formatCSV)
}

func addLang(cmd *cobra.Command, lang *string) {
	usage := "`language` of text and remedies: " + strings.Join(languages(), " or ") + " (default from LC_ALL, LC_MESSAGES, LANG)"
	cmd.Flags().StringVar(lang, "lang", "", usage)
	complete(cmd, "lang", languages()...)
}

// complete registers values with which the shell completes a flag.
func complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag is not defined
	}
}

// check returns an error if the format does not exist.
func (o *outputOptions) check() error {
	if !slices.Contains([]string{"", formatText, formatJSON, formatNDJSON, formatCSV}, o.format) {
		return usagef("--format %s: want text, json, ndjson or csv", o.format)
	}
	return nil
}

// render returns the output format: the one of the flag, else otherwise. With
// several set, there may be more than one result: JSON is then an array, and text
// names its sources.
func (o *outputOptions) render(w io.Writer, otherwise string, lang remedies.Lang, several bool) output.Format {
	switch cmp.Or(o.format, otherwise) {
	case formatJSON:
		return output.JSON(several)
	case formatNDJSON:
		return output.NDJSON()
	case formatCSV:
		return output.CSV()
	}
	options := textOptions(w, lang)
	options.Sources = several
	options.Advice = !o.noRemedies
	return output.Text(options)
}

// parserOptions are the flags that say how messages are read.
type parserOptions struct {
	headers []string
	rules   []string
}

func (o *parserOptions) addTo(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.headers, "header", nil, "copy the header `NAME` of the original message into the report (repeatable)")
	addRules(cmd, &o.rules)
}

func addRules(cmd *cobra.Command, files *[]string) {
	cmd.Flags().StringArrayVar(files, "rules", nil, "add the rules of this `file`, or override built-in ones (repeatable)")
}

// parser returns the parser that the flags ask for.
func (o *parserOptions) parser() (*ndr.Parser, error) {
	var c *classify.Classifier
	if len(o.rules) > 0 {
		var err error
		if c, err = classifier(o.rules); err != nil {
			return nil, err
		}
	}
	headers := make([]string, len(o.headers))
	for i, name := range o.headers {
		headers[i] = strings.TrimSuffix(strings.TrimSpace(name), ":")
	}
	return &ndr.Parser{Headers: headers, Classifier: c}, nil
}

// prepare returns the language and the parser that the flags ask for.
func prepare(lang string, o *parserOptions) (remedies.Lang, *ndr.Parser, error) {
	l, err := language(lang)
	if err != nil {
		return "", nil, err
	}
	parser, err := o.parser()
	return l, parser, err
}

// classifier returns the built-in classifier, with the rules of the files if
// there are any.
func classifier(files []string) (*classify.Classifier, error) {
	if len(files) == 0 {
		return classify.Default(), nil
	}
	var sets []*classify.RuleSet
	for _, name := range files {
		set, err := loadRules(name)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	c, err := classify.New(classify.Options{Rules: sets})
	if err != nil {
		return nil, usageError{err: err}
	}
	return c, nil
}

// loadRules reads a rules file. An invalid file is wrong usage, and the error has
// its line.
func loadRules(name string) (*classify.RuleSet, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, usageError{err: err}
	}
	set, err := classify.Load(name, text)
	if err != nil {
		return nil, usageError{err: err}
	}
	return set, nil
}
