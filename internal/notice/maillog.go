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
	return readLogLines(text, "postfix", "postfix", []string{" status=", "reject: "}, func(line string) (r fact.Recipient, ok bool) {
		if _, said, found := strings.Cut(line, "reject: "); found {
			if _, said, found = strings.Cut(said, "]: "); !found {
				return r, false
			}
			r.Diagnostic, _, _ = strings.Cut(said, "; from=<")
			return r, true
		}
		_, said, found := strings.Cut(line, " status=")
		word, detail, _ := strings.Cut(said, " ")
		if !found {
			return r, false
		}
		r.Action = map[string]string{"bounced": fact.Failed, "undeliverable": fact.Failed, "expired": fact.Failed, "deferred": fact.Delayed, "sent": fact.Delivered}[word]
		r.Status = reply.Status(between(line, " dsn=", ","))
		r.Diagnostic = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(detail), "("), ")")
		if relay := between(line, " relay=", ","); relay != "none" {
			r.Remote = reply.Host("relay=" + relay)
		}
		return r, r.Action != ""
	})
}

// readSendmailLog reads sendmail's log lines, of deliveries and of refusals:
//
//	sendmail[42]: k1: to=<jiro@example.org>, delay=00:00:01, mailer=esmtp,
//	relay=mx.example.org. [192.0.2.9], dsn=5.1.1, stat=User unknown
//
//	sendmail[42]: k1: ruleset=check_rcpt, arg1=<jiro@example.org>,
//	relay=desk.example.net [192.0.2.7], reject=550 5.7.1 <jiro@example.org>... Relaying denied
func readSendmailLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "sendmail", "sendmail", []string{" stat=", " reject="}, func(line string) (r fact.Recipient, ok bool) {
		if _, said, found := strings.Cut(line, " reject="); found {
			return fact.Recipient{Diagnostic: said}, true
		}
		_, said, found := strings.Cut(line, " stat=")
		if !found {
			return r, false
		}
		r.Diagnostic = strings.TrimSpace(said)
		r.Status = reply.Status(between(line, " dsn=", ","))
		switch low := strings.ToLower(r.Diagnostic); {
		case strings.HasPrefix(low, "sent"):
			r.Action = fact.Delivered
		case strings.HasPrefix(low, "deferred"):
			r.Action = fact.Delayed
		default:
			r.Action = fact.Failed
		}
		r.Remote = reply.Host("relay=" + between(line, " relay=", ","))
		return r, true
	})
}

// readLogLines reads a log of which each line with one of marks tells the fate
// of its recipients, or refuses them; the last line on a recipient counts. The
// program's name stands in it.
func readLogLines(text, format, program string, marks []string, read func(string) (fact.Recipient, bool)) (*fact.Notice, bool) {
	if !strings.Contains(text, program) || containsAny(text, marks) == "" {
		return nil, false
	}
	n := &fact.Notice{Format: format, Words: bounded(text)}
	for _, line := range strings.Split(text, "\n") {
		logOriginal(line, n)
		r, ok := read(line)
		if !ok {
			continue
		}
		r.Words = r.Diagnostic
		if r.Diagnostic != "" {
			r.Reply = reply.Parse(r.Diagnostic)
			if r.Remote == (fact.Host{}) {
				r.Remote = remoteOf(r)
			}
		}
		if r.Action == "" {
			r.Action = refusalAction(r.Reply)
		}
		r.Original = first(addresses(between(line, "orig_to=<", ">")))
		for _, a := range addresses(between(line, logRecipients(line), ">, ")) {
			r.Address = a
			replaceRecipient(n, r)
		}
	}
	return n, len(n.Recipients) > 0
}

// refusalAction gives what a server's own refusal means for the mail: on one
// that puts off, the client is to try again (RFC 5321 section 4.2.1).
func refusalAction(r fact.Reply) string {
	if r.Code == 0 && strings.HasPrefix(r.Status, "4.") {
		return fact.Delayed
	}
	return actionOf(r)
}

// logRecipients gives the name of the field of a log line that holds the
// recipients.
func logRecipients(line string) string {
	for _, name := range []string{" to=", "arg1=", ",addr=", "RCPT TO:"} {
		if strings.Contains(line, name) {
			return name
		}
	}
	return " to="
}

// remoteOf gives the server that a log line's words speak of.
func remoteOf(r fact.Recipient) fact.Host {
	if r.Reply.Code == 0 {
		return reply.Peer(r.Diagnostic)
	}
	return reply.Host(r.Diagnostic)
}

// logOriginal files what a line tells of the message: its sender and name.
func logOriginal(line string, n *fact.Notice) {
	for _, name := range []string{" from=<", ",from=<"} {
		if from := between(line, name, ">"); from != "" {
			n.Original.From = from
		}
	}
	for _, name := range []string{" message-id=<", " msgid=<"} {
		if id := between(line, name, ">"); id != "" {
			n.Original.MessageID = "<" + id + ">"
		}
	}
}

// replaceRecipient files r in the place of an earlier fate of its address.
func replaceRecipient(n *fact.Notice, r fact.Recipient) {
	for i := range n.Recipients {
		if strings.EqualFold(n.Recipients[i].Address, r.Address) {
			n.Recipients[i] = r
			return
		}
	}
	if len(n.Recipients) < maxLogRecipients {
		n.Recipients = append(n.Recipients, r)
	}
}

// maxLogRecipients bounds the recipients of a log, which are looked up one by
// one.
const maxLogRecipients = 1000
