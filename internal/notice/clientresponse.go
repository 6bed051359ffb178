package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// responses returns the server's words: after each of their labels, up to what
// the client says again itself. Where none has a label, the refusal that
// is in the text.
func (c *mailClient) responses(text, low string) []string {
	var all []string
	label := containsAny(low, c.Response)
	for label != "" && len(all) < dsn.MaxRecipients {
		at := strings.Index(low, label)
		if at < 0 {
			break
		}
		text, low = text[at+len(label):], low[at+len(label):]
		end := len(low)
		if next := strings.Index(low, label); next >= 0 {
			end = next
		}
		said := c.untilTail(text[:end])
		switch n := len(all); {
		case said == "", n > 0 && all[n-1] == said: // Spring says it twice
		case n > 0 && continuesReply(all[n-1:], said):
			all[n-1] = joined(all[n-1], said)
		default:
			all = append(all, said)
		}
	}
	if len(all) > 0 {
		return all
	}
	if r := reply.Parse(text); label == "" && r.Code >= 400 {
		if said := c.untilTail(r.Text); said != "" {
			return []string{said}
		}
	}
	return nil
}

// untilTail cuts a server's words where the client's begin again.
func (c *mailClient) untilTail(said string) string {
	low := ascii.Lower(said)
	for _, tail := range c.Tails {
		if at := strings.Index(low, tail); at > 0 {
			said, low = said[:at], low[:at]
		}
	}
	return unclosed(strings.TrimSpace(said))
}

// unclosed removes a quote or bracket at the end of words that does not open
// in them.
func unclosed(said string) string {
	for _, pair := range []struct{ open, close string }{{"(", ")"}, {`"`, `"`}, {"'", "'"}, {"“", "”"}, {"「", "」"}} {
		rest, ok := strings.CutSuffix(said, pair.close)
		opened, closed := strings.Count(rest, pair.open), strings.Count(rest, pair.close)
		if pair.open == pair.close {
			opened, closed = opened%2, 0
		}
		if ok && opened <= closed {
			said = strings.TrimSpace(rest)
		}
	}
	return said
}

// entries reads a list of recipients, each with the server's words on it:
//
//	jiro@example.org: 550 No such user, hanako@example.org: 452 Mailbox full
//
// What is above the list is said of the message as a whole; it counts for
// a recipient that was accepted.
func (c *mailClient) entries(text, low string) []fact.Recipient {
	if len(c.Each) == 0 {
		return nil
	}
	list := text
	if c.Each[0] != "" {
		list = after(text, low, c.Each, maxClientText)
	}
	var all []fact.Recipient
	var above string
	start := 0
	file := func(end int) {
		said := c.untilTail(strings.Trim(list[start:end], " ,;|"))
		if len(all) == 0 {
			above = said
			return
		}
		r := &all[len(all)-1]
		if r.Reply = serverReply(said); r.Reply.Code < 400 && r.Reply.Status == "" {
			said, r.Reply = above, serverReply(above)
		}
		if r.Diagnostic = said; r.Reply.Code < 400 && r.Reply.Status == "" {
			r.Diagnostic, r.Reply = "", fact.Reply{}
		}
	}
	for from := 0; len(all) < dsn.MaxRecipients; {
		a, ok := nextAddress(list, from)
		if !ok {
			break
		}
		from = a.end
		rest := strings.TrimLeft(list[a.end:], " ")
		if !strings.HasPrefix(rest, ":") || a.start > 0 && strings.IndexByte(" ,;|", list[a.start-1]) < 0 {
			continue
		}
		file(a.start)
		all = append(all, fact.Recipient{Address: a.address})
		start = len(list) - len(rest) + 1
	}
	file(len(list))
	return all
}
