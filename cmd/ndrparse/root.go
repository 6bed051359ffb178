package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

// newRoot returns the root command with its subcommands.
func newRoot() *cobra.Command {
	var r reading
	cmd := &cobra.Command{
		Use:   "ndrparse [PATH...]",
		Short: "Read bounces: what happened, why, and what to do",
		Long: `Ndrparse reads bounces, the notices that come back when mail does not go out,
and says for each recipient what happened, why, and what to do about it.

A path is a message, an mbox, a Maildir, a folder of messages, or an archive of
these; - and no path at all stand for standard input. Which it is, or whether it
is the pasted text of an error, is told by looking. A file that has the name of
one of the commands below is given as ./NAME.

One message is printed as text, several as NDJSON, a JSON object a line. Of
several messages, those that are no notices of any kind are only counted unless
--all is given.

Exit status: 0 every input was read; 1 one message was read and it is not a
bounce; 2 wrong usage; 3 some input could not be read, the rest was.`,
		Example: `  ndrparse < bounce.eml
  ndrparse --lang ja bounce.eml
  ndrparse --format csv Maildir export.mbox > bounces.csv
  ndrparse --all --header X-Campaign --no-remedies export.mbox`,
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          r.run,
	}
	cmd.SetVersionTemplate("ndrparse {{.Version}}\n")
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return wrongUsage(err) })
	r.addTo(cmd)
	cmd.AddCommand(newExplain(), newRelay(), newRules(), newSchema(), newSupport(), newSuppress(), newMan())
	return cmd
}

// version is that of the module, as the Go tool recorded it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
