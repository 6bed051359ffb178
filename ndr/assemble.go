package ndr

import (
	"strings"
	"time"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/notice"
)

// assemble puts facts and causes together.
func (p *Parser) assemble(n *fact.Notice, h message.Header) *Report {
	rep := &Report{
		Kind:          kindOf(n),
		Format:        n.Format,
		ReportingMTA:  n.ReportingMTA,
		ArrivalDate:   timeOf(n.ArrivalDate),
		QueueID:       n.QueueID,
		Original:      p.original(n),
		BounceAddress: notice.SentTo(h),
		Recipients:    []Recipient{},
		Warnings:      append([]string{}, n.Warnings...),
	}
	if rep.Format == "" {
		rep.Format = "text"
	}
	if c := n.Client; c != nil {
		rep.Client = &Client{c.Name, c.Account, c.Server, c.Port, c.Protocol, c.Secure, c.ErrorNumber}
	}
	for _, r := range n.Recipients {
		rep.Recipients = append(rep.Recipients, p.recipient(n, r, rep.Kind))
	}
	return rep
}

// kindOf settles the kind of a report from its recipients' actions, where the
// notice is not of a kind of its own.
func kindOf(n *fact.Notice) Kind {
	if n.Kind != "" {
		return Kind(n.Kind)
	}
	kind := Delivered
	for _, r := range n.Recipients {
		switch {
		case r.Action == fact.Failed, r.Action == "" && r.Reply.Code/100 != 4:
			return Failed
		case r.Action == fact.Delayed, r.Action == "":
			kind = Delayed
		}
	}
	return kind
}

// original copies what is known of the original message.
func (p *Parser) original(n *fact.Notice) Original {
	o := Original{
		MessageID:  n.Original.MessageID,
		From:       n.Original.From,
		To:         append([]string{}, n.Original.To...),
		Subject:    n.Original.Subject,
		Date:       timeOf(n.Original.Date),
		EnvelopeID: n.EnvelopeID,
		Headers:    map[string]string{},
	}
	for _, name := range p.Headers {
		if h := n.Original.Header; h.Has(name) {
			o.Headers[name] = h.Get(name)
		}
	}
	return o
}

// recipient puts together one recipient's facts and, if it failed, the cause.
func (p *Parser) recipient(n *fact.Notice, r fact.Recipient, kind Kind) Recipient {
	out := Recipient{
		Address:         r.Address,
		OriginalAddress: r.Original,
		Action:          r.Action,
		Status:          status(r),
		Reply:           Reply(r.Reply),
		RemoteMTA:       Host{Host: r.Remote.Name, IP: r.Remote.IP},
		Diagnostic:      r.Diagnostic,
		Evidence:        []classify.Evidence{},
		LastAttempt:     timeOf(r.LastAttempt),
		WillRetryUntil:  timeOf(r.WillRetryUntil),
	}
	if strings.EqualFold(out.OriginalAddress, out.Address) {
		out.OriginalAddress = ""
	}
	if out.Reply.Code == 0 && out.Reply.Text == out.Reply.Status {
		out.Reply.Text = "" // a code alone is no words of a server
	}
	if kind.IsBounce() && (r.Action == fact.Failed || r.Action == fact.Delayed || r.Action == "") {
		p.judge(&out, n, r)
	}
	if r.Guessed != "" {
		out.Evidence = append(out.Evidence, classify.Evidence{Rule: "address." + r.Guessed, Text: r.Address})
	}
	return out
}

// status gives the code that stands in the message for a recipient: the
// refusing server's own where it says more than x.0.0, else the Status field.
func status(r fact.Recipient) string {
	own := r.Reply.Status
	if own != "" && (r.Status == "" || own[1:] != ".0.0") {
		return own
	}
	return r.Status
}

// judge names the cause of a recipient's failure. The notice's words on this
// recipient come before those that hold for all.
func (p *Parser) judge(out *Recipient, n *fact.Notice, r fact.Recipient) {
	c := p.Classifier
	if c == nil {
		c = classify.Default()
	}
	domain := r.Address[strings.LastIndexByte(r.Address, '@')+1:]
	in := classify.Input{
		Code:    r.Reply.Code,
		Status:  out.Status,
		Command: r.Reply.Command,
		Host:    r.Remote.Name,
		Domain:  domain,
		Sender:  n.Original.From,
		Delayed: r.Action == fact.Delayed,
	}
	in.Reply, in.Notice = speakers(r)
	if n.Client != nil {
		in.Error = n.Client.ErrorNumber
	}
	v := c.Classify(in)
	if v.Cause == classify.Unknown && in.Reply == "" && !n.Unmarked {
		in.Reply = r.Diagnostic // the sentence that gives the reason
		v = c.Classify(in)
	}
	if v.Cause == classify.Unknown && n.Words != r.Words {
		in.Notice = r.Words + "\n" + n.Words
		v = c.Classify(in)
	}
	out.Cause, out.Category = v.Cause, v.Category
	out.Confidence, out.Evidence = v.Confidence, append(out.Evidence, v.Evidence...)
	out.Provider, out.Listing = v.Provider, v.Listing
	out.Permanent, out.ListAction = v.Permanent, v.ListAction
	if n.Client != nil && r.Reply.Code == 0 {
		out.ListAction = classify.Keep // the mail has not left the sender's side
	}
}

// speakers tells the words of the server that refused from those of the system
// that wrote the notice: what has a code, or is marked as an SMTP reply, is the
// server's.
func speakers(r fact.Recipient) (server, writer string) {
	if r.Reply.Code != 0 || r.Reply.Status != "" || ascii.HasPrefixFold(r.Diagnostic, "smtp;") {
		return r.Reply.Text, r.Words
	}
	if strings.Contains(r.Words, r.Diagnostic) {
		return "", r.Words
	}
	return "", r.Diagnostic + "\n" + r.Words
}

// timeOf gives a time as JSON has it: null where none stands.
func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
