package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readPostfixLog reads Postfix's log lines, of deliveries and of refusals:
//
//	postfix/smtp[42]: 4X0: to=<jiro@example.org>, relay=mx.example.org[192.0.2.9]:25,
//	delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.9] said: 550 …)
//
//	postfix/smtpd[42]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1
//	<jiro@example.org>: Relay access denied; from=<…> to=<jiro@example.org> proto=ESMTP
func readPostfixLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "postfix", []string{", status=", "reject: "}, func(line string) (logLine, bool) {
		if l, ok := postfixRefusal(line); ok {
			return l, true
		}
		return postfixDelivery(line)
	})
}

// postfixFates are the words after status=.
var postfixFates = map[string]string{
	"bounced": fact.Failed, "undeliverable": fact.Failed, "expired": fact.Failed,
	"deferred": fact.Delayed,
	"sent":     fact.Delivered, "deliverable": fact.Delivered,
}

// postfixDelivery reads a line on a delivery.
func postfixDelivery(line string) (l logLine, ok bool) {
	_, said, ok := strings.Cut(line, ", status=")
	if !ok {
		return l, false
	}
	word, detail, _ := strings.Cut(said, " ")
	l.Action = postfixFates[strings.TrimRight(word, "\r")]
	l.Status = reply.Status(logField(line, "dsn"))
	l.Diagnostic = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(detail), "("), ")")
	if isCommandsOutput(l.Diagnostic) {
		l.Reply.Text = l.Diagnostic
	}
	if relay := logField(line, "relay"); relay != "none" {
		l.Remote = reply.Host("relay=" + relay)
	}
	l.Original = first(addresses(logField(line, "orig_to")))
	l.to = logField(line, "to")
	return l, l.Action != ""
}

// isCommandsOutput reports whether words are what a command of pipe(8) or
// local(8) printed, which need be no server's reply for the numbers in it.
func isCommandsOutput(words string) bool {
	_, printed, ok := strings.Cut(words, "Command output: ")
	return ok && !startsReply(printed) || !ok && strings.HasPrefix(words, "Command died with ")
}

// postfixRefusal reads a line on a client's command that was refused, by an
// access rule or by a milter.
func postfixRefusal(line string) (l logLine, ok bool) {
	_, said, ok := strings.Cut(line, "reject: ")
	if !ok {
		return l, false
	}
	_, said, ok = strings.Cut(said, " from ")
	if !ok {
		return l, false
	}
	_, said, ok = strings.Cut(said, "]")
	if !ok {
		return l, false
	}
	_, said, ok = strings.Cut(said, ": ") // postscreen names the port before it
	l.Diagnostic, _, _ = strings.Cut(said, "; from=<")
	l.to = between(line, " to=<", ">")
	return l, ok
}
