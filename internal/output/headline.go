package output

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

// headline returns a line that says who did not get the mail and why:
// "jiro@example.org: the mailbox is full (452 4.2.2)".
func (w *Words) headline(rec *ndr.Recipient, kind ndr.Kind) string {
	what := w.fate(rec)
	if what == "" {
		what = w.Kind[kind]
	}
	if rec.Cause == "" {
		return w.withDetail(w.who(rec), what, w.listing(rec))
	}
	return w.withDetail(w.who(rec), what, codes(rec), w.listing(rec))
}

// explainedLine returns the headline for a reply, which often names nobody.
func (w *Words) explainedLine(rec *ndr.Recipient) string {
	what := cmp.Or(w.Cause[rec.Cause], w.fate(rec))
	switch code := codes(rec); {
	case rec.Address != "":
		return w.withDetail(rec.Address, what, code, w.listing(rec))
	case code != "":
		return w.withDetail(code, what, w.listing(rec))
	}
	return what
}

// kindLine returns the headline of a message that names no recipient.
func (w *Words) kindLine(r *ndr.Report) string {
	what := w.Kind[r.Kind]
	if r.Kind.IsBounce() {
		return w.phrase("headline", "who", w.Label["unknown_recipient"], "what", what)
	}
	return what
}

// countLine returns the headline of a message with several recipients: how many,
// and how many with each action.
func (w *Words) countLine(r *ndr.Report) string {
	var actions []ndr.Action
	count := map[ndr.Action]int{}
	for i := range r.Recipients {
		action := cmp.Or(r.Recipients[i].Action, actionOf(r.Kind))
		if count[action] == 0 {
			actions = append(actions, action)
		}
		count[action]++
	}
	var counts []string
	for _, action := range actions {
		what := cmp.Or(w.Action[action], w.Kind[r.Kind])
		counts = append(counts, w.phrase("count", "count", strconv.Itoa(count[action]), "what", what))
	}
	return w.phrase("headline",
		"who", w.phrase("more_recipients", "count", strconv.Itoa(len(r.Recipients))),
		"what", strings.Join(counts, w.Phrase["detail_separator"]))
}

// actionOf returns the action that a message of this kind reports if it names
// none itself, "" if it reports on no delivery.
func actionOf(kind ndr.Kind) ndr.Action {
	switch kind {
	case ndr.Failed:
		return ndr.ActionFailed
	case ndr.Delayed:
		return ndr.ActionDelayed
	case ndr.Delivered:
		return ndr.ActionDelivered
	}
	return ""
}

// who returns the name of a recipient.
func (w *Words) who(rec *ndr.Recipient) string {
	for _, address := range []string{rec.Address, rec.OriginalAddress} {
		if address != "" {
			return address
		}
	}
	return w.Label["unknown_recipient"]
}

// fate returns what happened to the mail, by its cause if there is one.
func (w *Words) fate(rec *ndr.Recipient) string {
	cause := w.Cause[rec.Cause]
	switch {
	case cause == "":
		return w.Action[rec.Action]
	case rec.Action == ndr.ActionDelayed && rec.Cause == classify.Unknown:
		return w.Action[rec.Action] // the words for an unknown cause are of a failure
	case rec.Action == ndr.ActionDelayed:
		return w.phrase("delayed", "cause", cause)
	}
	return cause
}

// withDetail returns a headline with the known details in brackets.
func (w *Words) withDetail(who, what string, details ...string) string {
	details = slices.DeleteFunc(details, func(d string) bool { return d == "" })
	if len(details) == 0 {
		return w.phrase("headline", "who", who, "what", what)
	}
	return w.phrase("headline_detail", "who", who, "what", what,
		"detail", strings.Join(details, w.Phrase["detail_separator"]))
}

// codes returns the reply code and the enhanced status code, if they are stated.
func codes(rec *ndr.Recipient) string {
	var code string
	if rec.Reply.Code != 0 {
		code = strconv.Itoa(rec.Reply.Code)
	}
	return strings.TrimSpace(code + " " + rec.Status)
}

// listing returns which blocklist lists what.
func (w *Words) listing(rec *ndr.Recipient) string {
	switch {
	case rec.Listing == nil || rec.Listing.List == "":
		return ""
	case rec.Listing.Subject == "":
		return w.phrase("listed_on", "list", rec.Listing.List)
	}
	return w.phrase("listed", "list", rec.Listing.List, "subject", rec.Listing.Subject)
}
