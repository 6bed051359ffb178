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
	known := indexRecipients(all)
	for _, u := range units(lines) {
		if u.host != host {
			host, heardLast = u.host, unit{}
		}
		switch {
		case u.rank == heard:
			if r := reply.Parse(u.text); r.Code >= 400 && !outOfSequence(r) {
				heardLast, shared = u, u.command != "RCPT TO"
				nameHost(all, r, u)
			}
		case isDerived(u.text):
			s, ok := nextAddress(u.text, 0)
			if !ok {
				if _, rest, _ := strings.Cut(u.text, " "); !strings.HasPrefix(rest, host.Name) {
					heardLast = unit{} // another host's line
				}
				continue
			}
			if r := known.find(s.address); r != nil {
				attribute(r, u, heardLast)
			}
			if !shared {
				heardLast = unit{}
			}
		}
	}
}

// nameHost names the server of those recipients to whom the notice gives its
// reply without saying whose it is, or the first line of it.
func nameHost(all []fact.Recipient, said fact.Reply, u unit) {
	if len(all) > maxGuesses {
		return
	}
	for i := range all {
		if r := &all[i]; r.Remote == (fact.Host{}) && r.Reply.Code == said.Code && strings.HasPrefix(said.Text, r.Reply.Text) {
			r.Remote, r.Reply.Command = u.host, u.command
		}
	}
}

// attribute files with r the reply that a line of the notice names it for: the
// server's own words, else what that line quotes of them.
func attribute(r *fact.Recipient, line, said unit) {
	if r.Status == "" {
		r.Status = reply.Parse(line.text).Status
	}
	if said.text == "" {
		_, rest, _ := strings.Cut(line.text, "... ")
		if reply.Parse(rest).Code < 400 {
			return
		}
		said = unit{text: rest, host: line.host}
	}
	r.Reply, r.Diagnostic = reply.Parse(said.text), said.text
	if r.Reply.Command == "" {
		r.Reply.Command = said.command
	}
	if said.host != (fact.Host{}) {
		r.Remote = said.host
	}
}
