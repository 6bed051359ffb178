package notice

import (
	"cmp"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/phrase"
	"github.com/ndrparse/ndrparse/internal/reply"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// A mailClient is one program's way of reporting that mail was not sent: an
// entry of clients.toml.
type mailClient struct {
	Name      string
	Format    string // the format's name where it differs
	Marks     []string
	Names     []string
	Recipient []string
	List      []string
	Sender    []string
	Server    []string
	Response  []string
	Code      []string
	Each      []string
	Tails     []string
	Because   string
}

// clientTable is clients.toml.
type clientTable struct {
	Client  []mailClient
	Session []dialect
}

var clientWords = sync.OnceValue(func() clientTable { return table[clientTable]("clients.toml") })

// maxClientText bounds what is taken for a client's words: a traceback is the
// longest.
const maxClientText = 16 << 10

// readClient reads what a mail client or a library shows when mail is not
// sent:
//
//	An error occurred while sending mail. The mail server responded:
//	5.7.1 <jiro@example.org>: Relay access denied.
//	Please check the message recipient "jiro@example.org" and try again.
func readClient(text string) (*fact.Notice, bool) {
	if len(text) > maxClientText {
		return nil, false
	}
	for _, found := range clientSigns().Find(fold(text)) {
		sign := clientSigns().Value(found)
		if n := sign.client.read(withoutFrames(text)); sign.sure || n.Recipients[0].Reply.Text != "" {
			return n, true
		}
	}
	return nil, false
}

// A clientSign is one of the marks or names of a client.
type clientSign struct {
	client *mailClient
	sure   bool // a mark, not a name
}

// clientSigns are the marks and names of all clients, client by client.
var clientSigns = sync.OnceValue(func() *phrase.Table[clientSign] {
	var all []phrase.Entry[clientSign]
	for i := range clientWords().Client {
		c := &clientWords().Client[i]
		all = append(all,
			phrase.Entry[clientSign]{Value: clientSign{c, true}, Phrases: c.Marks},
			phrase.Entry[clientSign]{Value: clientSign{c, false}, Phrases: c.Names})
	}
	return phrase.NewTable(all)
})

// read reads text, which is on one line.
func (c *mailClient) read(text string) *fact.Notice {
	low := ascii.Lower(text)
	shown := &fact.Client{Name: c.Name, Protocol: "SMTP"}
	shown.Server = serverIn(after(text, low, c.Server, maxHeading))
	shown.Port = portIn(after(text, low, c.Server, maxHeading))
	n := &fact.Notice{Format: cmp.Or(c.Format, c.Name), Client: shown, Words: bounded(text)}
	n.Original.From = first(addresses(after(text, low, c.Sender, maxHeading)))
	if n.Recipients = c.entries(text, low); len(n.Recipients) == 0 {
		n.Recipients = c.recipients(text, low, n.Original.From)
	}
	if r := n.Recipients[0]; n.Original.From == "" && refusesSender(r.Reply) {
		n.Original.From = first(addresses(r.Diagnostic))
	}
	for i := range n.Recipients {
		r := &n.Recipients[i]
		r.Action = fact.Failed // a client does not try again by itself
		if r.Reply.Text != "" {
			r.Remote.Name = shown.Server
		}
		if r.Diagnostic == "" {
			r.Diagnostic = c.innermost(n.Words)
		}
		if r.Words = r.Diagnostic; r.Reply.Text != "" && len(n.Recipients) == 1 {
			r.Words = n.Words
		}
	}
	return n
}

// recipients reads a text with one refusal, or several, one after the other.
func (c *mailClient) recipients(text, low, sender string) []fact.Recipient {
	var all []fact.Recipient
	for _, said := range c.responses(text, low) {
		r := fact.Recipient{Diagnostic: said, Reply: serverReply(said)}
		if r.Reply.Code == 0 {
			r.Reply.Code = c.code(text, low)
		}
		if sender == "" {
			r.Address = recipientIn(said)
		}
		all = append(all, r)
	}
	if len(all) == 0 {
		all = []fact.Recipient{{}}
	}
	if len(all) > 1 {
		return all
	}
	named := addresses(between(after(text, low, c.List, maxClientText), "", "]"))
	if len(named) == 0 {
		named = addresses(after(text, low, c.Recipient, maxHeading))
		named = named[:min(1, len(named))]
	}
	if len(named) == 0 && all[0].Address == "" {
		all[0].Address = labelledIn(text)
	}
	for i, address := range named[:min(len(named), dsn.MaxRecipients)] {
		if i > 0 {
			all = append(all, all[0])
		}
		all[i].Address = address
	}
	return all
}

// labelledIn returns the address that text names as the recipient's, if there is
// only one such.
func labelledIn(text string) string {
	address := ""
	for _, l := range leadsOf(text, 0, "", "") {
		before := fold(text[max(0, l.end-len(l.address)-maxHeading) : l.end-len(l.address)])
		label, colon := strings.CutSuffix(strings.TrimRight(before, " <\"'"), ":")
		if l.rank < labelled && !(colon && endsWithWord(label, phrases().Quoted["to"])) {
			continue
		}
		if address != "" && !strings.EqualFold(address, l.address) {
			return ""
		}
		address = l.address
	}
	return address
}

// innermost returns what a chain of exceptions ends with, the first of them that
// was thrown.
func (c *mailClient) innermost(text string) string {
	if c.Because == "" {
		return text
	}
	chain := strings.Split(text, c.Because)
	return c.untilTail(strings.TrimSpace(chain[len(chain)-1]))
}

// serverReply reads a server's words, which need not begin with their code.
func serverReply(said string) fact.Reply {
	r := reply.Parse(said)
	if r.Code == 0 {
		r = reply.Parse(strings.ReplaceAll(said, ",", ", ")) // PHPMailer: "refused,550,5.7.1"
	}
	if r.Code < 400 {
		r = fact.Reply{Status: reply.Status(said)}
	}
	if !isReplyLine(said) {
		r.Text = said
	}
	return r
}

// code returns the reply code that the client states apart from the server's
// words: "StatusCode = 550 MailboxUnavailable".
func (c *mailClient) code(text, low string) int {
	if stated := after(text, low, c.Code, len("550 ")); startsReply(stated) {
		return smtpcode.LeadingReply(stated)
	}
	return codeBehind(text)
}

// codeBehind returns the reply code that Thunderbird puts after all that it
// says: "… and try again. (554)".
func codeBehind(text string) int {
	words, ok := strings.CutSuffix(strings.TrimRight(text, " ."), ")")
	if n := len(words) - len("(554"); ok && n >= 0 && words[n] == '(' && startsReply(words[n+1:]+" ") {
		return reply.Parse(words[n+1:]).Code
	}
	return 0
}

// refusesSender reports whether a reply is on the sender's address or system,
// by its enhanced status code (RFC 3463 section 3.2).
func refusesSender(r fact.Reply) bool {
	return strings.HasSuffix(r.Status, ".1.7") || strings.HasSuffix(r.Status, ".1.8")
}

// recipientIn returns the address that a server's words name as the recipient.
func recipientIn(said string) string {
	if refusesSender(fact.Reply{Status: reply.Status(said)}) {
		return ""
	}
	if status, rest, _ := strings.Cut(said, " "); reply.IsStatus(strings.TrimSuffix(status, ":")) {
		said = rest
	}
	for _, l := range leadsOf(said, 0, "", "") {
		if l.rank >= labelled {
			return l.address
		}
	}
	return ""
}

// serverIn returns the server's name that s begins with, in whatever quotes.
func serverIn(s string) string {
	s = strings.TrimLeft(s, " \"'“‘「『<")
	if end := strings.IndexAny(s, " :\"',;”’」』>([（、"); end >= 0 {
		s = s[:end]
	}
	return hostWord(s)
}
