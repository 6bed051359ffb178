package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readOpenSMTPDLog reads OpenSMTPD's log lines, of deliveries and of refusals:
//
//	smtpd[42]: 1a2b mta delivery evpid=4d3c from=<taro@example.com>
//	to=<jiro@example.org> rcpt=<-> source="192.0.2.7"
//	relay="192.0.2.9 (mx.example.org)" delay=1s result="PermFail" stat="550 No such user"
//
//	smtpd[42]: 1a2b smtp failed-command command="RCPT TO:<jiro@example.org>"
//	result="550 Invalid recipient: <jiro@example.org>"
func readOpenSMTPDLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "opensmtpd", "smtpd[", []string{` result="`}, func(line string) (r fact.Recipient, ok bool) {
		result := between(line, ` result="`, `"`)
		if _, said, found := strings.Cut(line, ` failed-command`); found {
			if !strings.Contains(said, "RCPT TO:") {
				return r, false
			}
			return fact.Recipient{Diagnostic: result}, true
		}
		r.Action = map[string]string{"PermFail": fact.Failed, "TempFail": fact.Delayed, "Ok": fact.Delivered}[result]
		r.Diagnostic = between(line, ` stat="`, `"`)
		if address, name, found := strings.Cut(between(line, ` relay="`, `"`), " ("); found {
			r.Remote = fact.Host{Name: strings.TrimSuffix(name, ")"), IP: reply.IP(address)}
		}
		return r, r.Action != ""
	})
}
