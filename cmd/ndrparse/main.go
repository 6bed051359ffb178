// Ndrparse reads bounces and says for each recipient what happened, why, and
// what to do about it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := newRoot().ExecuteContext(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ndrparse:", err)
	}
	os.Exit(exitStatus(err))
}
