// Package classify names the one cause of a recipient's failure.
//
// It decides from what the refusing server said: its words first, then its
// enhanced status code (RFC 3463), then its three-digit reply code (RFC 5321),
// and the words of the system that wrote the notice last. The knowledge lies
// in the TOML tables of the folder rules; the code only looks it up.
package classify

// Input is what is known of one failure. Every field may be empty.
type Input struct {
	Reply   string // the refusing server's words, its codes included
	Code    int    // its three-digit reply code, 0 where none stands
	Status  string // its enhanced status code, else the notice's Status field
	Command string // the SMTP command that it answered: "RCPT TO", "DATA" …
	Host    string // the name of the server that refused
	Domain  string // the recipient's domain
	Notice  string // the words of the system that wrote the notice
	Error   string // a mail client's error number: "0x800CCC79"
	Sender  string // the envelope sender, for refusals that only name it
	Delayed bool   // the notice says that delivery is tried again
}

// A field is one of the texts of an Input in which words are looked for.
type field uint8

const (
	replyField field = iota
	noticeField
	fieldCount
)

func (in *Input) text(f field) string {
	if f == noticeField {
		return in.Notice
	}
	return in.Reply
}

// A ListAction is what a mailing program does with the address.
type ListAction string

// The list actions.
const (
	Remove ListAction = "remove" // the address will never work
	Pause  ListAction = "pause"  // try again later, remove after several
	Keep   ListAction = "keep"   // the fault lies elsewhere
)

// Evidence is one rule that spoke, with the piece of text that it stands on.
type Evidence struct {
	Rule string `json:"rule"`
	Text string `json:"text"`
}

// A Listing is the blocklist entry that a refusal names.
type Listing struct {
	List    string `json:"list"`    // the list's zone or name: "zen.spamhaus.org"
	Subject string `json:"subject"` // what is listed: an address or a domain, "" where not said
}

// A Verdict is the cause of one failure and what follows from it.
type Verdict struct {
	Cause      Cause
	Category   Category
	Confidence float64    // how likely the cause is right, 0 to 1
	Evidence   []Evidence // strongest first
	Provider   string     // slug of the provider or filter that refused, "" where unknown
	Listing    *Listing   // nil unless the refusal names a blocklist
	Permanent  bool       // the failure will not pass by itself
	ListAction ListAction
}
