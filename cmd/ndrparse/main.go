// Ndrparse reads bounces and says for each recipient what happened, why, and
// what to do about it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"github.com/ndrparse/ndrparse/internal/output"
)

func main() {
	tuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	err := newRoot().ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ndrparse:", output.Safe(err.Error()))
		var usage usageError
		if errors.As(err, &usage) && usage.help {
			fmt.Fprintln(os.Stderr, "See ndrparse --help.")
		}
	}
	os.Exit(exitStatus(err))
}
