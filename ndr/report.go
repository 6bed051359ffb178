package ndr

import (
	"time"

	"github.com/ndrparse/ndrparse/classify"
)

// A Kind is the kind of a message as a whole.
type Kind string

// The kinds of message. A report on several recipients is Failed if one of
// them failed, else Delayed if one of them is delayed. Only the recipients of
// Failed and Delayed messages have causes.
const (
	Failed    Kind = "failed"     // at least one recipient failed for good
	Delayed   Kind = "delayed"    // no failure yet; the mail system keeps trying
	Delivered Kind = "delivered"  // a success report: delivered, relayed or expanded
	AutoReply Kind = "auto_reply" // a vacation notice or another automatic answer (RFC 3834)
	Complaint Kind = "complaint"  // a feedback report (ARF, RFC 5965)
	Receipt   Kind = "receipt"    // a disposition notification (MDN, RFC 8098): displayed, deleted
	NotBounce Kind = "not_bounce" // anything else: ordinary mail, a challenge, a list's own mail
)

// IsBounce reports whether k is Failed or Delayed, the kinds that report
// undelivered mail.
func (k Kind) IsBounce() bool { return k == Failed || k == Delayed }

// A Report is what one message states about the delivery of another, and what
// follows from it. It marshals to the JSON object that the command prints, and
// unmarshals from it.
//
// Nothing in a Report is invented: a field that the message does not state has
// its zero value. Text is decoded to UTF-8 and header fields are unfolded.
// Times keep the time zone that the message gives them; a nil time is not
// stated.
type Report struct {
	// Source is where the message was read: the path as given, PATH#N for the
	// N-th message of a mailbox (from 1), ARCHIVE!MEMBER for a member of an
	// archive, or - for standard input. Package mailbox sets it; a Parser,
	// which knows of no path, leaves it empty.
	Source string `json:"source"`

	// Kind is the kind of the message as a whole; only failed and delayed
	// messages have causes.
	Kind Kind `json:"kind"`

	// Format is the format that was recognised: rfc3464, exchange,
	// outlook_dialog, postfix, exim, qmail, sendmail …, or text for a message
	// whose author is not known. All formats are listed in docs/formats.md.
	Format string `json:"format"`

	// ReportingMTA is the name of the mail system that wrote the notice (RFC
	// 3464 section 2.2.2), without its type.
	ReportingMTA string `json:"reporting_mta"`

	// ArrivalDate is when the reporting system accepted the original message
	// (RFC 3464 section 2.2.5).
	ArrivalDate *time.Time `json:"arrival_date"`

	// QueueID is the queue identifier under which the reporting system's logs
	// know the original message.
	QueueID string `json:"queue_id,omitempty"`

	// Original is what the notice quotes or returns of the message that was
	// not delivered.
	Original Original `json:"original"`

	// BounceAddress is the address that the notice was sent to: the envelope
	// recipient where its delivery left a trace, as in Delivered-To, else the
	// first address of To. With VERP it encodes the recipient that failed.
	BounceAddress string `json:"bounce_address"`

	// Recipients are the recipients that the message reports on, in its order.
	// There may be none, even in a Failed report.
	Recipients []Recipient `json:"recipients"`

	// Client is the mail program that showed the error, and the account and
	// server that it was using. It is nil unless a mail program, not a server,
	// reported the failure.
	Client *Client `json:"client,omitempty"`

	// Warnings are what could not be read and which limits were reached, in
	// English. The rest of the report is valid all the same.
	Warnings []string `json:"warnings"`
}

// Original is what the notice quotes or returns of the message that was not
// delivered.
type Original struct {
	// MessageID is its Message-ID, with the angle brackets (RFC 5322 section
	// 3.6.4).
	MessageID string `json:"message_id"`

	// From is the address of its author, without the display name.
	From string `json:"from"`

	// To holds the addresses of its To field, without display names.
	To []string `json:"to"`

	// Subject is its subject, decoded (RFC 2047).
	Subject string `json:"subject"`

	// Date is when it was written, by its Date field.
	Date *time.Time `json:"date"`

	// EnvelopeID is the envelope identifier that the sender gave it with ENVID
	// (RFC 3461 section 4.4).
	EnvelopeID string `json:"envelope_id"`

	// Headers holds the header fields that were asked for, by name. A Parser
	// copies those of Parser.Headers, each under the name given there; fields
	// that the original lacks are left out.
	Headers map[string]string `json:"headers"`
}

