package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// merge joins the recipients that the words name with those of the
// machine-readable part. The addresses are those of that part, the reply is the
// one that says more.
func merge(n *fact.Notice, text []fact.Recipient) {
	if len(n.Recipients) == 0 {
		n.Recipients = text
		return
	}
	said := indexRecipients(text)
	for i := range n.Recipients {
		r := &n.Recipients[i]
		t := said.find(r.Address, r.Original)
		if t == nil && len(n.Recipients) == 1 && len(text) == 1 {
			t = &text[0]
		}
		if t != nil {
			adopt(r, *t)
		}
	}
	n.Recipients = once(n.Recipients)
}

// once merges recipients with the same address, which the fields may state in two
// forms.
func once(all []fact.Recipient) []fact.Recipient {
	if len(all) < 2 {
		return all
	}
	index := map[string]int{}
	kept := all[:0]
	for _, r := range all {
		key := strings.ToLower(r.Address)
		if i, known := index[key]; known && key != "" {
			fact.Enrich(&kept[i], r)
			continue
		}
		index[key] = len(kept)
		kept = append(kept, r)
	}
	return kept
}

// recipientIndex finds recipients by any form of their address.
type recipientIndex map[string]*fact.Recipient

func indexRecipients(all []fact.Recipient) recipientIndex {
	index := recipientIndex{}
	for i := range all {
		for _, name := range []string{all[i].Address, all[i].Original} {
			if key := strings.ToLower(name); key != "" && index[key] == nil {
				index[key] = &all[i]
			}
		}
	}
	return index
}

// find returns the recipient of the first name that is known, or nil.
func (x recipientIndex) find(names ...string) *fact.Recipient {
	for _, name := range names {
		if r := x[strings.ToLower(name)]; r != nil && name != "" {
			return r
		}
	}
	return nil
}

// adopt adds what the words say. An address without a local part is no
// address, and one after which its group breaks off may not be all of it: the one in
// the words takes its place.
func adopt(r *fact.Recipient, t fact.Recipient) {
	breaksOff := r.Action == "" && r.Status == "" && strings.HasPrefix(t.Address, r.Address)
	if breaksOff || strings.LastIndexByte(r.Address, '@') <= 0 && !strings.HasPrefix(r.Address, "/") {
		r.Original, r.Address = "", t.Address
	}
	if r.Reply.Code != 0 && t.Reply.Code != r.Reply.Code {
		// Another attempt's reply, or the notice's own version of this one.
		t.Reply = fact.Reply{Command: t.Reply.Command}
	}
	if r.Diagnostic != "" && r.Diagnostic == r.Words && r.Diagnostic == t.Words {
		r.Diagnostic = t.Diagnostic // the Status field only repeats the reason, of which the words say more
	}
	fact.Enrich(r, t)
}

// fillRecipients names the recipients of a notice that does not name them in
// its fields or words, from the next best place: a field that lists them, the
// address that the notice was sent to, the original.
func fillRecipients(d *document, n *fact.Notice) {
	missing := len(n.Recipients) == 0
	if !missing && (len(n.Recipients) > 1 || strings.IndexByte(n.Recipients[0].Address, '@') >= 0 || strings.HasPrefix(n.Recipients[0].Address, "/")) {
		return
	}
	names, source := listedRecipients(d), "x-failed-recipients"
	if len(names) == 0 {
		names, source = verpRecipient(d), "verp"
	}
	if len(names) == 0 && !forwardsNotice(d) {
		names, source = originalRecipients(d), "original"
	}
	if len(names) == 0 || missing && !looksLikeNotice(d, n) {
		return
	}
	if !missing {
		if local := n.Recipients[0].Address; local != "" && !isLocalPart(local, names[0]) {
			return
		}
		n.Recipients[0].Address, n.Recipients[0].Guessed = names[0], source
		return
	}
	found, host, diagnostic := bestReply(d.units())
	if diagnostic == "" {
		diagnostic = anyReason(d.units())
	}
	for _, name := range names {
		n.Recipients = append(n.Recipients, fact.Recipient{
			Address: name, Guessed: source, Reply: found, Remote: host, Diagnostic: diagnostic, Words: words(d.lines),
		})
	}
}

// isLocalPart reports whether an address has this local part.
func isLocalPart(local, address string) bool {
	name, _, ok := strings.Cut(address, "@")
	return ok && strings.EqualFold(name, local)
}

// listedRecipients reads X-Failed-Recipients, which Exim and Gmail write.
func listedRecipients(d *document) []string {
	var all []string
	for _, value := range d.view.Header.All("X-Failed-Recipients") {
		all = append(all, addresses(value)...)
	}
	return all
}

// forwardsNotice reports whether the attached message is itself a notice, not
// an original that failed.
func forwardsNotice(d *document) bool {
	return d.view.HasAttached() && headerWeight(newHeading(d.view.Original)) >= strong
}

// originalRecipients returns the addresses that the original was for: one that
// its own trace names, else all of To.
func originalRecipients(d *document) []string {
	if d.original == nil {
		return nil
	}
	for _, received := range d.original.All("Received") {
		if _, rest, ok := strings.Cut(received, " for "); ok {
			if a := first(addresses(rest)); a != "" && strings.HasPrefix(strings.TrimLeft(rest, " <"), a) {
				return []string{a}
			}
		}
	}
	to := mailboxes(d.original.Raw("To"))
	return to[:min(len(to), maxGuesses)]
}

// maxGuesses bounds the recipients that are taken from the original.
const maxGuesses = 50

// settleActions fills the actions that no field states: from the notice's
// words, else from the class of the status or reply (RFC 3463 section 2).
func settleActions(d *document, n *fact.Notice) {
	succeeded := d.said.says(saysSucceeded) && !d.said.says(saysFailed)
	final := d.said.says(saysFinal) || d.subject.says(saysFinal)
	delayed := d.said.says(saysWarning) || (d.said.says(saysDelayed) || d.subject.says(saysDelayed)) && !final
	for i := range n.Recipients {
		r := &n.Recipients[i]
		if r.Action != "" {
			continue
		}
		switch status := r.Status; {
		case (succeeded || saysDelivery(r.Diagnostic) || strings.HasPrefix(status, "2.")) && r.Reply.Code < 400:
			r.Action = fact.Delivered
		case delayed && !strings.HasPrefix(status, "5.") && !strings.HasPrefix(r.Reply.Status, "5."):
			r.Action = fact.Delayed
		case status == "" && r.Reply.Code/100 == 2:
			r.Action = fact.Delivered
		default:
			r.Action = fact.Failed
		}
	}
}

// saysDelivery reports whether words on a recipient say that it has the message,
// and nothing else.
func saysDelivery(words string) bool {
	said := findPhrases(fold(words))
	return said.says(saysSucceeded) && !said.says(saysFailed)
}
