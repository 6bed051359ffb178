// Package fact holds what a notice states, before its cause is decided.
package fact

import (
	"time"

	"github.com/ndrparse/ndrparse/internal/message"
)

// A Kind is what a notice says it is. The zero Kind leaves it to the
// recipients' actions.
type Kind string

// The kinds that do not follow from the recipients' actions.
const (
	AutoReply Kind = "auto_reply"
	Complaint Kind = "complaint"
	Receipt   Kind = "receipt"
	NotBounce Kind = "not_bounce"
)

// The actions of RFC 3464 section 2.3.3.
const (
	Failed    = "failed"
	Delayed   = "delayed"
	Delivered = "delivered"
	Relayed   = "relayed"
	Expanded  = "expanded"
)

// A Notice is everything one message states.
type Notice struct {
	Kind         Kind
	Format       string // name of the reader that recognised it
	ReportingMTA string
	ArrivalDate  time.Time
	QueueID      string
	EnvelopeID   string // RFC 3461 ENVID
	Recipients   []Recipient
	Original     Original
	Client       *Client
	Words        string // the notice's own words that hold for all recipients
	Warnings     []string
	Unmarked     bool // only its words show that it reports a failure
}

// A Recipient is one address and what became of the mail to it.
type Recipient struct {
	Address        string
	Original       string // Original-Recipient or another form of the address
	Action         string
	Status         string // the notice's own Status field, "" if there is none
	Reply          Reply
	Remote         Host
	Diagnostic     string // Diagnostic-Code or what is in its place
	Words          string // the notice's own words on this recipient
	LastAttempt    time.Time
	WillRetryUntil time.Time
	Guessed        string // where the address was taken from, if the notice does not name it: "verp", "list", "original"
}

// A Reply is an SMTP reply: code, enhanced status code, words, and the command
// that it answers.
type Reply struct {
	Code    int
	Status  string
	Text    string
	Command string
}

// A Host is a server's name and address.
type Host struct{ Name, IP string }

// Original is what the notice quotes or returns of the undelivered message.
type Original struct {
	MessageID string
	From      string
	To        []string
	Subject   string
	Date      time.Time
	Header    message.Header // undecoded, nil if the notice returns none
}

// A Client is a mail program that reported an error itself.
type Client struct {
	Name, Account, Server, Protocol, Secure, ErrorNumber string
	Port                                                 int
}
