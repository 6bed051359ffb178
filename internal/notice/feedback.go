package notice

import (
	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
)

// readFeedback reads an abuse report in the format of RFC 5965.
func readFeedback(d *document, n *fact.Notice) bool {
	if d.view.Feedback == "" {
		return false
	}
	n.Kind, n.Format = fact.Complaint, "arf"
	fields, _ := message.ParseHeader(d.view.Feedback)
	for _, name := range []string{"Original-Rcpt-To", "Removal-Recipient", "Redacted-Address"} {
		for _, value := range fields.All(name) {
			if a := dsn.Address(value); a != "" {
				n.Recipients = append(n.Recipients, fact.Recipient{Address: a})
			}
		}
	}
	if len(n.Recipients) == 0 {
		complainers(d, n)
	}
	n.ReportingMTA = fields.Get("Reporting-MTA")
	n.ArrivalDate = message.ParseDate(fields.Raw("Arrival-Date") + fields.Raw("Received-Date"))
	return true
}

// readJMRP reads what Hotmail's junk mail reporting programme sends: the
// message complained of, marked with a field of its own.
func readJMRP(d *document, n *fact.Notice) bool {
	for _, h := range []message.Header{d.view.Header, d.original} {
		if a := first(mailboxes(h.Raw("X-HmXmrOriginalRecipient"))); a != "" {
			n.Kind, n.Format = fact.Complaint, "hotmail_jmrp"
			n.Recipients = []fact.Recipient{{Address: a}}
			return true
		}
	}
	return false
}

// complainers takes the recipients of a complaint from the message that it
// returns.
func complainers(d *document, n *fact.Notice) {
	for _, a := range mailboxes(d.original.Raw("To")) {
		n.Recipients = append(n.Recipients, fact.Recipient{Address: a, Guessed: "original"})
	}
}
