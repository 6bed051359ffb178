package mailbox_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
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

func ExampleReader_Reports() {
	rd := &mailbox.Reader{Stdin: strings.NewReader(exampleMailbox)}
	parser := &ndr.Parser{}
	for r, err := range rd.Reports(context.Background(), parser.ParseBytes, "-", "missing.mbox") {
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

// Map does any work on the messages that may be notices, here counting their
// lines.
func ExampleMap() {
	rd := &mailbox.Reader{Stdin: strings.NewReader(exampleMailbox), Jobs: 2}
	lines := func(m *mailbox.Message) (int, error) { return bytes.Count(m.Raw, []byte("\n")), nil }
	for n, err := range mailbox.Map(context.Background(), rd, lines, "-") {
		fmt.Println(n, err)
	}
	// Output: 5 <nil>
}

// tabbed renders a report as one line.
func tabbed(bool) mailbox.Renderer {
	return mailbox.Renderer{Append: func(dst []byte, r *ndr.Report) ([]byte, error) {
		return fmt.Appendf(dst, "%s\t%s\t%s\n", r.Source, r.Kind, r.Recipients[0].Cause), nil
	}}
}

func ExampleBatch() {
	batch := mailbox.Batch{
		Reader:      mailbox.Reader{Stdin: strings.NewReader(exampleMailbox), Jobs: 2},
		NewRenderer: tabbed,
		Output:      os.Stdout,
	}
	summary, err := batch.Run(context.Background(), "-")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(summary.Messages, "messages,", summary.Bounces(), "bounces,", summary.Failures, "failures")
	// Output:
	// -#2	failed	recipient_unknown
	// 2 messages, 1 bounces, 0 failures
}

// A run that writes to a ResultFile can be interrupted, and resumed later.
func ExampleResultFile() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	results := filepath.Join(dir, "results.tsv")
	run := func(ctx context.Context) error {
		batch := mailbox.Batch{
			Reader:      mailbox.Reader{Stdin: strings.NewReader(exampleMailbox)},
			NewRenderer: tabbed,
			Results:     &mailbox.ResultFile{Path: results, Resume: true, Settings: "tabbed"},
		}
		_, err := batch.Run(ctx, "-")
		return err
	}

	interrupted, interrupt := context.WithCancel(context.Background())
	interrupt()
	fmt.Println(run(interrupted))
	fmt.Println(run(context.Background()))
	text, err := os.ReadFile(results)
	fmt.Print(string(text), err, "\n")
	// Output:
	// context canceled
	// <nil>
	// -#2	failed	recipient_unknown
	// <nil>
}
