package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// A logLine is what one line of a mail server's log states.
type logLine struct {
	fact.Recipient        // what became of those whom the line names; it has no address yet
	to             string // the field that names them
}

// readLogLines reads a log in which each line that holds one of marks states
// the fate of its recipients, or refuses them; the last line on a recipient
// counts. A line is recognised by its shape: the program's name before it is
// whatever its administrator chose.
func readLogLines(text, format string, marks []string, read func(line string) (logLine, bool)) (*fact.Notice, bool) {
	if containsAny(text, marks) == "" {
		return nil, false
	}
	n := &fact.Notice{Format: format, Words: bounded(text)}
	all := newRoster(n)
	for _, line := range strings.Split(text, "\n") {
		logOriginal(line, n)
		l, ok := read(line)
		if !ok {
			continue
		}
		r := l.Recipient
		if r.Words == "" {
			r.Words = r.Diagnostic
		}
		if r.Diagnostic != "" && r.Reply == (fact.Reply{}) {
			r.Reply = reply.Parse(r.Diagnostic)
		}
		if r.Remote == (fact.Host{}) {
			r.Remote = remoteOf(r)
		}
		if r.Action == "" {
			r.Action = refusalAction(r.Reply)
		}
		for _, r.Address = range addresses(l.to) {
			all.replace(r)
		}
	}
	return n, len(n.Recipients) > 0
}

// logField returns the value of a field of a log line, "name=value, name=value";
// it ends where the next one begins.
func logField(line, name string) string {
	at := strings.Index(line, " "+name+"=")
	if at < 0 {
		return ""
	}
	value := line[at+len(name)+2:]
	for from := 0; ; {
		comma := strings.Index(value[from:], ", ")
		if comma < 0 {
			return strings.TrimSpace(value)
		}
		end := from + comma
		from = end + len(", ")
		next := from
		for next < len(value) && (isWordByte(value[next]) || value[next] == '_') {
			next++
		}
		if next > from && next < len(value) && value[next] == '=' {
			return value[:end]
		}
	}
}

// refusalAction returns what a server's own refusal means for the mail: on one
// that puts off, the client is to try again (RFC 5321 section 4.2.1).
func refusalAction(r fact.Reply) string {
	if r.Code == 0 && strings.HasPrefix(r.Status, "4.") {
		return fact.Delayed
	}
	return actionOf(r)
}

// remoteOf returns the server that a log line's words name.
func remoteOf(r fact.Recipient) fact.Host {
	if r.Reply.Code == 0 {
		return reply.Peer(r.Diagnostic)
	}
	return reply.Host(r.Diagnostic)
}

// logOriginal records what a line states about the message: its sender and its
// Message-ID.
func logOriginal(line string, n *fact.Notice) {
	for _, name := range []string{" from=<", ",from=<"} {
		if from := between(line, name, ">"); from != "" {
			n.Original.From = from
		}
	}
	for _, name := range []string{" message-id=<", " msgid=<", " Message-ID: <"} {
		if id := between(line, name, ">"); id != "" {
			n.Original.MessageID = "<" + id + ">"
		}
	}
}
