package ndr

import (
	"strings"
	"time"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/hostname"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/notice"
)

// assemble returns the report of a notice with the header h, nil for text.
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
		rep.Client = &Client{
			Name: c.Name, Account: c.Account, Server: c.Server, Port: c.Port,
			Protocol: c.Protocol, Secure: c.Secure, ErrorNumber: c.ErrorNumber,
		}
	}
	for _, r := range n.Recipients {
		rep.Recipients = append(rep.Recipients, p.recipient(n, r, rep.Kind))
	}
	return rep
}

// kindOf returns the kind of a report: that of the notice if it has one, else
// the one that follows from the recipients' actions.
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

// recipient returns one recipient's facts and, if it failed, the cause.
func (p *Parser) recipient(n *fact.Notice, r fact.Recipient, kind Kind) Recipient {
	out := Recipient{
		Address:         r.Address,
		OriginalAddress: r.Original,
		Action:          Action(r.Action),
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

// status returns the enhanced status code that the message states for a
// recipient: the refusing server's own where it says more than x.0.0, else the
// Status field.
func status(r fact.Recipient) string {
	own := r.Reply.Status
	if own != "" && (r.Status == "" || own[1:] != ".0.0") {
		return own
	}
	return r.Status
}

// judge sets the cause of a recipient's failure and what follows from it.
func (p *Parser) judge(out *Recipient, n *fact.Notice, r fact.Recipient) {
	v := p.classify(n, r, out.Status)
	out.Cause, out.Category = v.Cause, v.Category
	out.Confidence, out.Evidence = v.Confidence, append(out.Evidence, v.Evidence...)
	out.Provider, out.Listing = v.Provider, v.Listing
	out.Permanent, out.ListAction = v.Permanent, v.ListAction
	if n.Client != nil && r.Reply.Code == 0 {
		out.ListAction = classify.Keep // the mail has not left the sender's side
	}
}

// classify classifies the words on the recipient. While the cause is Unknown, it
// tries more of the notice's words: the diagnostic as if a server had said it, then
// the words that hold for all recipients.
func (p *Parser) classify(n *fact.Notice, r fact.Recipient, status string) classify.Verdict {
	c := p.Classifier
	if c == nil {
		c = classify.Default()
	}
	in := classify.Input{
		Code:    r.Reply.Code,
		Status:  status,
		Command: r.Reply.Command,
		Host:    r.Remote.Name,
		Domain:  hostname.OfAddress(r.Address),
		Sender:  n.Original.From,
		Delayed: r.Action == fact.Delayed,
	}
	in.Reply, in.Notice = serverAndNotice(r)
	if n.Client != nil {
		in.Error = n.Client.ErrorNumber
	}
	v := c.Classify(in)
	if v.Cause == classify.Unknown && in.Reply == "" && !n.Unmarked {
		in.Reply = r.Diagnostic
		v = c.Classify(in)
	}
	if v.Cause == classify.Unknown && n.Words != r.Words {
		in.Notice = r.Words + "\n" + n.Words
		v = c.Classify(in)
	}
	return v
}

// serverAndNotice returns the words of the server that refused, and those of
// the system that wrote the notice. What has a code, or is marked as an SMTP
// reply, is the server's.
func serverAndNotice(r fact.Recipient) (server, notice string) {
	if r.Reply.Code != 0 || r.Reply.Status != "" || ascii.HasPrefixFold(r.Diagnostic, "smtp;") {
		return r.Reply.Text, r.Words
	}
	if strings.Contains(r.Words, r.Diagnostic) {
		return "", r.Words
	}
	return "", r.Diagnostic + "\n" + r.Words
}

// timeOf returns t, or nil if t is zero.
func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
