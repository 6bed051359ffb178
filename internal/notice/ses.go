package notice

import (
	"encoding/json"
	"strings"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// sesEvent is a notification that Amazon SES sends through SNS: the JSON of
// its developer guide, "Amazon SNS notification contents", and of event
// publishing.
type sesEvent struct {
	NotificationType string
	EventType        string
	Mail             struct {
		Timestamp     string
		Source        string
		MessageID     string `json:"messageId"`
		Destination   []string
		CommonHeaders struct {
			From, To                 []string
			Subject, Date, MessageID string
		}
	}
	Bounce struct {
		BounceType, BounceSubType, ReportingMTA, Timestamp string
		RemoteMtaIP                                        string `json:"remoteMtaIp"`
		BouncedRecipients                                  []sesRecipient
	}
	Complaint struct {
		ComplainedRecipients []sesRecipient
	}
	Delivery struct {
		Recipients   []string
		SMTPResponse string `json:"smtpResponse"`
		ReportingMTA string `json:"reportingMTA"`
	}
	DeliveryDelay struct {
		DelayType, ExpirationTime string
		ReportingMTA              string `json:"reportingMTA"`
		DelayedRecipients         []sesRecipient
	}
	Reject struct{ Reason string }
}

// sesRecipient is one recipient of such an event.
type sesRecipient struct{ EmailAddress, Action, Status, DiagnosticCode string }

// facts gives what an event says of a recipient; usual is its action where it
// states none.
func (s sesRecipient) facts(usual string) fact.Recipient {
	r := fact.Recipient{Address: dsn.Address(s.EmailAddress), Action: s.Action, Status: reply.Status(s.Status), Diagnostic: s.DiagnosticCode}
	if r.Diagnostic != "" {
		r.Reply = reply.Parse(r.Diagnostic)
	}
	if r.Action == "" {
		r.Action = usual
	}
	return r
}

// readSES reads such a notification, as mail or pasted, with or without the
// envelope of SNS.
func readSES(d *document, n *fact.Notice) bool {
	event, ok := findSES(d.view.Text)
	if !ok || !event.read(n) {
		return false
	}
	n.Format = "amazon_ses_sns"
	n.Original.From = first(addresses(event.Mail.Source))
	n.Original.To = event.Mail.Destination
	n.Original.Subject = event.Mail.CommonHeaders.Subject
	n.Original.MessageID = event.Mail.CommonHeaders.MessageID
	n.Original.Date = message.ParseDate(event.Mail.CommonHeaders.Date)
	n.ArrivalDate = message.ParseDate(event.Mail.Timestamp)
	n.EnvelopeID = event.Mail.MessageID
	return true
}

// read files what an event says of its recipients. It reports false for an
// event that is about no delivery, such as an opened message.
func (e *sesEvent) read(n *fact.Notice) bool {
	switch e.NotificationType + e.EventType {
	case "Bounce":
		n.ReportingMTA = dsn.Host(e.Bounce.ReportingMTA)
		for _, b := range e.Bounce.BouncedRecipients {
			r := b.facts(fact.Failed)
			r.Remote.IP = reply.IP(e.Bounce.RemoteMtaIP)
			r.Words = strings.TrimSpace(e.Bounce.BounceType + " " + e.Bounce.BounceSubType)
			n.Recipients = append(n.Recipients, r)
		}
	case "Complaint":
		n.Kind = fact.Complaint
		for _, c := range e.Complaint.ComplainedRecipients {
			n.Recipients = append(n.Recipients, c.facts(""))
		}
	case "Delivery":
		n.ReportingMTA = e.Delivery.ReportingMTA
		r := reply.Parse(e.Delivery.SMTPResponse)
		for _, a := range e.Delivery.Recipients {
			n.Recipients = append(n.Recipients, fact.Recipient{Address: a, Action: fact.Delivered, Reply: r, Status: r.Status, Diagnostic: e.Delivery.SMTPResponse})
		}
	case "DeliveryDelay":
		n.ReportingMTA = e.DeliveryDelay.ReportingMTA
		for _, b := range e.DeliveryDelay.DelayedRecipients {
			r := b.facts(fact.Delayed)
			r.Words = e.DeliveryDelay.DelayType
			r.WillRetryUntil = message.ParseDate(e.DeliveryDelay.ExpirationTime)
			n.Recipients = append(n.Recipients, r)
		}
	case "Reject":
		for _, a := range e.Mail.Destination {
			n.Recipients = append(n.Recipients, fact.Recipient{Address: dsn.Address(a), Action: fact.Failed, Diagnostic: e.Reject.Reason, Words: e.Reject.Reason})
		}
	default:
		return false
	}
	return true
}

// findSES finds the notification in a message's words. Mail breaks the one
// line that SNS writes, so that line breaks stand inside it; the envelope of
// SNS holds it as a string.
func findSES(text string) (event sesEvent, ok bool) {
	start := strings.IndexByte(text, '{')
	if start < 0 {
		return event, false
	}
	text = text[start:]
	if !strings.HasPrefix(strings.TrimSpace(text[1:]), `"`) || !strings.Contains(text, `notificationType`) && !strings.Contains(text, `eventType`) {
		return event, false
	}
	text = strings.NewReplacer("\n ", "", "\n", "").Replace(text)
	var envelope struct{ Message string }
	if decodeJSON(text, &envelope) && envelope.Message != "" {
		text = envelope.Message
	}
	ok = decodeJSON(text, &event) && event.NotificationType+event.EventType != ""
	return event, ok
}

// decodeJSON reads the value that text begins with; more may follow it.
func decodeJSON(text string, value any) bool {
	return json.NewDecoder(strings.NewReader(text)).Decode(value) == nil
}
