package main

import (
	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the output",
		Long: `Schema prints the JSON Schema (draft 2020-12) of the object that --format json
and ndjson give for a message. What "ndrparse explain" gives is the part of it
at #/$defs/recipient.`,
		Example: `  ndrparse schema > ndrparse.schema.json`,
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(output.Schema)
			return err
		},
	}
}
