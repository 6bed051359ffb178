package classify

import "slices"

// A Rule says which cause a failure has if certain words or codes occur in it.
// A rule needs words (Any, All), a Status, a Code or an Error; a condition that
// is left empty always holds. Words are phrases in any case; one that ends in *
// also matches the beginning of a longer word. rules/README.md says how words are
// compared, and how a file of rules is written.
type Rule struct {
	// ID identifies the rule among all rules, "postfix.greylisted": printable
	// ASCII without spaces.
	ID string `toml:"id"`
	// Cause is the cause that the rule names, "" for Noise.
	Cause Cause `toml:"cause"`

	// Any are words of which at least one must occur.
	Any []string `toml:"any"`
	// All are words that must all occur.
	All []string `toml:"all"`
	// With are words of which at least one must occur besides those of Any and All.
	With []string `toml:"with"`
	// Not are words of which none may occur.
	Not []string `toml:"not"`
	// Near means that the words of Any, All and With occur in one sentence.
	Near bool `toml:"near"`
	// In is the text in which the words occur: "reply", "notice" or "any", the
	// meaning of "".
	In string `toml:"in"`

	// Status are enhanced status codes (RFC 3463), one of which must be the
	// failure's: "5.7.28", "x.7.28", "4.4.x", "5.7.606-5.7.649".
	Status []string `toml:"status"`
	// Code are reply codes, one of which must be the failure's: "550", "55x", "4xx".
	Code []string `toml:"code"`
	// Command are beginnings of the SMTP command that was refused: "RCPT TO".
	Command []string `toml:"command"`
	// Host are domains; the server that refused must be in one of them.
	Host []string `toml:"host"`
	// Error are error numbers of mail clients, one of which must be the
	// failure's: "0x800CCC79".
	Error []string `toml:"error"`

	// Provider is the slug of the provider or filter whose words these are. Load
	// replaces nil by the provider of the file; "" means none.
	Provider *string `toml:"provider"`
	// RequiresProvider means that the words are so common that they count only
	// if the host, the domain, a link or other words show the provider.
	RequiresProvider bool `toml:"requires_provider"`
	// NamesSender means that the reply must contain the envelope sender's address.
	NamesSender bool `toml:"names_sender"`
	// NamesList means that the host name of a blocklist must follow the words of Any.
	NamesList bool `toml:"names_list"`
	// NamesAddress means that an IP address must be next to the words of Any.
	NamesAddress bool `toml:"names_address"`
	// NamesDomain means that a certain host name must follow the words of Any.
	NamesDomain NamedHost `toml:"names_domain"`

	// Strength is how much the words decide. "" means StrengthVague for
	// PolicyRejected and Unknown, StrengthSpecific for the other causes.
	Strength Strength `toml:"strength"`
	// Rank decides between rules of equal weight, the higher one wins: 1 to 100,
	// 0 for the rank of the cause.
	Rank int `toml:"rank"`
	// Overrules are causes and categories. Their rules do not count if this one
	// matches, unless their rank is higher.
	Overrules []string `toml:"overrules"`
	// Noise means that the words decide nothing and hide the words inside them.
	Noise bool `toml:"noise"`
	// Hides is how far Noise also hides the words around it.
	Hides Reach `toml:"hides"`
	// Permanent means that the words say that the failure is final. It counts
	// if neither a code nor the notice says so and the cause often passes.
	Permanent bool `toml:"permanent"`
	// Confidence is the confidence of a verdict on this rule alone, up to 1; 0
	// for that of the kind of evidence.
	Confidence float64 `toml:"confidence"`

	// Source is where the words are from: a URL, an RFC section. Load replaces
	// "" by the source of the file.
	Source string `toml:"source"`
	// Examples are failures that the rule must decide; see Classifier.Test.
	Examples []Example `toml:"examples"`
	// Counterexamples are failures that it must not decide.
	Counterexamples []Example `toml:"counterexamples"`

	list     *List             // the blocklist that the rule stands for, nil if none
	generic  bool              // the file says that its words are those of any server
	spelling map[string]string // the file's letters for seven bits
}

// A Strength is how much the words of a rule decide.
type Strength string

// The values of Rule.Strength besides "".
const (
	StrengthSpecific Strength = "specific"
	StrengthVague    Strength = "vague" // loses to a specific enhanced status code
	StrengthWeak     Strength = "weak"  // the age of the queue, "try later": loses to any other reason
)

// A List is a blocklist: a refusal that names one of its zones, or has one of its
// words, is a ReputationBlock, and Verdict.Listing says what is listed where.
type List struct {
	ID       string    `toml:"id"`       // as Rule.ID
	Name     string    `toml:"name"`     // the Listing.List if a refusal names no zone
	Zones    []string  `toml:"zones"`    // DNS zones, in lower case: "zen.spamhaus.org"
	Words    []string  `toml:"words"`    // links and names by which replies mean the list
	Subject  string    `toml:"subject"`  // what is listed: "ip", the meaning of "", or "domain"
	Provider *string   `toml:"provider"` // as Rule.Provider
	Source   string    `toml:"source"`   // as Rule.Source
	Examples []Example `toml:"examples"` // as Rule.Examples
}

// A Provider is a mail provider or filter with the names of its servers. A name
// stands for itself and for the hosts within it.
type Provider struct {
	Slug    string   `toml:"slug"`    // of Verdict.Provider: "google"
	Hosts   []string `toml:"hosts"`   // domains of its servers
	Domains []string `toml:"domains"` // recipients' domains whose mail it takes
}

func (r *Rule) provider() string {
	if r.Provider == nil {
		return ""
	}
	return *r.Provider
}

// hasWords reports whether the rule has words to match.
func (r *Rule) hasWords() bool { return len(r.Any)+len(r.All) > 0 }

// rule returns the rule that matches refusals naming the list.
func (l *List) rule() *Rule {
	return &Rule{
		ID: l.ID, Cause: ReputationBlock, Any: slices.Concat(l.Zones, l.Words), In: inReply,
		Provider: l.Provider, Source: l.Source, Examples: l.Examples, list: l,
	}
}

// Where a rule looks for its words.
const (
	inReply  = "reply"
	inNotice = "notice"
	inAny    = "any"
)
