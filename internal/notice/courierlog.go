package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readCourierLog reads Courier's log lines. What the server said comes before
// the line that states the fate:
//
//	courieresmtp: id=4D3C,from=<taro@example.com>,addr=<jiro@example.org>: 550 No such user
//	courieresmtp: id=4D3C,from=<taro@example.com>,addr=<jiro@example.org>,status: failure
func readCourierLog(text string) (*fact.Notice, bool) {
	said := map[string]string{}
	return readLogLines(text, "courier", []string{",addr=<"}, func(line string) (l logLine, ok bool) {
		address, rest, ok := strings.Cut(between(line, ",addr=<", "\n"), ">")
		if !ok {
			return l, false
		}
		l.to = address
		if words, ok := strings.CutPrefix(rest, ": "); ok {
			said[address] = joined(said[address], words)
			l.Action, l.Diagnostic = fact.Failed, said[address]
			return l, true
		}
		_, status, _ := strings.Cut(rest, ",status: ")
		switch {
		case strings.HasPrefix(status, "success"):
			l.Action = fact.Delivered
			return l, true
		case strings.HasPrefix(status, "deferred"):
			l.Action = fact.Delayed
		case strings.HasPrefix(status, "failure"):
			l.Action = fact.Failed
		default:
			return l, false
		}
		l.Diagnostic = said[address]
		return l, true
	})
}
