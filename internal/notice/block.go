package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readBlocks reads the blocks. In a list, recipients without words of their own
// share what is said below the last of them.
func readBlocks(blocks []block) []fact.Recipient {
	all := make([]fact.Recipient, len(blocks))
	for i := len(blocks) - 1; i >= 0; i-- {
		all[i] = blocks[i].recipient()
		if i+1 < len(blocks) && all[i].Words == "" && !strings.Contains(all[i+1].Words, all[i+1].Address) {
			shared := all[i+1]
			shared.Address, shared.Original = all[i].Address, all[i].Original
			all[i] = shared
		}
	}
	return all
}

// A block is a recipient and the lines that speak of it.
type block struct {
	lead
	before []string // the lines above, nearest last, for the server's name
	lines  []string // the lines below, up to the next recipient
	whole  string   // the recipient's own line
	sole   bool     // no other recipient is on it

	several bool // the notice names other recipients
}

// cutBlocks assigns each recipient the lines up to the next one.
func cutBlocks(d *document, leads []lead) []block {
	blocks := make([]block, len(leads))
	reasons := d.reasonsAbove(leads)
	above := 0 // where what is said of this recipient and those listed with it begins
	for i, l := range leads {
		end := len(d.lines)
		if i+1 < len(leads) {
			end = max(leads[i+1].line, l.line+1)
			if next := reasons[i+1]; next > l.line {
				end = next
			}
		}
		blocks[i] = block{
			lead:   l,
			before: d.lines[min(max(above, l.line-6), l.line):l.line],
			lines:  d.lines[min(l.line+1, end):end],
			whole:  d.lines[l.line],
			sole:   (i == 0 || leads[i-1].line != l.line) && (i+1 == len(leads) || leads[i+1].line != l.line),

			several: len(leads) > 1,
		}
		if l.rest != "" || words(blocks[i].lines) != "" {
			above = end
		}
		if reasons[i] >= 0 {
			blocks[i].takeReason(d.lines[reasons[i]:l.line])
		}
	}
	return blocks
}

// takeReason makes the reason above a recipient what is said of it, unless the
// lines below say why: above stands only a heading then.
func (b *block) takeReason(above []string) {
	said := strings.TrimSpace(strings.Join(above, "\n"))
	reason, heads := strings.CutSuffix(said, ":")
	if idling().In([]byte(fold(reason))) != "" {
		return
	}
	if !holdsReply(b.lines) && !(heads && words(b.lines) != "") {
		b.lines = strings.Split(reason, "\n")
	}
}

// reasonsAbove returns for each recipient the line above it where its reason
// begins, as such systems place it, or -1.
func (d *document) reasonsAbove(leads []lead) []int {
	at := make([]int, len(leads))
	from := 0
	for i, l := range leads {
		at[i] = -1
		for k := from; k < l.line && d.said.says(saysReasonAbove); k++ {
			if startsWithAny(fold(d.lines[k]), phrases().ReasonsAbove) {
				at[i] = k
			}
		}
		from = l.line
	}
	return at
}

// recipient reads a block.
func (b block) recipient() fact.Recipient {
	r := fact.Recipient{Address: b.address, Original: b.original}
	if r.Original == r.Address {
		r.Original = ""
	}
	lines := b.lines
	prefix := b.whole[:b.end-len(b.address)]
	if bare := bareWords(prefix); bare != "" && (isReplyCode(bare) || b.rank == mentioned && b.sole) {
		lines = append([]string{b.whole}, lines...)
	} else if b.rest != "" {
		lines = append([]string{b.rest}, lines...)
	}
	if lines = untilSection(lines); b.several {
		lines = untilTranscript(lines)
	}
	lines = withoutFields(lines)
	r.Words = words(lines)
	said := units(lines)
	r.Reply, r.Remote, r.Diagnostic = bestReply(said)
	if r.Reply.Code != 0 && r.Remote == (fact.Host{}) {
		if r.Remote = hostAbove(aboveReply(lines)); r.Remote == (fact.Host{}) {
			if r.Remote = reply.Host(prefix); r.Remote == (fact.Host{}) {
				r.Remote = hostAbove(b.before)
			}
		}
	}
	if r.Reply.Status == "" {
		r.Status = reply.Status(b.rest)
	}
	if r.Diagnostic == "" {
		r.Diagnostic, _ = reason(said)
	}
	if r.Reply.Code == 0 && r.Remote == (fact.Host{}) {
		if r.Remote = reply.Peer(r.Diagnostic); r.Remote == (fact.Host{}) {
			r.Remote = transcriptHost(lines)
		}
	}
	return r
}
