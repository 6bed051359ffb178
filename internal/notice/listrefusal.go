package notice

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readListRefusal reads what a mailing list server answers to the author of a
// message that it does not distribute:
//
//	You are not allowed to post to this mailing list, and your message has
//	been automatically rejected.
//
// The recipient is the list.
func readListRefusal(d *document, _ *fact.Notice) []fact.Recipient {
	refused := d.said.says(saysListRefusal) || d.subject.says(saysListRefusal) || d.said.says(saysListRule) && d.said.says(saysFailed)
	if !refused || d.said.says(saysHeld) || !isListServer(d) {
		return nil
	}
	list, guessed := listAddress(d), ""
	if list == "" {
		list, guessed = listOfRole(d), "list"
	}
	if list == "" {
		return nil
	}
	d.listRefusal = true
	return []fact.Recipient{{Address: list, Guessed: guessed, Action: fact.Failed, Diagnostic: anyReason(d.units()), Words: words(d.lines)}}
}

// isListServer reports whether a list server itself writes, and not one who
// writes to the list.
func isListServer(d *document) bool {
	h := d.view.Header
	from := first(mailboxes(h.Raw("From")))
	local, _, _ := strings.Cut(strings.ToLower(from), "@")
	return slices.Contains(phrases().ListServers, local) || isListRole(from) || h.Has("X-MLServer")
}

// listAddress finds the list's own address: in a field, beside the words that
// name it, in the subject, or as the original's recipient.
func listAddress(d *document) string {
	h := d.view.Header
	for _, field := range []string{"X-BeenThere", "X-Mailing-List", "List-Post"} {
		if a := first(addresses(h.Raw(field))); a != "" {
			return a
		}
	}
	for _, text := range append([]string{h.Get("Subject")}, d.lines...) {
		for _, a := range addresses(text) {
			if !d.isSender(a) && !isListRole(a) && !isService(a) {
				return a
			}
		}
	}
	return first(mailboxes(d.original.Raw("To")))
}

// listOfRole returns the address of the list that an address in the words goes
// with, "news-request@lists.example.org", if they call the list by that name. Of
// many addresses the first are looked at.
func listOfRole(d *document) string {
	all := addresses(strings.Join(d.lines, "\n"))
	for _, a := range all[:min(len(all), maxGuesses)] {
		local, domain, _ := strings.Cut(strings.ToLower(a), "@")
		for _, role := range phrases().ListRoles {
			name, ok := strings.CutSuffix(local, role)
			if ok && name != "" && containsAny(d.folded, []string{"'" + name + "'", "\"" + name + "\"", " " + name + " "}) != "" {
				return name + "@" + domain
			}
		}
	}
	return ""
}

// isListRole reports whether an address is one of those that go with a list.
func isListRole(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	for _, role := range phrases().ListRoles {
		if strings.HasSuffix(local, role) {
			return true
		}
	}
	return strings.HasPrefix(local, "owner-")
}
