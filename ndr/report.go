package ndr

import (
	"time"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/fact"
)

// A Kind is what sort of message was read.
type Kind string

// The kinds of message. Only Failed and Delayed reports have causes.
const (
	Failed    Kind = "failed"     // at least one recipient failed for good
	Delayed   Kind = "delayed"    // no failure yet, the system is still trying
	Delivered Kind = "delivered"  // delivered, relayed or expanded
	AutoReply Kind = "auto_reply" // vacation and other automatic answers
	Complaint Kind = "complaint"  // a feedback report (RFC 5965)
	Receipt   Kind = "receipt"    // a disposition notification (RFC 8098)
	NotBounce Kind = "not_bounce" // anything else
)

// IsBounce reports whether a message of this kind tells of undelivered mail.
func (k Kind) IsBounce() bool { return k == Failed || k == Delayed }

// A Report is what one message says. It marshals to the JSON object that the
// command prints; a field that the message does not state is empty.
type Report struct {
	Source        string      `json:"source"` // where the message was read from
	Kind          Kind        `json:"kind"`
	Format        string      `json:"format"` // the format recognised: "rfc3464", "exim" …
	ReportingMTA  string      `json:"reporting_mta"`
	ArrivalDate   *time.Time  `json:"arrival_date"`
	QueueID       string      `json:"queue_id,omitempty"` // the reporting system's name for the message
	Original      Original    `json:"original"`
	BounceAddress string      `json:"bounce_address"` // the address that the notice was sent to
	Recipients    []Recipient `json:"recipients"`
	Client        *Client     `json:"client,omitempty"` // set where a mail client reported the error
	Warnings      []string    `json:"warnings"`
}

// Original is what is known of the message that was not delivered.
type Original struct {
	MessageID  string            `json:"message_id"`
	From       string            `json:"from"` // address only
	To         []string          `json:"to"`   // addresses only
	Subject    string            `json:"subject"`
	Date       *time.Time        `json:"date"`
	EnvelopeID string            `json:"envelope_id"` // RFC 3461 ENVID
	Headers    map[string]string `json:"headers"`     // those asked for with Parser.Headers
}

// A Recipient is one address of the original message and its fate.
type Recipient struct {
	Address         string `json:"address"`
	OriginalAddress string `json:"original_address"` // as the sender wrote it, where that differs
	Action          string `json:"action"`           // RFC 3464 section 2.3.3: ActionFailed …
	Status          string `json:"status"`           // enhanced status code (RFC 3463)
	Reply           Reply  `json:"reply"`
	RemoteMTA       Host   `json:"remote_mta"`
	Diagnostic      string `json:"diagnostic"` // the notice's own diagnostic, unfolded

	Cause      classify.Cause      `json:"cause"`
	Category   classify.Category   `json:"category"`
	Permanent  bool                `json:"permanent"`
	ListAction classify.ListAction `json:"list_action"`
	Confidence float64             `json:"confidence"`
	Evidence   []classify.Evidence `json:"evidence"`
	Provider   string              `json:"provider"`
	Listing    *classify.Listing   `json:"listing,omitempty"`

	LastAttempt    *time.Time `json:"last_attempt"`
	WillRetryUntil *time.Time `json:"will_retry_until"`

	Remedies []Remedy `json:"remedies,omitzero"` // nil where none were asked for
}

// The actions of a recipient.
const (
	ActionFailed    = fact.Failed
	ActionDelayed   = fact.Delayed
	ActionDelivered = fact.Delivered
	ActionRelayed   = fact.Relayed
	ActionExpanded  = fact.Expanded
)

// A Reply is the final SMTP reply to a recipient (RFC 5321 section 4.2).
type Reply struct {
	Code    int    `json:"code"`    // three digits, 0 where none stands
	Status  string `json:"status"`  // the enhanced code in it (RFC 2034)
	Text    string `json:"text"`    // the server's words, its codes included, on one line
	Command string `json:"command"` // what it answers: "RCPT TO", "end of DATA" …
}

// A Host is a mail server by name and address.
type Host struct {
	Host string `json:"host"`
	IP   string `json:"ip"`
}

// A Client is the mail program that showed the error, and the account and
// server it was using.
type Client struct {
	Name        string `json:"name"` // "outlook", "outlook_express", "windows_mail", "msmtp", "neomutt" …
	Account     string `json:"account"`
	Server      string `json:"server"` // the submission server it spoke to
	Port        int    `json:"port"`   // 0 where not said
	Protocol    string `json:"protocol"`
	Secure      string `json:"secure"`       // "yes", "no" or ""
	ErrorNumber string `json:"error_number"` // "0x800CCC79"
}

// A Remedy is one thing to do about a failure. Package remedies makes them.
type Remedy struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Why        string `json:"why"`
	Audience   string `json:"audience"`   // AudienceSender …
	Kind       string `json:"kind"`       // account, client_settings, dns, delist, retry …
	Importance int    `json:"importance"` // 3 do this first, 2 do this next, 1 worth a look
	Steps      []Step `json:"steps"`
}

// The audiences of a remedy: the person who wrote, the recipient, and those who
// run the mail systems of each.
const (
	AudienceSender         = "sender"
	AudienceSenderAdmin    = "sender_admin"
	AudienceRecipient      = "recipient"
	AudienceRecipientAdmin = "recipient_admin"
)

// A Step of a remedy is a sentence and, where there is one, the very command,
// link, settings or DNS record.
type Step struct {
	Text     string     `json:"text"`
	URL      string     `json:"url,omitempty"`
	Command  string     `json:"command,omitempty"`
	Settings []Setting  `json:"settings,omitempty"`
	DNS      *DNSRecord `json:"dns,omitempty"`
}

// A Setting is one line of a program's configuration.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A DNSRecord is a record to publish.
type DNSRecord struct {
	Type  string `json:"type"`
	Host  string `json:"host"`
	Value string `json:"value"`
}
