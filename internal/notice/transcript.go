package notice

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readTranscript sets each recipient's reply from sendmail's transcript.
// Sendmail's own line on an address follows the server's words:
//
//	... while talking to mx.example.org.:
//	>>> DATA
//	<<< 554 5.7.1 Message refused
//	554 5.0.0 <jiro@example.org>... Service unavailable
func readTranscript(said []unit, all []fact.Recipient) {
	var heardLast unit
	var host fact.Host
	shared := false // the reply holds for all recipients, as one to DATA does
	known := indexRecipients(all)
	for i, u := range said {
		if u.host != host {
			host, heardLast = u.host, unit{}
		}
		switch {
		case u.rank == transcribed:
			if u.reply.Code >= 400 && !outOfSequence(u.reply) {
				heardLast, shared = u, u.command != "RCPT TO"
				nameHost(all, u)
			}
		case isDerived(u.text):
			s, ok := nextAddress(u.text, 0)
			if !ok {
				if len(all) == 1 && heardLast.text == "" {
					printed(&all[0], u, said[:i]) // of a command in place of an address
				}
				if _, rest, _ := strings.Cut(u.text, " "); !strings.HasPrefix(rest, host.Name) {
					heardLast = unit{} // another host's line
				}
				continue
			}
			if r := known.find(s.address); r != nil {
				attribute(r, u, heardLast)
				if heardLast.text == "" {
					printed(r, u, said[:i])
				}
			}
			if !shared {
				heardLast = unit{}
			}
		}
	}
}

// printed adds to r the output of the delivery program, which is above the line
// on which sendmail says what its exit status means:
//
//	procmail: Quota exceeded while writing "/var/mail/jiro"
//	550 5.0.0 <jiro@example.org>... Can't create output
func printed(r *fact.Recipient, line unit, above []unit) {
	_, status, _ := strings.Cut(line.text, "... ")
	if len(above) == 0 || !startsWithAny(fold(status), phrases().MailerErrors) {
		return
	}
	if u := above[len(above)-1]; u.rank == stated && u.reply.Code == 0 && len(addresses(u.text)) == 0 {
		r.Reply = fact.Reply{Code: line.reply.Code, Status: line.reply.Status, Text: u.text}
		r.Diagnostic = u.text
	}
}

// mayHoldTranscript reports whether a notice has any of what marks the lines of
// a transcript.
func (d *document) mayHoldTranscript() bool {
	return strings.Contains(d.folded, "<<<") || strings.Contains(d.folded, ": <-- ") || strings.Contains(d.folded, ": --> ") || strings.Contains(d.folded, "... ")
}

// nameHost sets the server of recipients for whom the notice states the server's
// reply, or its first line, without saying whose it is.
func nameHost(all []fact.Recipient, u unit) {
	if len(all) > maxGuesses {
		return
	}
	for i := range all {
		if r := &all[i]; r.Remote == (fact.Host{}) && r.Reply.Code == u.reply.Code && strings.HasPrefix(u.reply.Text, r.Reply.Text) {
			r.Remote, r.Reply.Command = u.host, u.command
		}
	}
}

// attribute adds to r the reply of a line of the notice that names it: the
// server's own words, else what that line quotes of them.
func attribute(r *fact.Recipient, line, said unit) {
	if r.Status == "" {
		r.Status = line.reply.Status
	}
	if said.text == "" {
		_, rest, _ := strings.Cut(line.text, "... ")
		if said = (unit{text: rest, reply: reply.Parse(rest), host: line.host}); said.reply.Code < 400 {
			return
		}
	}
	r.Reply, r.Diagnostic = said.reply, said.text
	if r.Reply.Command == "" {
		r.Reply.Command = said.command
	}
	if said.host != (fact.Host{}) {
		r.Remote = said.host
	}
}

// deferredByHost returns the original's recipients at a host that the transcript
// says something about without naming any of them:
//
//	421 mx.example.org (smtp)... Deferred: Connection timed out
func deferredByHost(d *document, known []fact.Recipient) []fact.Recipient {
	to := mailboxes(d.original.Raw("To"))
	if len(to) > maxGuesses {
		return nil
	}
	var all []fact.Recipient
	named := indexRecipients(known)
	for _, u := range d.units() {
		name, rest, ok := strings.Cut(u.text, " (smtp)... ")
		if !ok || u.rank != derived || u.reply.Code < 400 {
			continue
		}
		_, host, _ := strings.Cut(name, " ")
		for _, address := range to {
			if _, domain, _ := strings.Cut(address, "@"); strings.EqualFold(domain, host) && named.find(address) == nil {
				all = append(all, fact.Recipient{Address: address, Guessed: "original", Reply: u.reply, Remote: fact.Host{Name: host}, Words: rest, Diagnostic: u.text})
			}
		}
	}
	return all
}

// preferTranscript takes the replies of a transcript for what the delivery-status
// fields make of them: sendmail puts the first line of a long reply there, or
// words of its own in place of the server's.
func preferTranscript(said []unit, all []fact.Recipient) {
	var refusals []unit
	for _, u := range said {
		if u.rank == transcribed && u.reply.Code >= 400 && !outOfSequence(u.reply) {
			refusals = append(refusals, u)
		}
	}
	if len(refusals) == 0 {
		return
	}
	last := refusals[len(refusals)-1]
	slices.SortStableFunc(refusals, func(a, b unit) int { return strings.Compare(a.reply.Text, b.reply.Text) })
	for i := range all {
		r := &all[i]
		if r.Reply.Code == 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(refusals, r.Reply.Text, func(u unit, text string) int { return strings.Compare(u.reply.Text, text) })
		if at < len(refusals) && strings.HasPrefix(refusals[at].reply.Text, r.Reply.Text) {
			r.Reply.Text = refusals[at].reply.Text
			continue
		}
		isPart := func(u unit) bool { return strings.HasPrefix(r.Reply.Text, u.reply.Text) }
		if len(all) == 1 && !slices.ContainsFunc(refusals, isPart) {
			r.Reply, r.Diagnostic = last.reply, last.text
			if last.host != (fact.Host{}) {
				r.Remote = last.host
			}
		}
	}
}
