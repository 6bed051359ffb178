// Package dsn reads the machine-readable part of delivery status
// notifications: message/delivery-status (RFC 3464) and its internationalised
// form message/global-delivery-status (RFC 6533), as the RFCs have it and as
// real systems write it.
package dsn

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// MaxRecipients bounds the recipients of one report. It is far more than RFC 5321
// section 4.5.3.1.8 requires a server to accept in one transaction.
const MaxRecipients = 20_000

// TooMany is the warning that a report names more.
var TooMany = fmt.Sprintf("recipients beyond the first %d are left out (MaxRecipients)", MaxRecipients)

// Read adds what the delivery-status text states to n. Fields count by their
// name and not by the group in which they stand, since real reports misplace
// them and leave out the blank lines between groups.
func Read(text string, n *fact.Notice) {
	r := reader{notice: n}
	for rest := text; rest != ""; {
		var group message.Header
		group, rest = message.ParseHeader(rest)
		if !r.continues(group) {
			r.endGroup()
		}
		for _, field := range group {
			name, value := strings.ToLower(field.Name), field.Value
			if !strings.HasSuffix(name, "-recipient") { // an address may look like an encoded word
				value = message.DecodeWords(value)
			}
			r.field(name, value)
		}
	}
	r.endGroup()
}

// continues reports whether a group goes on with the current recipient: it
// names none and repeats nothing, or is one field of a report in which every
// line end was doubled.
func (r *reader) continues(group message.Header) bool {
	for _, field := range group {
		name := strings.ToLower(field.Name)
		if r.seen[name] || len(group) > 1 && (name == "final-recipient" || name == "original-recipient") {
			return false
		}
	}
	return true
}

// Looks reports whether text holds delivery-status fields: one that names a
// recipient, in any case, with or without blanks before the colon.
func Looks(text string) bool {
	for rest := text; ; {
		before, after, found := strings.Cut(rest, "-")
		if !found {
			return false
		}
		rest = after
		if ascii.HasPrefixFold(after, "recipient") && (ascii.HasSuffixFold(before, "final") || ascii.HasSuffixFold(before, "original")) &&
			strings.HasPrefix(strings.TrimLeft(after[len("recipient"):], " \t"), ":") {
			return true
		}
	}
}

// reader builds one recipient after another from the fields.
type reader struct {
	notice  *fact.Notice
	current fact.Recipient
	seen    map[string]bool // fields of the current recipient
	actual  string          // sendmail's X-Actual-Recipient
	index   map[string]int  // the recipients added so far, by address
	warned  bool            // there are more than MaxRecipients
	common  fact.Recipient  // what is before the first recipient
}

// field processes one field.
func (r *reader) field(name, value string) {
	switch fields[name] {
	case ofMessage:
		r.perMessage(name, value)
	case ofRecipient:
		r.perRecipient(name, value)
	}
}

// perMessage processes a field of RFC 3464 section 2.2, or one in which systems
// add their queue identifier.
func (r *reader) perMessage(name, value string) {
	n := r.notice
	switch name {
	case "reporting-mta":
		if n.ReportingMTA == "" {
			n.ReportingMTA = Host(value)
		}
	case "arrival-date":
		n.ArrivalDate = message.ParseDate(value)
	case "original-envelope-id":
		n.EnvelopeID = value
	case "x-postfix-queue-id", "x-queue-id", "x-exim-message-id":
		n.QueueID = value
	}
}

