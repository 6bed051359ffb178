package notice

import (
	"slices"
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
