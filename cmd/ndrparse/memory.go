package main

import (
	"os"
	"runtime/debug"
)

// Memory that a run may use before garbage is collected at the usual pace, and
// how much garbage may gather below that. Parsing makes little that lives on.
const (
	memoryLimit = 72 << 20
	gcPercent   = 400
)

// tuneMemory trades memory for time, unless the environment says how.
func tuneMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(gcPercent)
		debug.SetMemoryLimit(memoryLimit)
	}
}
