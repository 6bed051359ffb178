// Package classify names the one cause of a recipient's failure.
//
// It decides from what the refusing server said: its words first, then its
// enhanced status code (RFC 3463), then its three-digit reply code (RFC 5321),
// and the words of the system that wrote the notice last. The knowledge lies
// in the TOML tables of the folder rules; the code only looks it up.
// docs/causes.md describes the causes.
package classify

// Input is what is known of one failure. Every field may be empty. Only the first
// 16 KiB of each text are looked at.
type Input struct {
	Reply   string // the reply of the server that refused, its codes included
	Code    int    // the three-digit code of that reply, 0 if there is none
	Status  string // the enhanced status code of that reply, else the Status field of the notice
	Command string // the SMTP command that was refused: "RCPT TO", "DATA"
	Host    string // the name of the server that refused
	Domain  string // the recipient's domain
	Notice  string // the words of the system that wrote the notice
	Error   string // the error number of a mail client: "0x800CCC79"
	Sender  string // the envelope sender's address, for refusals that say nothing else
	Delayed bool   // the notice says that delivery will be tried again
}

// A ListAction is what a mailing program should do with the recipient's address.
type ListAction string

// The list actions.
const (
	Remove ListAction = "remove" // the address will never work
	Pause  ListAction = "pause"  // try again later, remove after several failures
	Keep   ListAction = "keep"   // the address is not at fault
)

// Evidence is a rule that matched, with the piece of text that it matched.
type Evidence struct {
	Rule string `json:"rule"` // its id
	Text string `json:"text"`
}

// A Listing is the blocklist entry that a refusal names.
type Listing struct {
	List    string `json:"list"`    // the zone or name of the list: "zen.spamhaus.org"
	Subject string `json:"subject"` // what is listed: an IP address or a domain, "" if not said
}

// A Verdict is the cause of one failure and what follows from it.
type Verdict struct {
	Cause      Cause // never "": Unknown if nothing decides
	Category   Category
	Confidence float64    // how likely the cause is right, 0 to 1
	Evidence   []Evidence // the rules for the cause, at most five, the strongest first
	Provider   string     // slug of the provider or filter that refused, "google"; "" if unknown
	Listing    *Listing   // nil unless Cause is ReputationBlock and the refusal names a blocklist
	Permanent  bool       // the failure will not pass by itself
	ListAction ListAction
}
