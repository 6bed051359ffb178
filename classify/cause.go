package classify

// A Cause names why delivery failed, by what must change for it to succeed.
// docs/causes.md describes each cause and how it differs from its neighbours.
type Cause string

// The causes of CategoryRecipient: the fault lies with the address or its owner.
const (
	// RecipientUnknown means that the domain exists, but has no such mailbox.
	RecipientUnknown Cause = "recipient_unknown"
	// RecipientDisabled means that the mailbox exists, but is suspended, locked
	// or closed.
	RecipientDisabled Cause = "recipient_disabled"
	// RecipientMoved means that the recipient has a new address, which the reply
	// may give.
	RecipientMoved Cause = "recipient_moved"
	// RecipientRestricted means that the mailbox, group or mailing list takes
	// mail only from senders whom its owner permits.
	RecipientRestricted Cause = "recipient_restricted"
	// MailboxFull means that the mailbox is over its quota.
	MailboxFull Cause = "mailbox_full"
	// AddressInvalid means that the recipient's address is not well formed.
	AddressInvalid Cause = "address_invalid"
	// Suppressed means that the sending service did not try, because the address
	// is on its own suppression list.
	Suppressed Cause = "suppressed"
)

// The causes of CategoryRouting: the mail finds no way to the domain.
const (
	// DomainNotFound means that the recipient's domain, or the host of the
	// address, does not exist in the DNS.
	DomainNotFound Cause = "domain_not_found"
	// DomainNotAccepting means that the domain takes no mail, or the server that
	// was asked does not serve it.
	DomainNotAccepting Cause = "domain_not_accepting"
	// DNSFailure means that the DNS did not answer, or has wrong or unusable
	// data for the domain.
	DNSFailure Cause = "dns_failure"
	// RoutingLoop means that the message went in circles.
	RoutingLoop Cause = "routing_loop"
)

// The causes of CategoryAccess: the server does not take mail from this client
// as it is set up.
const (
	// RelayDenied means that the server does not carry this client's mail to the
	// recipient's domain.
	RelayDenied Cause = "relay_denied"
	// AuthRequired means that the server wants the client to log in first.
	AuthRequired Cause = "auth_required"
	// AuthFailed means that the client tried to log in and was refused.
	AuthFailed Cause = "auth_failed"
	// TLSFailed means that encryption is required and missing, or the TLS handshake
	// failed.
	TLSFailed Cause = "tls_failed"
)

// The causes of CategorySender: the sender cannot show who it is.
const (
	// SenderRejected means that the sender's address or domain is refused: it is
	// unknown, does not resolve, is forged, or may not be used by this client.
	SenderRejected Cause = "sender_rejected"
	// SenderUnauthenticated means that the mail does not pass SPF, DKIM, DMARC or
	// ARC.
	SenderUnauthenticated Cause = "sender_unauthenticated"
	// RDNSMissing means that the reverse DNS (PTR) or the HELO name of the sending
	// host is missing or does not match.
	RDNSMissing Cause = "rdns_missing"
)

// The causes of CategoryReputation: what the sender did before counts against it.
const (
	// ReputationBlock means that the sending address, network or domain, or a
	// link in the message, is on a blocklist or has a bad reputation.
	ReputationBlock Cause = "reputation_block"
	// RateLimited means that too many messages, recipients or connections came
	// in a given time.
	RateLimited Cause = "rate_limited"
	// Greylisted means that the server puts off a sender on purpose at first
	// contact, and takes the mail when it is tried again.
	Greylisted Cause = "greylisted"
)

// The causes of CategoryContent: the fault lies with this message.
const (
	// SpamContent means that the message was judged to be spam.
	SpamContent Cause = "spam_content"
	// VirusDetected means that malware was found in the message.
	VirusDetected Cause = "virus_detected"
	// ContentRejected means that the message breaks another rule on content: a
	// banned attachment, a malformed header, a line too long, a duplicate.
	ContentRejected Cause = "content_rejected"
	// MessageTooLarge means that the message is over a size limit.
	MessageTooLarge Cause = "message_too_large"
)

// The causes of CategoryPolicy.
const (
	// PolicyRejected means that the server refused by a rule that it does not
	// explain.
	PolicyRejected Cause = "policy_rejected"
)

// The causes of CategoryTransport: the fault lies with a mail system or the
// network.
const (
	// Timeout means that no answer came in time, or the time in the queue ran out
	// with no other reason given.
	Timeout Cause = "timeout"
	// ConnectionFailed means that the connection was refused, reset or dropped,
	// or the server could not be reached.
	ConnectionFailed Cause = "connection_failed"
	// ServerError means that a mail system had a fault of its own: a local error,
	// a full disk, a bad configuration, a failed filter, overload.
	ServerError Cause = "server_error"
	// ProtocolError means that the SMTP dialogue went wrong: a command out of
	// sequence or unknown, or an extension that the server lacks.
	ProtocolError Cause = "protocol_error"
)

// The cause of CategoryNone.
const (
	// Unknown means that the message does not say why delivery failed.
	Unknown Cause = "unknown"
)

// A Category groups causes by who or what is in the way. A message whose kind
// has no cause, such as a receipt, has neither a cause nor a category: both are "".
type Category string

// The categories of the causes.
const (
	CategoryRecipient  Category = "recipient"
	CategoryRouting    Category = "routing"
	CategoryAccess     Category = "access"
	CategorySender     Category = "sender"
	CategoryReputation Category = "reputation"
	CategoryContent    Category = "content"
	CategoryPolicy     Category = "policy"
	CategoryTransport  Category = "transport"
	CategoryNone       Category = "none" // of Unknown alone
)

// Causes returns every cause, ordered by category.
func Causes() []Cause {
	all := make([]Cause, len(causes))
	for i := range causes {
		all[i] = causes[i].cause
	}
	return all
}

// Category returns the category of c, "" if c is none of Causes.
func (c Cause) Category() Category { return c.row().category }
