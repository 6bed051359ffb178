package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readOpenSMTPDLog reads OpenSMTPD's log lines, of deliveries and of refusals,
// and those of deliveries as versions before 6 wrote them:
//
//	smtpd[42]: 1a2b mta delivery evpid=4d3c from=<taro@example.com>
//	to=<jiro@example.org> rcpt=<-> source="192.0.2.7"
//	relay="192.0.2.9 (mx.example.org)" delay=1s result="PermFail" stat="550 No such user"
//
//	smtpd[42]: 1a2b smtp failed-command command="RCPT TO:<jiro@example.org>"
//	result="550 Invalid recipient: <jiro@example.org>"
//
//	smtpd[42]: relay: TempFail for 4d3c: session=1a2b, from=<taro@example.com>,
//	to=<jiro@example.org>, rcpt=<->, relay=192.0.2.9 (mx.example.org), delay=1s, stat=450 Later
func readOpenSMTPDLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "opensmtpd", []string{` result="`, "Fail for "}, func(line string) (l logLine, ok bool) {
		if command := between(line, ` failed-command command="`, `"`); command != "" {
			_, l.to, ok = strings.Cut(command, "RCPT TO:")
			l.Diagnostic = between(line, ` result="`, `"`)
			return l, ok
		}
		result, relay := between(line, ` result="`, `"`), between(line, ` relay="`, `"`)
		l.Diagnostic = between(line, ` stat="`, `"`)
		if result == "" {
			before, _, _ := strings.Cut(line, " for ")
			result, relay = before[strings.LastIndexByte(before, ' ')+1:], logField(line, "relay")
			l.Diagnostic = logField(line, "stat")
		}
		l.Action = openSMTPDFates[result]
		if address, name, found := strings.Cut(relay, " ("); found {
			l.Remote = fact.Host{Name: strings.TrimSuffix(name, ")"), IP: reply.IP(address)}
		}
		l.to = between(line, " to=<", ">")
		return l, l.Action != ""
	})
}

// openSMTPDFates are the results of deliveries.
var openSMTPDFates = map[string]string{"PermFail": fact.Failed, "TempFail": fact.Delayed, "Ok": fact.Delivered}
