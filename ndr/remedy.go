package ndr

// A Remedy is one thing to do about a failure. Package remedies makes them.
type Remedy struct {
	// ID is the remedy's identifier in the catalogue, the same in every
	// language. All remedies are listed in docs/remedies.md.
	ID string `json:"id"`

	// Title is what to do, in one line.
	Title string `json:"title"`

	// Why is why it helps here, with the facts of this failure.
	Why string `json:"why"`

	// Audience is who has to do it.
	Audience Audience `json:"audience"`

	// Kind is what sort of remedy it is.
	Kind RemedyKind `json:"kind"`

	// Importance is how urgent the remedy is: 3 do this first, 2 do this next,
	// 1 worth a look.
	Importance int `json:"importance"`

	// Steps are the steps to take, in order.
	Steps []Step `json:"steps"`
}

// An Audience is who carries out a remedy.
type Audience string

// The audiences.
const (
	AudienceSender         Audience = "sender"          // the person who wrote the mail
	AudienceSenderAdmin    Audience = "sender_admin"    // who runs the sender's mail system or domain
	AudienceRecipient      Audience = "recipient"       // the person the mail was for
	AudienceRecipientAdmin Audience = "recipient_admin" // who runs the recipient's mail system or domain
)

// A RemedyKind is what sort of remedy one is.
type RemedyKind string

// The kinds of remedy.
const (
	RemedyAccount        RemedyKind = "account"         // an account or the rights of one: password, quota, permission to send
	RemedyClientSettings RemedyKind = "client_settings" // the settings of the mail program: server, port, login, encryption
	RemedyDNS            RemedyKind = "dns"             // a DNS record: MX, SPF, DKIM, DMARC, PTR
	RemedyDelist         RemedyKind = "delist"          // removal from a blocklist
	RemedyRetry          RemedyKind = "retry"           // send again, at once or later
	RemedyAddress        RemedyKind = "address"         // another or a corrected address
	RemedyContent        RemedyKind = "content"         // the message itself: size, attachments, wording
	RemedyNetwork        RemedyKind = "network"         // the connection: ports, firewalls, TLS, routing
	RemedyContact        RemedyKind = "contact"         // somebody to write to
	RemedyWorkaround     RemedyKind = "workaround"      // another way to get the message through
	RemedyListHygiene    RemedyKind = "list_hygiene"    // the upkeep of a mailing list
	RemedyVerify         RemedyKind = "verify"          // something to check
)

// A Step is one step of a remedy: a sentence and, where there is one, the
// exact link, command, settings or DNS record.
type Step struct {
	// Text is the sentence.
	Text string `json:"text"`

	// URL is a page to open.
	URL string `json:"url,omitempty"`

	// Command is a shell command to run, as it is.
	Command string `json:"command,omitempty"`

	// Settings are the settings of a program, in order.
	Settings []Setting `json:"settings,omitempty"`

	// DNS is the DNS record to publish.
	DNS *DNSRecord `json:"dns,omitempty"`
}

// A Setting is one setting of a program, or one line of its configuration.
type Setting struct {
	// Name is what the setting is called, or the whole line where that has no
	// value.
	Name string `json:"name"`

	// Value is what to set it to.
	Value string `json:"value"`
}

// A DNSRecord is a DNS record to publish.
type DNSRecord struct {
	// Type is the type of the record, such as TXT, CNAME, PTR or MX.
	Type string `json:"type"`

	// Host is the name of the record, relative to the domain; @ is the domain
	// itself.
	Host string `json:"host"`

	// Value is the value of the record.
	Value string `json:"value"`
}
