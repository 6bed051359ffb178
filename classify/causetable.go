package classify

// A causeRow is what follows from a cause.
type causeRow struct {
	cause    Cause
	category Category
	// rank decides between causes that words of equal weight name: the more
	// specific one wins.
	rank int
	// permanent and transient are the list actions of a failure that is final,
	// and of one that may pass. An address is given up only if it, or its domain,
	// is at fault, and paused if it may be.
	permanent, transient ListAction
	// passes means that the failure usually passes by itself, if nothing else
	// says so.
	passes bool
}

// maxRank bounds the ranks of rules and causes.
const maxRank = 100

var causes = [...]causeRow{
	{RecipientUnknown, CategoryRecipient, 56, Remove, Pause, false},
	{RecipientDisabled, CategoryRecipient, 66, Remove, Pause, false},
	{RecipientMoved, CategoryRecipient, 64, Remove, Pause, false},
	{RecipientRestricted, CategoryRecipient, 68, Keep, Keep, false},
	{MailboxFull, CategoryRecipient, 76, Pause, Pause, true},
	{AddressInvalid, CategoryRecipient, 54, Remove, Pause, false},
	{Suppressed, CategoryRecipient, 96, Remove, Remove, false},
	{DomainNotFound, CategoryRouting, 58, Remove, Pause, false},
	{DomainNotAccepting, CategoryRouting, 62, Remove, Pause, false},
	{DNSFailure, CategoryRouting, 52, Pause, Pause, true},
	{RoutingLoop, CategoryRouting, 84, Pause, Pause, false},
	{RelayDenied, CategoryAccess, 74, Keep, Keep, false},
	{AuthRequired, CategoryAccess, 72, Keep, Keep, false},
	{AuthFailed, CategoryAccess, 78, Keep, Keep, false},
	{TLSFailed, CategoryAccess, 70, Keep, Keep, false},
	{SenderRejected, CategorySender, 60, Keep, Keep, false},
	{SenderUnauthenticated, CategorySender, 90, Keep, Keep, false},
	{RDNSMissing, CategorySender, 86, Keep, Keep, false},
	{ReputationBlock, CategoryReputation, 80, Keep, Keep, false},
	{RateLimited, CategoryReputation, 71, Keep, Keep, true},
	{Greylisted, CategoryReputation, 88, Keep, Keep, true},
	{SpamContent, CategoryContent, 50, Keep, Keep, false},
	{VirusDetected, CategoryContent, 94, Keep, Keep, false},
	{ContentRejected, CategoryContent, 46, Keep, Keep, false},
	{MessageTooLarge, CategoryContent, 82, Keep, Keep, false},
	{PolicyRejected, CategoryPolicy, 20, Keep, Keep, false},
	{Timeout, CategoryTransport, 40, Pause, Pause, true},
	{ConnectionFailed, CategoryTransport, 42, Pause, Pause, true},
	{ServerError, CategoryTransport, 36, Pause, Pause, true},
	{ProtocolError, CategoryTransport, 38, Keep, Keep, false},
	{Unknown, CategoryNone, 10, Pause, Keep, true},
}

// noCause is the row of a value that is none of Causes.
var noCause = causeRow{permanent: Keep, transient: Keep}

// row returns the row of c, that of noCause if c is none of Causes.
func (c Cause) row() *causeRow {
	for i := range causes {
		if causes[i].cause == c {
			return &causes[i]
		}
	}
	return &noCause
}

// listAction returns what follows from c for the address.
func (c Cause) listAction(permanent bool) ListAction {
	if permanent {
		return c.row().permanent
	}
	return c.row().transient
}

// causeSet is a set of causes, a bit for each in the order of causes.
type causeSet int

func (s causeSet) holds(c Cause) bool {
	for i := range causes {
		if causes[i].cause == c {
			return s>>i&1 != 0
		}
	}
	return false
}

// causesNamed returns the set of the cause, or of the causes of the category,
// with this name.
func causesNamed(name string) causeSet {
	var s causeSet
	for i := range causes {
		if string(causes[i].cause) == name || string(causes[i].category) == name {
			s |= 1 << i
		}
	}
	return s
}
