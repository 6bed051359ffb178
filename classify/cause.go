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

// causes lists every cause in the order of the taxonomy.
//
// rank decides between causes that words of equal weight name: the more
// specific one wins. The list actions are those of a permanent failure and of
// one that may pass. An address is only given up where the address itself or its
// domain is at fault, and paused where it may be.
var causes = []struct {
	cause     Cause
	category  Category
	rank      int
	permanent ListAction
	transient ListAction
}{
	{RecipientUnknown, CategoryRecipient, 56, Remove, Pause},
	{RecipientDisabled, CategoryRecipient, 66, Remove, Pause},
	{RecipientMoved, CategoryRecipient, 64, Remove, Pause},
	{RecipientRestricted, CategoryRecipient, 68, Keep, Keep},
	{MailboxFull, CategoryRecipient, 76, Pause, Pause},
	{AddressInvalid, CategoryRecipient, 54, Remove, Pause},
	{Suppressed, CategoryRecipient, 96, Remove, Remove},
	{DomainNotFound, CategoryRouting, 58, Remove, Pause},
	{DomainNotAccepting, CategoryRouting, 62, Remove, Pause},
	{DNSFailure, CategoryRouting, 52, Pause, Pause},
	{RoutingLoop, CategoryRouting, 84, Pause, Pause},
	{RelayDenied, CategoryAccess, 74, Keep, Keep},
	{AuthRequired, CategoryAccess, 72, Keep, Keep},
	{AuthFailed, CategoryAccess, 78, Keep, Keep},
	{TLSFailed, CategoryAccess, 70, Keep, Keep},
	{SenderRejected, CategorySender, 60, Keep, Keep},
	{SenderUnauthenticated, CategorySender, 90, Keep, Keep},
	{RDNSMissing, CategorySender, 86, Keep, Keep},
	{ReputationBlock, CategoryReputation, 80, Keep, Keep},
	{RateLimited, CategoryReputation, 71, Keep, Keep},
	{Greylisted, CategoryReputation, 88, Keep, Keep},
	{SpamContent, CategoryContent, 50, Keep, Keep},
	{VirusDetected, CategoryContent, 94, Keep, Keep},
	{ContentRejected, CategoryContent, 46, Keep, Keep},
	{MessageTooLarge, CategoryContent, 82, Keep, Keep},
	{PolicyRejected, CategoryPolicy, 20, Keep, Keep},
	{Timeout, CategoryTransport, 40, Pause, Pause},
	{ConnectionFailed, CategoryTransport, 42, Pause, Pause},
	{ServerError, CategoryTransport, 36, Pause, Pause},
	{ProtocolError, CategoryTransport, 38, Keep, Keep},
	{Unknown, CategoryNone, 10, Pause, Keep},
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
	for i := range causes {
		if causes[i].cause == c {
			return causes[i].category
		}
	}
	return ""
}

// causeSet is a set of causes, a bit each in the order of the taxonomy.
type causeSet int

func (s causeSet) holds(c Cause) bool {
	for i := range causes {
		if causes[i].cause == c {
			return s>>i&1 != 0
		}
	}
	return false
}

// causesNamed returns the cause or the causes of the category that name stands for.
func causesNamed(name string) causeSet {
	var s causeSet
	for i := range causes {
		if string(causes[i].cause) == name || string(causes[i].category) == name {
			s |= 1 << i
		}
	}
	return s
}

func (c Cause) rank() int {
	for i := range causes {
		if causes[i].cause == c {
			return causes[i].rank
		}
	}
	return 0
}

// listAction returns what follows from c for the address.
func (c Cause) listAction(permanent bool) ListAction {
	for i := range causes {
		if causes[i].cause != c {
			continue
		}
		if permanent {
			return causes[i].permanent
		}
		return causes[i].transient
	}
	return Keep
}
