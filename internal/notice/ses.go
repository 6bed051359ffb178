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
// its developer guide, "Amazon SNS notification contents".
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
		BouncedRecipients                                  []struct {
			EmailAddress, Action, Status, DiagnosticCode string
		}
	}
	Complaint struct {
		ComplainedRecipients []struct{ EmailAddress string }
	}
	Delivery struct {
		Recipients   []string
		SMTPResponse string `json:"smtpResponse"`
		ReportingMTA string `json:"reportingMTA"`
	}
}

// readSES reads such a notification, as mail or pasted.
func readSES(d *document, n *fact.Notice) bool {
	event, ok := findSES(d.view.Text)
	if !ok {
		return false
	}
	n.Format = "amazon_ses_sns"
	switch event.NotificationType + event.EventType {
	case "Bounce":
		n.ReportingMTA = dsn.Host(event.Bounce.ReportingMTA)
		for _, b := range event.Bounce.BouncedRecipients {
			r := fact.Recipient{Address: dsn.Address(b.EmailAddress), Action: b.Action, Status: reply.Status(b.Status), Diagnostic: b.DiagnosticCode}
			if r.Diagnostic != "" {
				r.Reply = reply.Parse(r.Diagnostic)
			}
			if r.Action == "" {
				r.Action = fact.Failed
			}
			r.Words = strings.TrimSpace(event.Bounce.BounceType + " " + event.Bounce.BounceSubType)
			n.Recipients = append(n.Recipients, r)
		}
	case "Complaint":
		n.Kind = fact.Complaint
		for _, c := range event.Complaint.ComplainedRecipients {
			n.Recipients = append(n.Recipients, fact.Recipient{Address: dsn.Address(c.EmailAddress)})
		}
	case "Delivery":
		n.ReportingMTA = event.Delivery.ReportingMTA
		for _, a := range event.Delivery.Recipients {
			r := reply.Parse(event.Delivery.SMTPResponse)
			n.Recipients = append(n.Recipients, fact.Recipient{Address: a, Action: fact.Delivered, Reply: r, Status: r.Status, Diagnostic: event.Delivery.SMTPResponse})
		}
	default:
		return false
	}
	n.Original.From = first(addresses(event.Mail.Source))
	n.Original.To = event.Mail.Destination
	n.Original.Subject = event.Mail.CommonHeaders.Subject
	n.Original.MessageID = event.Mail.CommonHeaders.MessageID
	n.Original.Date = message.ParseDate(event.Mail.CommonHeaders.Date)
	n.ArrivalDate = message.ParseDate(event.Mail.Timestamp)
	n.EnvelopeID = event.Mail.MessageID
	return true
}

// findSES finds the notification in a message's words. Mail breaks the one
// line that SNS writes, so that line breaks stand inside it.
func findSES(text string) (event sesEvent, ok bool) {
	start := strings.IndexByte(text, '{')
	if start < 0 || !strings.Contains(text, `"notificationType"`) && !strings.Contains(text, `"eventType"`) {
		return event, false
	}
	text = strings.NewReplacer("\n ", "", "\n", "").Replace(text[start:])
	if json.NewDecoder(strings.NewReader(text)).Decode(&event) != nil {
		return event, false
	}
	return event, event.NotificationType != "" || event.EventType != ""
}
