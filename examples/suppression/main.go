// Suppression prints the addresses that a mailing program should no longer
// write to, out of the bounces of an export: for each the action, the cause and
// the last date.
//
//	go run ./examples/suppression testdata/bounces
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/ndrparse/ndrparse/ndr/mailbox"
	"github.com/ndrparse/ndrparse/ndr/suppress"
)

// policy removes an address with soft bounces on five days of two weeks. A list
// that is mailed once a month needs a longer time.
var policy = suppress.Policy{SoftBounces: 5, WithinDays: 14}

func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: suppression EXPORT...")
	}
	unreadable, err := list(context.Background(), os.Stdout, os.Args[1:])
	if err != nil {
		log.Fatal(err)
	}
	for _, err := range unreadable {
		log.Print(err)
	}
}

// list writes to w which addresses to remove or pause, judging by the bounces in
// the exports. A message that cannot be read is skipped, and its error returned.
func list(ctx context.Context, w io.Writer, exports []string) (unreadable []error, err error) {
	addresses := suppress.New(policy)
	for report, err := range new(mailbox.Reader).Reports(ctx, nil, exports...) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			unreadable = append(unreadable, err)
			continue
		}
		addresses.Add(report)
	}
	for _, e := range addresses.Entries() {
		last := "undated"
		if e.Last != nil {
			last = e.Last.Format(time.DateOnly)
		}
		if _, err := fmt.Fprintf(w, "%-6s  %s  %s  %s\n", e.Action, last, e.Address, e.Cause); err != nil {
			return nil, err
		}
	}
	return unreadable, nil
}
