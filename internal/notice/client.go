package notice

import (
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// A mailClient is one program's way of telling that mail did not go out: an
// entry of clients.toml.
type mailClient struct {
	Name      string
	Format    string // the format's name where it differs
	Marks     []string
	Recipient []string
	Sender    []string
	Server    []string
	Response  []string
	Tails     []string
}

var mailClients = sync.OnceValue(func() []mailClient {
	var t struct{ Client []mailClient }
	src, err := tables.ReadFile("clients.toml")
	if err == nil {
		err = toml.Unmarshal(src, &t)
	}
	if err != nil {
		panic("notice: clients.toml: " + err.Error()) // embedded, so a test would have failed
	}
	return t.Client
})

// maxClientText bounds what is taken for a client's words; they are short.
const maxClientText = 4 << 10

// readClient reads what a mail client shows when mail does not go out:
//
//	An error occurred while sending mail. The mail server responded:
//	5.7.1 <jiro@example.org>: Relay access denied.
//	Please check the message recipient "jiro@example.org" and try again.
func readClient(text string) (*fact.Notice, bool) {
	if len(text) > maxClientText {
		return nil, false
	}
	folded := fold(text)
	for _, c := range mailClients() {
		if containsAny(folded, c.Marks) != "" {
			return c.read(strings.Join(strings.Fields(text), " ")), true
		}
	}
	return nil, false
}

// read reads text, which is on one line.
func (c mailClient) read(text string) *fact.Notice {
	low := ascii.Lower(text)
	client := &fact.Client{Name: c.Name, Protocol: "SMTP"}
	client.Server = hostWord(unquoted(after(text, low, c.Server, maxHeading)))
	client.Port = portIn(after(text, low, c.Server, maxHeading))
	n := &fact.Notice{Format: c.Format, Client: client, Words: text}
	if n.Format == "" {
		n.Format = c.Name
	}
	n.Original.From = first(addresses(after(text, low, c.Sender, maxHeading)))
	r := fact.Recipient{Action: fact.Failed, Words: text, Diagnostic: c.response(text, low)}
	if r.Diagnostic != "" {
		r.Reply = reply.Parse(r.Diagnostic)
		r.Remote.Name = client.Server
	}
	if r.Address = first(addresses(after(text, low, c.Recipient, maxHeading))); r.Address == "" && n.Original.From == "" {
		r.Address = recipientIn(r.Diagnostic)
	}
	if r.Diagnostic == "" {
		r.Diagnostic = text
	}
	n.Recipients = []fact.Recipient{r}
	return n
}

// response gives the server's words: behind their label, up to what the client
// says again itself.
func (c mailClient) response(text, low string) string {
	said := after(text, low, c.Response, maxClientText)
	lowSaid := ascii.Lower(said)
	for _, tail := range c.Tails {
		if at := strings.Index(lowSaid, tail); at > 0 {
			said, lowSaid = said[:at], lowSaid[:at]
		}
	}
	return strings.TrimSpace(said)
}

// recipientIn gives the address that a server's words name as the recipient.
func recipientIn(said string) string {
	for _, l := range leadsOf(said, 0, "", "") {
		if l.rank >= labelled {
			return l.address
		}
	}
	return ""
}

// unquoted takes off quotes before a name.
func unquoted(s string) string { return strings.TrimLeft(s, " \"'“‘「『<") }
