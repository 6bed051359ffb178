package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// events reads records of services, one after the other, into a notice.
type events struct {
	notice    *fact.Notice
	roster    *roster
	complaint *roster // complaints, which count if nothing else is reported
	filed     int     // records that report a delivery
}

func newEvents() *events {
	n := &fact.Notice{}
	return &events{notice: n, roster: newRoster(n), complaint: newRoster(&fact.Notice{})}
}

// conclude returns the notice, and whether any record reported a delivery.
func (e *events) conclude() (*fact.Notice, bool) {
	n := e.notice
	if len(n.Recipients) == 0 && len(e.complaint.notice.Recipients) > 0 {
		n.Kind, n.Recipients = fact.Complaint, e.complaint.notice.Recipients
	}
	return n, e.filed > 0
}

// read adds what a record of a service says about its recipients. Where each has
// a record of its own, the values beside these hold for all.
func (e *events) read(s *service, r record, fate string) {
	if s.Addressed && len(addresses(r.first(s.Address))) == 0 {
		return
	}
	e.filed++
	e.original(s, r)
	e.notice.Format = s.Name
	if host := r.first(s.Reporting); host != "" {
		e.notice.ReportingMTA = dsn.Host(host)
	}
	common := s.facts(r)
	if common.Action == "" {
		common.Action = fate
	}
	var each []record
	for _, path := range s.Each {
		each = recordsAt(map[string]any(r), path, each)
	}
	for _, own := range each {
		if s.Reasoned && own.first(s.Words) == "" {
			continue
		}
		e.recipients(s, own, withCommon(s.facts(own), common))
	}
	if len(each) == 0 {
		e.recipients(s, r, common)
	}
}

// withCommon returns what is said of a recipient, and of all where nothing is
// said of it.
func withCommon(r, common fact.Recipient) fact.Recipient {
	if r.Diagnostic == "" {
		r.Diagnostic, r.Reply = common.Diagnostic, common.Reply
	}
	if r.Action == "" {
		r.Action = common.Action
	}
	if r.Status == "" {
		r.Status = common.Status
	}
	if r.Words == "" {
		r.Words = common.Words
	}
	if r.Remote == (fact.Host{}) {
		r.Remote = common.Remote
	}
	if r.WillRetryUntil.IsZero() {
		r.WillRetryUntil = common.WillRetryUntil
	}
	return r
}

// recipients adds the recipients that a record names. What is said about each is
// in the order of the addresses.
func (e *events) recipients(s *service, own record, r fact.Recipient) {
	to := e.roster
	if r.Action == complained {
		to, r.Action = e.complaint, ""
	}
	var named []string
	for _, value := range own.all(s.Address) {
		named = append(named, addresses(strings.Trim(value, "{}"))...)
	}
	if len(named) == 0 {
		named = []string{recipientIn(r.Reply.Text)}
	}
	said := apart(own.first(s.Words), len(named))
	for i, address := range named {
		if r.Address = address; len(said) > 1 {
			takeWords(&r, said[i], "")
		}
		to.replace(r)
	}
}

// facts returns what a record says of each of its recipients.
func (s *service) facts(r record) fact.Recipient {
	f := fact.Recipient{Status: reply.Status(r.first(s.Status)), WillRetryUntil: message.ParseDate(r.first(s.Until))}
	switch stated := strings.ToLower(r.first(s.Action)); stated {
	case fact.Failed, fact.Delayed, fact.Delivered, fact.Relayed, fact.Expanded:
		f.Action = stated
	}
	for _, path := range s.Notes {
		f.Words = joined(f.Words, r.first([]string{path}))
	}
	for _, path := range s.Named {
		if value := r.first([]string{path}); value != "" {
			f.Words = joined(f.Words, path[strings.LastIndexByte(path, '.')+1:]+" "+value)
		}
	}
	for _, path := range s.Host {
		host := r.first([]string{path})
		if ip := reply.IP(host); ip != "" {
			f.Remote.IP = ip
		} else if h := reply.Host("host " + host); h != (fact.Host{}) {
			f.Remote = h
		}
	}
	takeWords(&f, apart(r.first(s.Words), 1)[0], r.first(s.Code))
	return f
}

// takeWords reads the words of the server, with its code where that is a separate
// value: a number that is not one of SMTP's is the service's own.
func takeWords(r *fact.Recipient, words, code string) {
	r.Diagnostic = bounded(strings.TrimSpace(words))
	said, host := lastError(r.Diagnostic)
	if host != (fact.Host{}) {
		r.Remote = host
	}
	theirs := reply.Parse(said)
	if theirs.Code == 0 && len(code) == len("550") {
		theirs.Code = reply.Parse(code).Code
	}
	if theirs.Code != 0 || theirs.Status != "" {
		r.Reply = theirs
	}
	if r.Diagnostic == "" {
		r.Diagnostic = r.Words
	}
}

// original records what a record states about the message. If records are about
// several messages, none of them is the original.
func (e *events) original(s *service, r record) {
	n := e.notice
	o := fact.Original{
		From:      first(addresses(r.first(s.Original.From))),
		To:        r.all(s.Original.To),
		Subject:   r.first(s.Original.Subject),
		MessageID: r.first(s.Original.MessageID),
		Date:      message.ParseDate(r.first(s.Original.Date)),
	}
	switch {
	case e.filed == 1:
		n.Original = o
		n.ArrivalDate = message.ParseDate(r.first(s.Original.Arrival))
		n.EnvelopeID = r.first(s.Original.Envelope)
	case o.MessageID != n.Original.MessageID, o.Subject != n.Original.Subject, !o.Date.Equal(n.Original.Date):
		n.Original = fact.Original{From: n.Original.From}
		n.EnvelopeID = ""
	}
}
