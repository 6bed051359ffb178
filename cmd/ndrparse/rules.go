package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/output"
)

// errRulesFailed is the error of a test of rules that failed.
var errRulesFailed = errors.New("not every example came out as its rule says")

func newRules() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List, test and explain the rules that name the causes",
		Long: `Rules shows the rules by which a reply gets its cause, and tests your own. A
rules file is TOML; classify/rules/README.md in the source describes it.`,
		Example: `  ndrparse rules list --cause greylisted
  ndrparse rules test my-rules.toml
  ndrparse rules explain "550 5.7.1 Relaying denied"`,
		Args: arguments(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return usagef("rules: want list, test or explain") },
	}
	cmd.AddCommand(newRulesList(), newRulesTest(), newRulesExplain())
	return cmd
}

func newRulesList() *cobra.Command {
	var cause, provider string
	var files []string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the rules",
		Long:  `List prints each rule's id, cause, provider and number of examples.`,
		Example: `  ndrparse rules list
  ndrparse rules list --provider google`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := classifier(files)
			if err != nil {
				return err
			}
			return listRules(cmd.OutOrStdout(), c.Rules(), cause, provider)
		},
	}
	addRules(cmd, &files)
	cmd.Flags().StringVar(&cause, "cause", "", "only the rules of this `cause`")
	cmd.Flags().StringVar(&provider, "provider", "", "only the rules of this `provider`")
	var causes []string
	for _, c := range classify.Causes() {
		causes = append(causes, string(c))
	}
	complete(cmd, "cause", causes...)
	return cmd
}

func listRules(w io.Writer, rules []classify.Rule, cause, provider string) error {
	slices.SortStableFunc(rules, func(a, b classify.Rule) int { return cmp.Compare(a.ID, b.ID) })
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tCAUSE\tPROVIDER\tEXAMPLES")
	for _, r := range rules {
		of := ""
		if r.Provider != nil {
			of = *r.Provider
		}
		if cause != "" && string(r.Cause) != cause || provider != "" && of != provider {
			continue
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\n", r.ID, r.Cause, of, len(r.Examples))
	}
	return table.Flush()
}

func newRulesTest() *cobra.Command {
	return &cobra.Command{
		Use:   "test FILE...",
		Short: "Run the examples of rules files",
		Long: `Test reads rules files, adds them to the built-in rules and runs their examples
and counterexamples. It ends with status 0 if all came out as the rules say, 1
if not, and 2 if a file cannot be read.`,
		Example: `  ndrparse rules test my-rules.toml`,
		Args:    arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			return testRules(cmd.OutOrStdout(), files)
		},
	}
}

func testRules(w io.Writer, files []string) error {
	c, err := classifier(files)
	if err != nil {
		return err
	}
	failed := false
	for _, name := range files {
		set, err := loadRules(name)
		if err != nil {
			return err
		}
		failures := c.Test(set)
		for _, f := range failures {
			fmt.Fprintf(w, "%s: %s\n", name, output.Safe(f.String()))
		}
		if len(failures) == 0 {
			fmt.Fprintf(w, "%s: all rules hold (%d)\n", name, len(set.Rules)+len(set.Lists))
		}
		failed = failed || len(failures) > 0
	}
	if failed {
		return errRulesFailed
	}
	return nil
}

func newRulesExplain() *cobra.Command {
	var files []string
	var format string
	cmd := &cobra.Command{
		Use:   "explain REPLY...",
		Short: "Say which rules matched a reply, which one won and why",
		Long:  `Explain prints every rule that matched a server reply, the deciding one first.`,
		Example: `  ndrparse rules explain "550 5.7.1 Relaying denied"
  ndrparse rules explain --format json 452 4.2.2 Mailbox full`,
		Args: arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != formatText && format != formatJSON {
				return usagef("--format %s: want text or json", format)
			}
			c, err := classifier(files)
			if err != nil {
				return err
			}
			return explainRules(cmd.OutOrStdout(), c, strings.Join(args, " "), format)
		},
	}
	addRules(cmd, &files)
	cmd.Flags().StringVar(&format, "format", formatText, "output `format`: text or json")
	complete(cmd, "format", formatText, formatJSON)
	return cmd
}

func explainRules(w io.Writer, c *classify.Classifier, reply, format string) error {
	example := classify.Example{Reply: reply}
	verdict, matches := c.Trace(example.Input())
	if format == formatJSON {
		return output.WriteJSON(w, struct {
			Cause   classify.Cause   `json:"cause"`
			Matches []classify.Match `json:"matches"`
		}{verdict.Cause, append([]classify.Match{}, matches...)})
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "cause\t%s\n", verdict.Cause)
	for _, m := range matches {
		outcome := "won"
		if !m.Won {
			outcome = "lost: " + m.Lost
		}
		fmt.Fprintf(table, "%s\t%s\t%.2f\t%s %q\t%s\n", m.Rule, m.Cause, m.Confidence, m.On, output.Safe(m.Text), outcome)
	}
	return table.Flush()
}
