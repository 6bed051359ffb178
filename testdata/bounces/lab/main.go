// Lab has real mail servers write bounces to us.
//
// It plays the rest of the Internet for one mail server under test: the DNS
// (RFC 1035), the scripted servers that refuse mail as the tables of the
// folder scenarios say, and the mailbox that the notices come back to. What
// came back is kept with the truth about it, which is taken from the tables.
//
// It runs inside the network namespaces that run.sh makes, where every address
// is a reserved one (RFC 5737, RFC 3849), and stops by itself.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"
)

func main() {
	log.SetFlags(log.Ltime)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

const usage = "usage: lab play|submit|keep|hosts|recipients [flags]"

func run(args []string) error {
	if len(args) == 0 {
		return errors.New(usage)
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	var (
		tables   = flags.String("tables", "scenarios", "folder of the scenario tables")
		system   = flags.String("system", "", "name of the mail server under test")
		mail     = flags.String("mail", "mail", "folder of the notices as they came")
		out      = flags.String("out", ".", "folder that the notices are kept in")
		server   = flags.String("server", "", "submit to this host:port")
		command  = flags.String("sendmail", "", "submit through this sendmail command")
		only     = flags.String("only", "", "only the case of this name")
		what     = flags.String("want", "", "only hosts with this trait: tls, auth")
		duration = flags.Duration("for", 2*time.Minute, "stop after this time")
	)
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	table, err := loadTable(*tables, *system)
	if err != nil {
		return err
	}
	if *only != "" {
		if table, err = table.only(*only); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), *duration)
	defer cancel()

	switch args[0] {
	case "play":
		return play(ctx, table, *mail)
	case "submit":
		return submitAll(ctx, table, *server, *command)
	case "keep":
		if *system == everySystem {
			return keepOutputs(table, *mail, filepath.Join(*out, *system))
		}
		return keep(table, *mail, filepath.Join(*out, *system))
	case "recipients":
		for _, c := range table.Cases {
			for _, r := range c.Recipients {
				fmt.Println(r.To)
			}
		}
		return nil
	case "hosts":
		for _, c := range table.Cases {
			for _, r := range c.Recipients {
				if r.wants(*what) {
					fmt.Println(c.ID, r.domain(), r.host.name, r.host.ip)
				}
			}
		}
		return nil
	}
	return errors.New(usage)
}

// play answers for the Internet until every case has ended or ctx is over.
func play(ctx context.Context, table *Table, mail string) error {
	box, err := newMailbox(mail, table)
	if err != nil {
		return err
	}
	stop, err := serveNames(table)
	if err != nil {
		return err
	}
	defer stop()
	servers, err := serveHosts(ctx, table)
	if err != nil {
		return err
	}
	defer servers.close()
	log.Printf("playing %d cases", len(table.Cases))
	return box.serve(ctx)
}
