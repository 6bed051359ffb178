package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readCourierLog reads Courier's log lines. What the server said comes before
// the line that tells the fate:
//
//	courieresmtp: id=4D3C,from=<taro@example.com>,addr=<jiro@example.org>: 550 No such user
//	courieresmtp: id=4D3C,from=<taro@example.com>,addr=<jiro@example.org>,status: failure
func readCourierLog(text string) (*fact.Notice, bool) {
	said := map[string]string{}
	return readLogLines(text, "courier", "courier", []string{",addr=<"}, func(line string) (r fact.Recipient, ok bool) {
		address, rest, found := strings.Cut(between(line, ",addr=<", "\n"), ">")
		if !found {
			return r, false
		}
		if words, ok := strings.CutPrefix(rest, ": "); ok {
			if len(said) < maxLogRecipients {
				said[address] = joined(said[address], words)
			}
			return fact.Recipient{Action: fact.Failed, Diagnostic: said[address]}, true
		}
		_, status, _ := strings.Cut(rest, ",status: ")
		switch {
		case strings.HasPrefix(status, "success"):
			return fact.Recipient{Action: fact.Delivered}, true
		case strings.HasPrefix(status, "deferred"):
			r.Action = fact.Delayed
		case strings.HasPrefix(status, "failure"):
			r.Action = fact.Failed
		default:
			return r, false
		}
		r.Diagnostic = said[address]
		return r, true
	})
}
