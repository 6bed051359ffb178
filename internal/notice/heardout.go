package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// hearOut takes the replies of a transcript for what the delivery-status
// fields make of them: sendmail puts the first line of a long reply there, or
// words of its own in place of the server's.
func hearOut(lines []string, all []fact.Recipient) {
	var refusals []unit
	for _, u := range units(lines) {
		if r := reply.Parse(u.text); u.rank == heard && r.Code >= 400 && !outOfSequence(r) {
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
			full := reply.Parse(u.text)
			if known = strings.HasPrefix(full.Text, r.Reply.Text) || strings.HasPrefix(r.Reply.Text, full.Text); known {
				if len(full.Text) > len(r.Reply.Text) {
					r.Reply.Text = full.Text
				}
				break
			}
		}
		if last := refusals[len(refusals)-1]; !known && len(all) == 1 {
			r.Reply, r.Diagnostic = reply.Parse(last.text), last.text
			if last.host != (fact.Host{}) {
				r.Remote = last.host
			}
		}
	}
}
