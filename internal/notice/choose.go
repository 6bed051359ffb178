package notice

import (
	"cmp"
	"slices"
	"strings"
)

// chooseLeads keeps the addresses of the highest rank that any has, without
// those of the sender's side where others remain.
func chooseLeads(d *document, leads []lead) []lead {
	if listed := listedRecipients(d); len(listed) > 0 && !anyOf(listed, leads) {
		leads = slices.DeleteFunc(leads, func(l lead) bool { return l.rank == mentioned })
	}
	if named := verpRecipient(d); anyOf(named, leads) {
		leads = slices.DeleteFunc(leads, func(l lead) bool { return !strings.EqualFold(l.address, named[0]) })
	}
	var own, services []lead
	for rank := leading; rank >= mentioned; rank-- {
		var others []lead
		for _, l := range leads {
			switch {
			case l.rank != rank:
			case d.isSender(l.address) && !d.isOriginalRecipient(l.address):
				if rank == leading && !l.accompanied {
					own = append(own, l)
				}
			case isService(l.address) || isListRole(l.address):
				services = append(services, l)
			default:
				others = append(others, l)
			}
		}
		if len(others) > 0 {
			return listedWith(others, services)
		}
		if rank == labelled && len(services) > 0 {
			return services
		}
		if rank == labelled && len(own) > 0 && len(listedRecipients(d)) == 0 && (d.original != nil || tellsRefusal(d)) {
			return own
		}
	}
	return nil
}

// anyOf reports whether a lead is to one of addresses.
func anyOf(addresses []string, leads []lead) bool {
	return slices.ContainsFunc(leads, func(l lead) bool {
		return slices.ContainsFunc(addresses, func(a string) bool { return strings.EqualFold(a, l.address) })
	})
}

// tellsRefusal reports whether a server's refusal is in the notice.
func tellsRefusal(d *document) bool {
	found, _, _ := bestReply(d.units())
	return found.Code != 0
}

// listedWith adds to others the service addresses that are in one list with
// them: of the same rank, and next to one of them.
func listedWith(others, services []lead) []lead {
	all := others
	next := 0
	for _, s := range services {
		if s.rank != others[0].rank || s.rank < labelled {
			continue
		}
		for next < len(others) && others[next].line < s.line-maxListGap {
			next++
		}
		if next < len(others) && others[next].line <= s.line+maxListGap {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b lead) int { return cmp.Or(a.line-b.line, a.end-b.end) })
	return all
}

// maxListGap is how many lines two entries of a list are apart at most: one for
// the reason, and a blank one.
const maxListGap = 3

// isService reports whether an address is one that notices give for questions.
func isService(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	return slices.Contains(phrases().Services, local)
}