// A Recipient is one recipient of the original message: what became of the
// mail, and why.
type Recipient struct {
	// Address is the final recipient, as the reporting system knew it (RFC
	// 3464 section 2.3.2), without the type; empty where the message names
	// none. An address that was derived, from a VERP address for example, has
	// an Evidence whose rule begins with "address.".
	Address string `json:"address"`

	// OriginalAddress is the address as the sender wrote it, where that
	// differs from the final recipient, as after forwarding (RFC 3464 section
	// 2.3.1).
	OriginalAddress string `json:"original_address"`

	// Action is what the reporting system did for the recipient (RFC 3464
	// section 2.3.3); empty where the message does not say.
	Action Action `json:"action"`

	// Status is the enhanced status code (RFC 3463) that the message states:
	// the refusing server's own where it says more than x.0.0, else the Status
	// field. It is never derived from the reply code or the words.
	Status string `json:"status"`

	// Reply is the final SMTP reply for the recipient, of the server that
	// refused the mail.
	Reply Reply `json:"reply"`

	// RemoteMTA is the server that gave the reply (RFC 3464 section 2.3.5).
	RemoteMTA Host `json:"remote_mta"`

	// Diagnostic is the notice's own diagnostic, unfolded: the Diagnostic-Code
	// with its type (RFC 3464 section 2.3.6), or the sentence that gives the
	// reason.
	Diagnostic string `json:"diagnostic"`

	// Cause is why delivery failed, by what must change for it to succeed;
	// empty where the kind of message has no cause.
	Cause classify.Cause `json:"cause"`

	// Category is the group that the cause belongs to.
	Category classify.Category `json:"category"`

	// Permanent is set if the failure will not pass by itself, so that a mail
	// system does not try again.
	Permanent bool `json:"permanent"`

	// ListAction is what a mailing program does with the address: remove it,
	// pause and remove it after several failures, or keep it because the fault
	// lies elsewhere.
	ListAction classify.ListAction `json:"list_action"`

	// Confidence is how likely the cause is right, from 0 to 1; 0 where there
	// is no cause.
	Confidence float64 `json:"confidence"`

	// Evidence holds the rules that decided, strongest first, each with the text
	// that it matched.
	Evidence []classify.Evidence `json:"evidence"`

	// Provider is the slug of the mail provider or filter that refused, such
	// as google, microsoft or spamhaus; empty where unknown. The slugs
	// are those of the tables in classify/rules; the name to show is that of
	// remedies.ProviderName.
	Provider string `json:"provider"`

	// Listing is the blocklist entry that a refusal names. It is nil where the
	// refusal names none.
	Listing *classify.Listing `json:"listing,omitempty"`

	// Client is the mail program that wrote the line that Explain read. It is
	// nil where none did, and in a Report, which has it for all recipients.
	Client *Client `json:"client,omitempty"`

	// LastAttempt is when delivery was last tried (RFC 3464 section 2.3.7).
	LastAttempt *time.Time `json:"last_attempt"`

	// WillRetryUntil is when the mail system will give up (RFC 3464 section
	// 2.3.9). Only notices of a delay state it.
	WillRetryUntil *time.Time `json:"will_retry_until"`

	// Remedies are what to do about the failure, the most important first. A
	// Parser leaves it nil; remedies.Advise fills it in.
	Remedies []Remedy `json:"remedies,omitzero"`
}

// An Action is what the reporting system did for a recipient (RFC 3464
// section 2.3.3).
type Action string

// The actions.
const (
	ActionFailed    Action = "failed"    // not delivered, and not tried again
	ActionDelayed   Action = "delayed"   // not delivered yet, and tried again
	ActionDelivered Action = "delivered" // delivered to the recipient's mailbox
	ActionRelayed   Action = "relayed"   // handed to a system that sends no success reports
	ActionExpanded  Action = "expanded"  // handed on to the members of a list or the targets of an alias
)

// A Reply is the final SMTP reply for a recipient (RFC 5321 section 4.2).
type Reply struct {
	// Code is the three-digit reply code, 0 where none is stated.
	Code int `json:"code"`

	// Status is the enhanced status code in the reply (RFC 2034).
	Status string `json:"status"`

	// Text is the server's words with their codes, unfolded to one line and
	// decoded.
	Text string `json:"text"`

	// Command is the SMTP command that was refused: MAIL FROM, RCPT TO, DATA,
	// end of DATA for the message itself, connect for the connection …; empty
	// where not stated.
	Command string `json:"command"`
}

// A Host is a mail server.
type Host struct {
	// Host is its name, as the notice writes it.
	Host string `json:"host"`

	// IP is its IPv4 or IPv6 address, without brackets.
	IP string `json:"ip"`
}

// A Client is the mail program that showed the error, and the account and
// server that it was using.
type Client struct {
	// Name is the slug of the program, such as outlook, windows_mail or msmtp.
	// The name to show is that of remedies.ClientName.
	Name string `json:"name"`

	// Account is the name of the account.
	Account string `json:"account"`

	// Server is the host name of the submission server.
	Server string `json:"server"`

	// Port is the TCP port of the submission server, 0 where not stated.
	Port int `json:"port"`

	// Protocol is the protocol, as the program writes it: SMTP.
	Protocol string `json:"protocol"`

	// Secure is whether the connection was to be encrypted, yes or no; empty
	// where not stated.
	Secure string `json:"secure"`

	// ErrorNumber is the program's own error number, as it shows it:
	// 0x800CCC79.
	ErrorNumber string `json:"error_number"`
}
