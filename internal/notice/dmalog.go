package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readDMALog reads the log of DragonFly's mail agent, in which several lines of one
// process tell of an attempt:
//
//	dma[1a2b.4d3c][42]: <jiro@example.org> trying delivery
//	dma[1a2b.4d3c][42]: trying remote delivery to mx.example.org [192.0.2.9] pref 10
//	dma[1a2b.4d3c][42]: remote delivery deferred: mx.example.org [192.0.2.9] failed after RCPT TO: 450 Later
//	dma[1a2b.4d3c][42]: delivery deferred
func readDMALog(text string) (*fact.Notice, bool) {
	attempts := map[string]logLine{} // by the process
	return readLogLines(text, "dma", []string{"> trying delivery"}, func(line string) (logLine, bool) {
		head, said, _ := strings.Cut(line, "]: ")
		process := head[strings.LastIndexByte(head, ' ')+1:]
		l := attempts[process]
		if to, ok := strings.CutSuffix(said, "> trying delivery"); ok {
			l = logLine{to: strings.TrimPrefix(to, "<")}
		}
		for words, action := range dmaFates {
			if strings.HasPrefix(said, words) {
				delete(attempts, process)
				l.Action = action
				return l, l.to != ""
			}
		}
		if strings.Contains(said, " failed") {
			l.Diagnostic = strings.TrimPrefix(strings.TrimPrefix(said, "remote delivery deferred: "), "remote delivery failed: ")
		}
		attempts[process] = l
		return logLine{}, false
	})
}

// dmaFates are what the last line of an attempt begins with.
var dmaFates = map[string]string{"delivery successful": fact.Delivered, "delivery deferred": fact.Delayed, "delivery failed": fact.Failed}
