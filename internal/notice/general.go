package notice

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
)

// readGeneral reads a notice of any system: the addresses in it, and for each
// the words and the server's reply that belong to it.
func readGeneral(d *document) []fact.Recipient {
	leads := chooseLeads(d, withoutContinued(d, findLeads(d)))
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
	if !anyReply(all) {
		adoptAbove(units(d.lines[:leads[0].line]), all)
	}
	adoptLabels(d.lines, leads, all)
	if d.mayHoldTranscript() {
		readTranscript(d.units(), all)
		all = append(all, deferredByHost(d, all)...)
	}
	if !anyReply(all) {
		adoptBelow(units(d.lines[leads[len(leads)-1].line+1:]), all)
	}
	all = joinExpanded(all)
	if len(all) == 1 {
		completeSole(&all[0], d)
	}
	return all
}

// joinExpanded gives a recipient that is listed without a reply of its own the one to
// the next, if that is what a directory made of it: the same name at a host of its domain.
//
//	-------- Message not delivered to the following:
//	  jiro@example.org
//	-------- Error Detail:
//	  jiro@mail.example.org: 552 Message too large
func joinExpanded(all []fact.Recipient) []fact.Recipient {
	joined := all[:0]
	for _, r := range all {
		if n := len(joined); n > 0 && r.Reply.Code != 0 && (joined[n-1].Reply.Code == 0 || joined[n-1].Reply == r.Reply) && isAtHostOf(r.Address, joined[n-1].Address) {
			listed := &joined[n-1]
			listed.Reply, listed.Remote, listed.Diagnostic, listed.Words = r.Reply, r.Remote, r.Diagnostic, r.Words
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// isAtHostOf reports whether an address has the local part of another, at a host of
// its domain.
func isAtHostOf(address, other string) bool {
	local, host, _ := strings.Cut(address, "@")
	name, domain, _ := strings.Cut(other, "@")
	return strings.EqualFold(local, name) && ascii.HasSuffixFold(host, "."+domain)
}

// adoptAbove sets what is said above the recipients for those about whom nothing
// else is said.
func adoptAbove(said []unit, all []fact.Recipient) {
	var above fact.Recipient
	if above.Reply, above.Remote, above.Diagnostic = bestReply(said); len(addresses(above.Reply.Text)) > 0 {
		above = fact.Recipient{} // it speaks of one of them
	}
	if above.Diagnostic == "" {
		above.Diagnostic = anyReason(said)
	}
	for i := range all {
		r := &all[i]
		if r.Reply.Code == 0 && above.Reply.Code != 0 || r.Diagnostic == "" {
			r.Reply, r.Remote, r.Diagnostic = above.Reply, above.Remote, above.Diagnostic
		}
	}
}

// adoptBelow sets the reply that is below the list of recipients, in a section
// of its own, for all of them.
func adoptBelow(said []unit, all []fact.Recipient) {
	found, host, diagnostic := bestReply(said)
	if found.Code == 0 || len(addresses(found.Text)) > 0 {
		return
	}
	for i := range all {
		all[i].Reply, all[i].Remote, all[i].Diagnostic = found, host, diagnostic
	}
}

// anyReply reports whether any of the recipients has a reply.
func anyReply(all []fact.Recipient) bool {
	return slices.ContainsFunc(all, func(r fact.Recipient) bool { return r.Reply.Code != 0 })
}

// completeSole reads the whole notice for its only recipient: the reason may be
// above the address, or far below it.
func completeSole(r *fact.Recipient, d *document) {
	if r.Reply.Code == 0 {
		if found, host, diagnostic := bestReply(d.units()); found.Code != 0 {
			if r.Status == "" && found.Status == "" {
				r.Status = r.Reply.Status
			}
			r.Reply, r.Diagnostic = found, diagnostic
			if host != (fact.Host{}) {
				r.Remote = host
			}
		} else if r.Reply.Status == "" {
			r.Reply.Status = found.Status
		}
	}
	if r.Remote == (fact.Host{}) && r.Reply.Code != 0 {
		r.Remote = d.lastHost()
	}
	if r.Diagnostic == "" {
		r.Diagnostic = anyReason(d.units())
	}
	for _, line := range d.lines {
		if isSection(line) && containsAny(fold(line), phrases().Transcript.Headings) != "" { // apart from the recipient
			r.Words = words(d.lines)
			break
		}
	}
}

// adoptLabels takes the words before an address as what is said of it where
// nothing else is: "User mailbox exceeds allowed size: jiro@example.org".
func adoptLabels(lines []string, leads []lead, all []fact.Recipient) {
	labels := map[string]string{}
	for _, l := range leads {
		line := lines[l.line]
		if strings.Contains(bareWords(line[:l.end-len(l.address)]), " ") {
			labels[l.address] = bounded(strings.TrimSpace(line))
		}
	}
	for i := range all {
		if r := &all[i]; r.Diagnostic == "" {
			r.Diagnostic = labels[r.Address]
			r.Words = strings.TrimSpace(r.Diagnostic + "\n" + r.Words)
		}
	}
}
