package classify

// A Cause is what has to change so that the mail gets through.
type Cause string

// The causes, by category. No cause at all ("") means that the message is of
// a kind that has none.
const (
	RecipientUnknown    Cause = "recipient_unknown"
	RecipientDisabled   Cause = "recipient_disabled"
	RecipientMoved      Cause = "recipient_moved"
	RecipientRestricted Cause = "recipient_restricted"
	MailboxFull         Cause = "mailbox_full"
	AddressInvalid      Cause = "address_invalid"
	Suppressed          Cause = "suppressed"

	DomainNotFound     Cause = "domain_not_found"
	DomainNotAccepting Cause = "domain_not_accepting"
	DNSFailure         Cause = "dns_failure"
	RoutingLoop        Cause = "routing_loop"

	RelayDenied  Cause = "relay_denied"
	AuthRequired Cause = "auth_required"
	AuthFailed   Cause = "auth_failed"
	TLSFailed    Cause = "tls_failed"

	SenderRejected        Cause = "sender_rejected"
	SenderUnauthenticated Cause = "sender_unauthenticated"
	RDNSMissing           Cause = "rdns_missing"

	ReputationBlock Cause = "reputation_block"
	RateLimited     Cause = "rate_limited"
	Greylisted      Cause = "greylisted"

	SpamContent     Cause = "spam_content"
	VirusDetected   Cause = "virus_detected"
	ContentRejected Cause = "content_rejected"
	MessageTooLarge Cause = "message_too_large"

	PolicyRejected Cause = "policy_rejected"

	Timeout          Cause = "timeout"
	ConnectionFailed Cause = "connection_failed"
	ServerError      Cause = "server_error"
	ProtocolError    Cause = "protocol_error"

	Unknown Cause = "unknown"
)

// A Category groups causes by who or what stands in the way.
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
	CategoryNone       Category = "none"
)

// causes lists every cause with its category, in the order of the taxonomy.
var causes = []struct {
	cause    Cause
	category Category
}{
	{RecipientUnknown, CategoryRecipient},
	{RecipientDisabled, CategoryRecipient},
	{RecipientMoved, CategoryRecipient},
	{RecipientRestricted, CategoryRecipient},
	{MailboxFull, CategoryRecipient},
	{AddressInvalid, CategoryRecipient},
	{Suppressed, CategoryRecipient},
	{DomainNotFound, CategoryRouting},
	{DomainNotAccepting, CategoryRouting},
	{DNSFailure, CategoryRouting},
	{RoutingLoop, CategoryRouting},
	{RelayDenied, CategoryAccess},
	{AuthRequired, CategoryAccess},
	{AuthFailed, CategoryAccess},
	{TLSFailed, CategoryAccess},
	{SenderRejected, CategorySender},
	{SenderUnauthenticated, CategorySender},
	{RDNSMissing, CategorySender},
	{ReputationBlock, CategoryReputation},
	{RateLimited, CategoryReputation},
	{Greylisted, CategoryReputation},
	{SpamContent, CategoryContent},
	{VirusDetected, CategoryContent},
	{ContentRejected, CategoryContent},
	{MessageTooLarge, CategoryContent},
	{PolicyRejected, CategoryPolicy},
	{Timeout, CategoryTransport},
	{ConnectionFailed, CategoryTransport},
	{ServerError, CategoryTransport},
	{ProtocolError, CategoryTransport},
	{Unknown, CategoryNone},
}

// Causes returns every cause, in the order of the taxonomy.
func Causes() []Cause {
	all := make([]Cause, len(causes))
	for i, c := range causes {
		all[i] = c.cause
	}
	return all
}

// Category returns the category of c, or "" if c is no cause of the taxonomy.
func (c Cause) Category() Category {
	for _, known := range causes {
		if known.cause == c {
			return known.category
		}
	}
	return ""
}
