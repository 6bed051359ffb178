package notice

import (
	"bytes"
	"strings"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// maxFieldList bounds what is taken for an entry of a log, in bytes.
const maxFieldList = 8 << 10

// IsLogEntry reports whether what looks like the header of a message, without
// a body, is an entry of a log that reports a delivery.
func IsLogEntry(b []byte) bool {
	if len(b) > maxFieldList || hasBody(b) {
		return false
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(b))
	if n, ok := readList(text); ok && len(n.Recipients) > 0 {
		return true
	}
	_, ok := readFieldList(text)
	return ok
}

// hasBody reports whether a message has anything below its first empty line.
func hasBody(b []byte) bool {
	for _, empty := range []string{"\n\n", "\n\r\n", "\r\r"} {
		if _, body, found := bytes.Cut(b, []byte(empty)); found && len(bytes.TrimSpace(body)) > 0 {
			return true
		}
	}
	return false
}

// readFieldList reads an entry of a mail log as programs show it on a screen:
// fields as in a header, of which one holds the server's refusal.
//
//	Post SMTP log
//	To: jiro@example.org
//	Subject: Your order
//	Status: 550 5.7.1 SPF check failed
func readFieldList(text string) (*fact.Notice, bool) {
	if len(text) > maxFieldList || dsn.Looks(text) {
		return nil, false
	}
	n := &fact.Notice{Format: "text", Words: bounded(text)}
	said := ""
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ": ")
		if field, quoted, known := quotedField(line); known {
			switch field {
			case "to":
				n.Original.To = append(n.Original.To, addresses(quoted)...)
			case "from":
				n.Original.From = first(addresses(quoted))
			case "subject":
				n.Original.Subject = quoted
			}
			continue
		}
		switch name = fold(name); {
		case !ok && i > 0 || isTraceField(name):
			return nil, false
		case ok && said == "":
			said = refusalIn(name, value)
		}
	}
	if said == "" {
		return nil, false
	}
	for _, address := range n.Original.To[:min(len(n.Original.To), maxGuesses)] {
		r := fact.Recipient{Address: address, Reply: reply.Parse(said), Diagnostic: said, Words: said}
		r.Action = actionOf(r.Reply)
		n.Recipients = append(n.Recipients, r)
	}
	return n, len(n.Recipients) > 0
}

// refusalIn returns the refusal in a field's value. Where it has no enhanced
// status code, the field's name must announce one.
func refusalIn(name, value string) string {
	said, ok := quotedReply(value)
	if !ok || reply.Parse(said).Status == "" && name != "status" && name != "result" && !reasonNames()[name] {
		return ""
	}
	return said
}

// isTraceField reports whether a field is one that only messages have.
func isTraceField(name string) bool {
	return name == "received" || name == "return-path" || name == "mime-version" || name == "content-type" || strings.HasPrefix(name, "dkim-")
}
