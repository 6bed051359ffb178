package notice

import (
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

// phraseTable is phrases.toml: what notices of any system say. All of it is in
// lower case; digits stand as 0.
type phraseTable struct {
	Places         []string // what a heading says of where that which it announces stands
	Original       []string // lines that announce the returned message
	Labels         []string // words before a recipient's address
	SoleLabels     []string // such words where nothing else stands on the line before them
	Failed         []string // sentences of a final failure
	Delayed        []string // sentences of a delay
	Succeeded      []string // sentences of a delivery
	Warnings       []string // sentences that a notice only warns
	Final          []string // sentences that end the matter, in a notice that also speaks of a delay
	Idle           []string // sentences of every notice, which give no reason
	Subjects       []string // subjects of notices
	Senders        []string // local parts and names that mail systems write under
	Expands        []string // words between an address and the one that it was expanded from
	Pipes          []string // what a line begins with that names a command or file in place of an address
	Owners         []string // words before the recipient for whom the command ran
	Aside          []string // words before an address that is no recipient
	SendersBehind  []string // words right after an address that is the sender's
	ContactsBehind []string // the same after the address, where the verb is at the end
	Contacts       []string // words of a sentence that gives an address for questions
	Talk           []string // words of people who talk to each other
	Answers        []string // what the subject of a person's answer begins with
	Replies        struct {
		Fields   []string // words in the names of the fields that programs mark replies with
		Denials  []string // values by which such a field says that the message is none
		Prefixes []string // what the subjects of some programs' replies begin with
		Subjects []string // subjects of automatic replies
		Nouns    []string // words that make the subject a reply's if a colon follows and the header says the same
		Words    []string // sentences of automatic replies
	}
	Receipts struct {
		Prefixes []string // what the subjects of receipts begin with
		Words    []string // what became of the message
	}
	Domino struct {
		Recipients, Reason []string // headings
	}
	Transcript struct {
		Headings []string
		Talking  []string // what begins a line that names the server
	}
	Unreached       []string // headings of the list that Exchange up to 2003 writes
	AttachedNotices []string // sentences that a notice is attached
	Reporting       reportingWords
	Quoting         []string            // what a line ends with below which someone is quoted
	ListRefusals    []string            // refusals of mailing list servers
	Held            []string            // what list servers say of a message that waits for a moderator
	ListRules       []string            // the rule of a list, which its refusals state
	Challenges      []string            // what a challenge asks of the sender
	LocalNames      []string            // headings of lists of local names
	AddressTypes    []string            // types of address that are before one
	AddressKeys     []string            // names that logs put before an address, with an equals sign and no blank
	ReasonsAbove    []string            // reasons that are above their recipients
	MailerErrors    []string            // what sendmail makes of a delivery program's exit status
	Reasons         []string            // names of a field that gives the reason
	Services        []string            // local parts of addresses for questions
	ListServers     []string            // local parts of mailing list servers
	ListRoles       []string            // what ends the local parts that go with a list
	SenderFields    []string            // names of fields that hold no recipient
	VERP            []string            // what is before the recipient in a VERP address
	Refused         []string            // sentences of a disposition notification that refuses
	Forwards        []string            // lines above a forwarded message
	Quoted          map[string][]string // names of the fields in which a notice quotes the original, by header field
}

var phrases = sync.OnceValue(func() phraseTable { return table[phraseTable]("phrases.toml") })

// The lists that are looked for in many lines, ready for one sweep.
var (
	announcing = sync.OnceValue(func() *phrase.List { return phrase.NewList(phrases().Original) })
	idling     = sync.OnceValue(func() *phrase.List { return phrase.NewList(phrases().Idle) })
	talking    = sync.OnceValue(func() *phrase.List { return phrase.NewList(phrases().Talk) })
	titles     = sync.OnceValue(func() *phrase.List { return phrase.NewList(phrases().Subjects) })
)

// containsAny returns the first of a short list that is in s, or "".
func containsAny(s string, list []string) string {
	for _, p := range list {
		if strings.Contains(s, p) {
			return p
		}
	}
	return ""
}

// startsWithAny reports whether s starts with one of list.
func startsWithAny(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// endsWithAny reports whether s ends with one of list.
func endsWithAny(s string, list []string) bool {
	for _, p := range list {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// digitless returns s with every digit as 0, as the tables have them.
func digitless(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '1' && r <= '9' {
			return '0'
		}
		return r
	}, s)
}
