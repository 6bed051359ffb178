package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// hearOut takes the replies of a transcript for what the delivery-status
// fields make of them: sendmail puts the first line of a long reply there, or
// words of its own in place of the server's.
func hearOut(said []unit, all []fact.Recipient) {
	var refusals []unit
	for _, u := range said {
		if u.rank == heard && u.reply.Code >= 400 && !outOfSequence(u.reply) {
			refusals = append(refusals, u)
		}
	}
	if len(refusals) == 0 {
		return
	}
	for i := range all {
		r := &all[i]
		if r.Reply.Code == 0 {
			continue
		}
		known := false
		for _, u := range refusals {
			full := u.reply.Text
			if known = strings.HasPrefix(full, r.Reply.Text) || strings.HasPrefix(r.Reply.Text, full); known {
				if len(full) > len(r.Reply.Text) {
					r.Reply.Text = full
				}
				break
			}
		}
		if last := refusals[len(refusals)-1]; !known && len(all) == 1 {
			r.Reply, r.Diagnostic = last.reply, last.text
			if last.host != (fact.Host{}) {
				r.Remote = last.host
			}
		}
	}
}
