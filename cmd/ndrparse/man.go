package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: `Man prints the manual page of ndrparse, or with --dir writes that page and one
for each of its commands into a folder.`,
		Example: `  ndrparse man > ndrparse.1
  ndrparse man --dir .`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			root := cmd.Root()
			root.DisableAutoGenTag = true // cobra's note on itself
			header := &doc.GenManHeader{Section: "1", Source: "ndrparse", Manual: "User Commands"}
			if dir != "" {
				return doc.GenManTree(root, header, dir)
			}
			return doc.GenMan(root, header, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "write the pages of all commands into this folder")
	return cmd
}
