package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readStalwartLog reads the log of Stalwart's queue, in which an event has named
// fields:
//
//	… INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 42, to = "jiro@example.org",
//	hostname = "mx.example.org", code = 550, details = "5.1.1 No such user", elapsed = 88ms
func readStalwartLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "stalwart", []string{" (delivery."}, func(line string) (l logLine, ok bool) {
		event := between(line, " (delivery.", ")")
		l.Action, ok = stalwartFates[event]
		if l.to = between(line, ` to = "`, `"`); !ok || l.to == "" {
			return l, false
		}
		l.Remote.Name = between(line, ` hostname = "`, `"`)
		l.Diagnostic = strings.TrimSpace(between(line, ` code = `, `,`) + " " + between(line, ` details = "`, `"`))
		return l, true
	})
}

// stalwartFates are the events that tell what became of a recipient; "" leaves it
// to the server's reply.
var stalwartFates = map[string]string{
	"delivered": fact.Delivered, "dsn-success": fact.Delivered,
	"dsn-temp-fail": fact.Delayed, "dsn-perm-fail": fact.Failed,
	"mail-from-rejected": "", "rcpt-to-rejected": "", "rcpt-to-failed": "", "message-rejected": "",
}
