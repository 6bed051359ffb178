package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// eximFates are the flags of Exim's main log that state a recipient's fate.
var eximFates = []struct{ flag, action string }{
	{" ** ", fact.Failed}, {" == ", fact.Delayed}, {" => ", fact.Delivered}, {" -> ", fact.Delivered},
}

// readEximLog reads Exim's main log:
//
//	2026-03-02 10:00:00 1abcDE-000001-AB ** jiro@example.org <info@example.com>
//	R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.9]: SMTP error from remote
//	mail server after RCPT TO:<jiro@example.org>: 550 5.1.1 No such user
//
//	2026-03-02 10:00:00 H=(desk) [192.0.2.7] F=<taro@example.com> rejected RCPT
//	<jiro@example.org>: relay not permitted
func readEximLog(text string) (*fact.Notice, bool) {
	n := &fact.Notice{Format: "exim", Words: bounded(text)}
	all := newRoster(n)
	bad := false
	for _, line := range strings.Split(text, "\n") {
		if _, from, ok := strings.Cut(line, " <= "); ok && queueID(line) != "" {
			n.Original.From = first(addresses(strings.SplitN(from, " ", 2)[0]))
		}
		r, ok := eximRefusal(line, n)
		if !ok {
			r, ok = eximFate(line)
		}
		if ok {
			bad = bad || r.Action != fact.Delivered
			n.QueueID = queueID(line)
			all.replace(r)
		}
	}
	return n, bad && len(n.Recipients) > 0
}

// eximFate reads a line on a delivery.
func eximFate(line string) (r fact.Recipient, ok bool) {
	for _, fate := range eximFates {
		before, rest, found := strings.Cut(line, fate.flag)
		if !found || strings.Count(before, ":") < 2 {
			continue // no date before the flag
		}
		address, detail, _ := strings.Cut(rest, " ")
		r.Address, r.Action = first(addresses(address)), fate.action
		if strings.HasPrefix(detail, "<") {
			r.Original = first(addresses(between(detail, "<", ">")))
		}
		if r.Address == "" {
			r.Address, r.Original = r.Original, ""
		}
		if h := between(detail+":", " H=", ":"); h != "" {
			r.Remote = reply.Host("host " + h)
		}
		if r.Action == fact.Delivered {
			return r, r.Address != ""
		}
		if at := strings.Index(detail, ": "); at >= 0 {
			detail = detail[at+2:]
		}
		r.Diagnostic, r.Words, r.Reply = detail, detail, reply.Parse(detail)
		return r, r.Address != "" && (strings.Contains(rest, " R=") || strings.Contains(rest, ": "))
	}
	return r, false
}

// eximRefusal reads a line on a recipient that Exim itself refused.
func eximRefusal(line string, n *fact.Notice) (r fact.Recipient, ok bool) {
	_, rest, found := strings.Cut(line, "rejected RCPT ")
	if !found {
		return r, false
	}
	address, said, _ := strings.Cut(rest, ": ")
	if from := between(line, " F=<", ">"); from != "" {
		n.Original.From = from
	}
	r = fact.Recipient{Address: first(addresses(address)), Action: fact.Failed, Reply: reply.Parse(said), Diagnostic: said, Words: said}
	if strings.Contains(line, "temporarily rejected RCPT ") {
		r.Action = fact.Delayed
	}
	return r, r.Address != ""
}

// queueID returns Exim's message id in a log line: the third word.
func queueID(line string) string {
	if words := strings.Fields(line); len(words) > 2 && strings.Count(words[2], "-") == 2 {
		return words[2]
	}
	return ""
}