// perRecipient processes a field of RFC 3464 section 2.3.
func (r *reader) perRecipient(name, value string) {
	if r.seen[name] && (name == "final-recipient" || name == "original-recipient") && r.seen["final-recipient"] {
		r.endGroup() // RFC 3464 section 2.3: one recipient a group; the blank line is missing
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	repeated := r.seen[name]
	r.seen[name] = true
	c := &r.current
	switch name {
	case "final-recipient":
		c.Address = Address(value)
	case "original-recipient":
		c.Original = Address(value)
	case "x-actual-recipient":
		r.actual = Address(value)
	case "action":
		c.Action = action(value)
	case "status":
		r.status(value)
	case "remote-mta":
		c.Remote = remote(value)
	case "diagnostic-code":
		if repeated {
			value = c.Diagnostic + " " + value
		}
		c.Diagnostic = value
	case "last-attempt-date":
		c.LastAttempt = message.ParseDate(value)
	case "will-retry-until":
		c.WillRetryUntil = message.ParseDate(value)
	}
}

// status processes a Status field. Real ones have words after the code, or a
// whole SMTP reply in its place.
func (r *reader) status(value string) {
	c := &r.current
	c.Status = reply.Status(value)
	if c.Status == "" {
		c.Reply = reply.Parse(value)
		return
	}
	c.Words = strings.Trim(strings.TrimPrefix(value, c.Status), " ()")
}

// endGroup completes and adds the current recipient, if there is one.
func (r *reader) endGroup() {
	c := r.current
	actual := r.actual
	stated := r.seen
	r.current, r.seen, r.actual = fact.Recipient{}, nil, ""
	if stated == nil || r.full() {
		return
	}
	if actual != "" && actual != c.Address {
		// sendmail writes the address that it was given as the final one.
		if c.Original == "" {
			c.Original = c.Address
		}
		c.Address = actual
	}
	if c.Address == "" {
		c.Address, c.Original = c.Original, ""
	}
	if c.Diagnostic == "" {
		c.Diagnostic = c.Words
	} else if !isExitStatus(c.Diagnostic) {
		if said := replyIn(c.Diagnostic); said.Code != 0 || c.Reply.Code == 0 {
			c.Reply = said
		} else {
			c.Reply.Status, c.Reply.Text = said.Status, said.Text // the Status field had its code
		}
		c.Remote = refusing(c.Remote, c.Diagnostic, c.Reply.Code)
	}
	if c.Original != c.Address {
		c.Original = unescapeXtext(c.Original)
	}
	if c.Action == fact.Delivered && strings.HasPrefix(c.Status, "5.") && c.Reply.Code >= 500 {
		c.Action = fact.Failed // a refusal that some systems report with the wrong action
	}
	r.file(c)
}

// refusing returns the server that refused: the one of the Remote-MTA field, else
// one that the diagnostic speaks of. A gateway that passes on another system's
// diagnostic names itself in the field, but the diagnostic says whose reply it
// is: "X-Postfix; host mx.example.org[192.0.2.1] said: 550 No such user".
func refusing(stated fact.Host, diagnostic string, code int) fact.Host {
	if stated == (fact.Host{}) {
		return remoteIn(diagnostic, code)
	}
	said := reply.Speaker(diagnostic)
	switch {
	case said == (fact.Host{}):
		return stated
	case strings.EqualFold(said.Name, stated.Name), said.Name == "" && said.IP == stated.IP:
		return fact.Host{Name: stated.Name, IP: cmp.Or(stated.IP, said.IP)}
	}
	return said
}

// remoteIn returns the server that a diagnostic speaks of. Where the server gave
// no reply, only one that was reached or tried counts.
func remoteIn(diagnostic string, code int) fact.Host {
	if code != 0 {
		return reply.Host(diagnostic)
	}
	return reply.Peer(diagnostic)
}

// full reports whether the report names more recipients than are read, and
// warns of it once.
func (r *reader) full() bool {
	n := r.notice
	if len(n.Recipients) < MaxRecipients {
		return false
	}
	if !r.warned {
		n.Warnings = append(n.Warnings, TooMany)
		r.warned = true
	}
	return true
}

// file adds c or, if an earlier group named the same address, merges c into that
// recipient.
func (r *reader) file(c fact.Recipient) {
	n := r.notice
	key := strings.ToLower(c.Address)
	if key == "" && c.Action == "" && c.Status == "" && c.Diagnostic == "" {
		if len(n.Recipients) == 0 {
			r.common = c // maddy states the last attempt once for all
		}
		return
	}
	if c.LastAttempt.IsZero() {
		c.LastAttempt = r.common.LastAttempt
	}
	if c.WillRetryUntil.IsZero() {
		c.WillRetryUntil = r.common.WillRetryUntil
	}
	if i, ok := r.index[key]; ok {
		fact.Enrich(&n.Recipients[i], c)
		return
	}
	if key != "" {
		if r.index == nil {
			r.index = map[string]int{}
		}
		r.index[key] = len(n.Recipients)
	}
	n.Recipients = append(n.Recipients, c)
}
