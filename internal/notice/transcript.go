package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// hearTranscript gives each recipient the reply that sendmail's transcript
// holds for it. Sendmail's own line on an address follows the server's words:
//
//	... while talking to mx.example.org.:
//	>>> DATA
//	<<< 554 5.7.1 Message refused
//	554 5.0.0 <jiro@example.org>... Service unavailable
func hearTranscript(lines []string, all []fact.Recipient) {
	var heardLast unit
	var host fact.Host
	shared := false // the reply holds for all recipients, as one to DATA does
	for _, u := range units(lines) {
		if u.host != host {
			host, heardLast = u.host, unit{}
		}
		switch {
		case u.rank == heard:
			if r := reply.Parse(u.text); r.Code >= 400 && !outOfSequence(r) {
				heardLast, shared = u, u.command != "RCPT TO"
			}
		case isDerived(u.text):
			s, ok := nextAddress(u.text, 0)
			if !ok {
				if _, rest, _ := strings.Cut(u.text, " "); !strings.HasPrefix(rest, host.Name) {
					heardLast = unit{} // another host's line
				}
				continue
			}
			attribute(all, s.address, u, heardLast)
			if !shared {
				heardLast = unit{}
			}
		}
	}
}

// attribute files a reply with the recipient that the notice's line names.
func attribute(all []fact.Recipient, address string, line, said unit) {
	for i := range all {
		r := &all[i]
		if !strings.EqualFold(r.Address, address) {
			continue
		}
		from := said
		if from.text == "" {
			_, rest, _ := strings.Cut(line.text, "... ")
			if inner := reply.Parse(rest); inner.Code >= 400 {
				from = unit{text: rest, host: line.host}
			}
		}
		if from.text == "" {
			return
		}
		r.Reply = reply.Parse(from.text)
		if r.Reply.Command == "" {
			r.Reply.Command = from.command
		}
		r.Diagnostic = from.text
		if from.host != (fact.Host{}) {
			r.Remote = from.host
		}
		return
	}
}
