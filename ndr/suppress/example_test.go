package suppress_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/suppress"
)

// Bounces go in, in any order; out comes a file for the mailing program.
func Example() {
	const unknown = `From: MAILER-DAEMON@mx.example.com
Subject: Undelivered Mail Returned to Sender

<jiro@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 no such user
    (in reply to RCPT TO command)
`
	const full = `From: MAILER-DAEMON@mx.example.com
Subject: Undelivered Mail Returned to Sender

<hanako@example.net>: host mx.example.net[192.0.2.8] said: 552 5.2.2 mailbox
    full (in reply to RCPT TO command)
`
	list := suppress.New(suppress.Policy{SoftBounces: 5, WithinDays: 14})
	for _, bounce := range []string{unknown, full} {
		report, err := ndr.Parse(strings.NewReader(bounce))
		if err != nil {
			fmt.Println(err)
			return
		}
		list.Add(report)
	}
	for _, e := range list.Entries() {
		fmt.Println(e.Action, e.Address, e.Cause)
	}

	skipped, err := suppress.Write(os.Stdout, suppress.Mailman, list.Entries())
	if err != nil {
		fmt.Println(err)
	}
	for _, e := range skipped {
		fmt.Println("not written:", e.Address)
	}
	// Output:
	// pause hanako@example.net mailbox_full
	// remove jiro@example.org recipient_unknown
	// jiro@example.org
}
