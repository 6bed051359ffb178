package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readSendmailLog reads sendmail's log lines, of deliveries and of refusals:
//
//	sm-mta[42]: k1: to=<jiro@example.org>, ctladdr=<taro@example.com> (1000/1000),
//	delay=00:00:01, mailer=esmtp, relay=mx.example.org. [192.0.2.9], dsn=5.1.1,
//	reply=550 5.1.1 No such user, stat=User unknown
//
//	sendmail[42]: k1: ruleset=check_rcpt, arg1=<jiro@example.org>,
//	relay=desk.example.net [192.0.2.7], reject=550 5.7.1 <jiro@example.org>... Relaying denied
//
//	sendmail[42]: k1: <jiro@example.org>... User unknown
func readSendmailLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "sendmail", []string{", stat=", ", reject=", ">... "}, func(line string) (l logLine, ok bool) {
		if said := logField(line, "reject"); said != "" {
			l.Diagnostic = said
			if l.to = logField(line, "arg1"); l.to == "" {
				l.to = logField(line, "to") // of a milter
			}
			return l, true
		}
		if strings.Contains(line, ", stat=") {
			return sendmailDelivery(line)
		}
		return sendmailRefusal(line)
	})
}

// sendmailRefusal reads a line on a recipient that sendmail itself refused.
func sendmailRefusal(line string) (l logLine, ok bool) {
	named, said, _ := strings.Cut(line, ">... ")
	_, named, _ = strings.Cut(named, "]: ")
	id, address, ok := strings.Cut(named, ": <")
	l.Diagnostic, l.to = said, address
	return l, ok && said != "" && !strings.ContainsAny(id, " =")
}

// sendmailDelivery reads a line on a delivery.
func sendmailDelivery(line string) (l logLine, ok bool) {
	_, said, ok := strings.Cut(line, ", stat=")
	if !ok || logField(line, "dsn") == "" && logField(line, "mailer") == "" {
		return l, false
	}
	said = strings.TrimSpace(said)
	l.Status = reply.Status(logField(line, "dsn"))
	l.Diagnostic, l.Words = said, said
	if theirs := logField(line, "reply"); theirs != "" {
		l.Diagnostic, l.Reply = theirs, reply.Parse(theirs)
	}
	switch low := strings.ToLower(said); {
	case low == "queued":
		return l, false
	case strings.HasPrefix(low, "sent"):
		l.Action = fact.Delivered
	case strings.HasPrefix(low, "deferred"), strings.HasPrefix(l.Status, "4."):
		l.Action = fact.Delayed
	default:
		l.Action = fact.Failed
	}
	l.Remote = reply.Host("relay=" + logField(line, "relay"))
	l.to = logField(line, "to")
	return l, true
}
