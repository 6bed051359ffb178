package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// maxWords bounds what is kept of a notice's words on one recipient.
const maxWords = 2000

// readGeneral reads a notice of any system: the addresses in it, and for each
// the words and the server's reply that belong to it.
func readGeneral(d *document) []fact.Recipient {
	leads := chooseLeads(d, findLeads(d))
	if len(leads) == 0 {
		return nil
	}
	blocks := cutBlocks(d, leads)
	var all []fact.Recipient
	index := map[string]int{}
	for _, r := range readBlocks(blocks) {
		key := strings.ToLower(r.Address)
		if i, ok := index[key]; ok {
			fact.Enrich(&all[i], r)
			if r.Reply.Code != 0 || all[i].Words == "" {
				all[i].Words = strings.TrimSpace(all[i].Words + "\n" + r.Words)
			}
			continue
		}
		index[key] = len(all)
		all = append(all, r)
	}
	adoptAbove(d.lines[:leads[0].line], all)
	hearTranscript(d.lines, all)
	if len(all) == 1 {
		alone(&all[0], d.lines)
	}
	return all
}

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

// adoptAbove gives what is said above the recipients to those of whom nothing
// else is said.
func adoptAbove(lines []string, all []fact.Recipient) {
	var above fact.Recipient
	heard := false
	for i := range all {
		if all[i].Diagnostic != "" || all[i].Reply.Code != 0 {
			continue
		}
		if !heard {
			heard = true
			above.Reply, above.Remote, above.Diagnostic = bestReply(lines)
			if len(addresses(above.Reply.Text)) > 0 {
				above = fact.Recipient{} // it speaks of one of them
			}
			if above.Diagnostic == "" {
				above.Diagnostic = reason(lines)
			}
		}
		all[i].Reply, all[i].Remote, all[i].Diagnostic = above.Reply, above.Remote, above.Diagnostic
	}
}

// A block is a recipient and the lines that speak of it.
type block struct {
	lead
	before []string // the lines above, nearest last, for the server's name
	lines  []string // the lines below, up to the next recipient
	whole  string   // the recipient's own line
}

// cutBlocks gives each recipient the lines up to the next one.
func cutBlocks(d *document, leads []lead) []block {
	blocks := make([]block, len(leads))
	for i, l := range leads {
		end := len(d.lines)
		if i+1 < len(leads) {
			end = max(leads[i+1].line, l.line+1)
		}
		blocks[i] = block{
			lead:   l,
			before: d.lines[max(0, l.line-6):l.line],
			lines:  d.lines[min(l.line+1, end):end],
			whole:  d.lines[l.line],
		}
	}
	return blocks
}

// recipient reads a block.
func (b block) recipient() fact.Recipient {
	r := fact.Recipient{Address: b.address, Original: b.original}
	if r.Original == r.Address {
		r.Original = ""
	}
	lines := b.lines
	if isReplyCode(bareWords(b.whole[:max(0, strings.Index(b.whole, b.address))])) && bareWords(b.whole[:strings.Index(b.whole, b.address)]) != "" {
		lines = append([]string{b.whole}, lines...)
	} else if b.rest != "" {
		lines = append([]string{b.rest}, lines...)
	}
	lines = untilSection(lines)
	r.Words = words(lines)
	r.Reply, r.Remote, r.Diagnostic = bestReply(lines)
	if r.Reply.Code != 0 && r.Remote == (fact.Host{}) {
		r.Remote = talkingTo(b.before)
	}
	if r.Diagnostic == "" {
		r.Diagnostic = reason(lines)
	}
	return r
}

// alone reads the whole notice for its only recipient: the reason may stand
// above the address, or far below it.
func alone(r *fact.Recipient, lines []string) {
	if r.Reply.Code == 0 {
		if found, host, diagnostic := bestReply(lines); found.Code != 0 {
			r.Reply, r.Diagnostic = found, diagnostic
			if host != (fact.Host{}) {
				r.Remote = host
			}
		} else if r.Reply.Status == "" {
			r.Reply.Status = found.Status
		}
	}
	if r.Remote == (fact.Host{}) && r.Reply.Code != 0 {
		r.Remote = talkingTo(lines)
	}
	if r.Diagnostic == "" {
		r.Diagnostic = reason(lines)
	}
}

