package main

import (
	"github.com/spf13/cobra"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/remedies"
)

func newRelay() *cobra.Command {
	var s remedies.Submission
	var network, lang, format string
	cmd := &cobra.Command{
		Use:   "relay --server HOST --recipient ADDRESS",
		Short: "Say whether a server would be relaying a piece of mail",
		Long: `Relay says whether a server that is handed mail for a recipient has to relay it,
whether it is likely to refuse, and why. It looks at the names only, and asks
no server.`,
		Example: `  ndrparse relay --server smtp.example.com --recipient someone@example.org --network other
  ndrparse relay --server smtp.example.com --recipient someone@example.org --login --lang ja`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s.Network = remedies.Network(network)
			switch s.Network {
			case remedies.UnknownNetwork, remedies.OwnNetwork, remedies.OtherNetwork:
			default:
				return usagef("--network %s: want own or other", network)
			}
			if s.Server == "" || s.Recipient == "" {
				return usagef("relay: --server and --recipient are needed")
			}
			lang, err := language(lang)
			if err != nil {
				return err
			}
			verdict := remedies.Relay(s, lang)
			switch format {
			case formatJSON:
				return output.WriteJSON(cmd.OutOrStdout(), verdict)
			case formatText:
				_, err := cmd.OutOrStdout().Write(output.Relay(verdict, textOptions(cmd.OutOrStdout(), lang)))
				return err
			}
			return usagef("--format %s: want text or json", format)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&s.Server, "server", "", "the `host` that the mail program hands its mail to")
	flags.StringVar(&s.Recipient, "recipient", "", "the recipient's `address` or domain")
	flags.StringVar(&network, "network", "", "the `network` that the computer is on: own, that of the server's provider, or other")
	flags.BoolVar(&s.Authenticated, "login", false, "the mail program logs in before it sends")
	flags.StringVar(&format, "format", formatText, "output `format`: text or json")
	addLang(cmd, &lang)
	complete(cmd, "network", string(remedies.OwnNetwork), string(remedies.OtherNetwork))
	complete(cmd, "format", formatText, formatJSON)
	return cmd
}
