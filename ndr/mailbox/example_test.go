package mailbox_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

const exampleMailbox = `From taro@example.com Mon Mar  2 10:00:00 2026
From: Taro <taro@example.com>
Subject: Minutes

Here they are.

From MAILER-DAEMON Mon Mar  2 10:05:00 2026
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
Subject: Undelivered Mail Returned to Sender

<jiro@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 no such user
    here (in reply to RCPT TO command)
`

func ExampleReader_Messages() {
	rd := &mailbox.Reader{Stdin: strings.NewReader(exampleMailbox)}
	for m, err := range rd.Messages(context.Background(), "-") {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(m.Source, len(m.Raw), m.MaybeBounce())
	}
	// Output:
	// -#1 63 false
	// -#2 223 true
}

func ExampleReports() {
	rd := &mailbox.Reader{Stdin: strings.NewReader(exampleMailbox)}
	parser := &ndr.Parser{}
	for r, err := range mailbox.Reports(context.Background(), rd, parser.ParseBytes, "-", "missing.mbox") {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(r.Source, r.Kind, r.Recipients[0].Address)
	}
	// Output:
	// -#2 failed jiro@example.org
	// missing.mbox: no such file or directory
}

func ExampleRun() {
	parser := &ndr.Parser{}
	run := mailbox.Run{
		Reader: mailbox.Reader{Stdin: strings.NewReader(exampleMailbox), Jobs: 2},
		Parse:  parser.ParseBytes,
		Output: os.Stdout,
		Format: func(one bool) mailbox.Format {
			return mailbox.Format{Append: func(dst []byte, r *ndr.Report) ([]byte, error) {
				return fmt.Appendf(dst, "%s\t%s\t%s\n", r.Source, r.Kind, r.Recipients[0].Cause), nil
			}}
		},
	}
	summary, err := run.Do(context.Background(), "-")
	fmt.Println(summary.Messages, summary.Passed, summary.Bounces(), err)
	// Output:
	// -#2	failed	recipient_unknown
	// 2 1 1 <nil>
}