// untilSection cuts lines at a heading of dashes, unless nothing stands above
// it: sendmail and others put the reason into a section of its own.
func untilSection(lines []string) []string {
	for i, line := range lines {
		if isSection(line) && words(lines[:i]) != "" {
			return lines[:i]
		}
	}
	return lines
}

// isSection reports whether a line is a heading between dashes:
// "   ----- Transcript of session follows -----".
func isSection(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > 8 && (strings.HasPrefix(line, "---") || strings.HasPrefix(line, "|---") || strings.HasPrefix(line, "==="))
}

// words joins lines into one text, bounded.
func words(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if isSection(line) {
			continue
		}
		b.WriteString(line)
		b.WriteByte('\n')
		if b.Len() > maxWords {
			break
		}
	}
	return strings.TrimSpace(b.String())
}

// reason gives what lines say of why, without headings and, where anything else
// is said, without the sentences that every notice has.
func reason(lines []string) string {
	var said, idle []string
	size := 0
	for _, u := range units(lines) {
		low := fold(u.text)
		switch {
		case strings.HasSuffix(low, ":") && len(low) < maxHeading || isOnlyAddress(low):
		case containsAny(low, phrases().Idle) != "":
			idle = append(idle, u.text)
		case size < maxReason:
			said = append(said, u.text)
			size += len(u.text)
		}
	}
	if len(said) == 0 {
		said = idle
	}
	return bounded(strings.Join(said, " "))
}

// isOnlyAddress reports whether a paragraph is an address and nothing else.
func isOnlyAddress(s string) bool {
	a, ok := nextAddress(s, 0)
	return ok && len(strings.Trim(s[:a.start]+s[a.end:], " <>\"'*-:,;.()")) < 2
}

// How much of a notice is taken for its reason, and how long a heading is.
const (
	maxReason  = 400
	maxHeading = 120
)

// bounded cuts s at maxWords bytes, at a blank where it can.
func bounded(s string) string {
	if len(s) <= maxWords {
		return s
	}
	cut := s[:maxWords]
	if i := strings.LastIndexByte(cut, ' '); i > maxWords/2 {
		cut = cut[:i]
	}
	return strings.ToValidUTF8(cut, "")
}

// bestReply finds the refusing reply in lines, the server that gave it, and
// the words around it. The richest reply counts; in a transcript, the last.
func bestReply(lines []string) (best fact.Reply, host fact.Host, diagnostic string) {
	rank := 0
	for _, u := range units(lines) {
		r := reply.Parse(u.text)
		if r.Code != 0 && r.Code < 400 || r.Code == 0 && (r.Status == "" || r.Status[0] == '2') {
			continue
		}
		if r.Code == 0 {
			u.rank = 0 // an enhanced code alone yields to any reply
		}
		if u.rank > rank || u.rank == rank && (fact.Richer(r, best) || !fact.Richer(best, r) && supersedes(u, r, best)) {
			rank = u.rank
			best, diagnostic = r, u.text
			host = reply.Host(u.text)
			if r.Command == "" {
				best.Command = u.command
			}
			if host == (fact.Host{}) {
				host = u.host
			}
		}
	}
	return best, host, diagnostic
}

// supersedes reports whether a reply that says no more than the best so far
// takes its place: the later one of a transcript, a refusal over a delay.
func supersedes(u unit, r, best fact.Reply) bool {
	if u.rank == heard {
		return !outOfSequence(r)
	}
	return r.Code/100 == 5 && best.Code/100 == 4
}

// outOfSequence reports whether a reply only complains that the commands came
// in a wrong order, after the refusal that matters.
func outOfSequence(r fact.Reply) bool { return r.Code == 503 }

// talkingTo finds the server's name in the lines above a reply, nearest first.
func talkingTo(lines []string) fact.Host {
	for i := len(lines) - 1; i >= 0; i-- {
		if h := reply.Host(lines[i]); h != (fact.Host{}) {
			return h
		}
	}
	return fact.Host{}
}
