package notice

import (
	"slices"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
)

// readQuotation reads what a notice itself says of the message that it is
// about, where it returns no header that does:
//
//	Subject: Offer
//	■件名　　：お見積り
func readQuotation(d *document, n *fact.Notice) {
	o := &n.Original
	for i, line := range d.lines {
		if o.Subject != "" && o.MessageID != "" && o.From != "" && len(o.To) > 0 && !o.Date.IsZero() {
			return
		}
		name, value, ok := quotedField(line)
		if !ok {
			continue
		}
		if value == "" {
			value = nextLine(d.lines, i)
		}
		switch name {
		case "subject":
			o.Subject = either(o.Subject, value)
		case "message-id":
			o.MessageID = either(o.MessageID, messageID(value))
		case "from":
			o.From = either(o.From, first(addresses(value)))
		case "to":
			if len(o.To) == 0 {
				o.To = addresses(value)
			}
		case "date":
			if o.Date.IsZero() {
				o.Date = message.ParseDate(value)
			}
		}
	}
}

// maxFieldName bounds the name of a quoted field, in bytes.
const maxFieldName = 60

// quotedField reads a line such as "Subject: Offer" and returns the header field
// that its name stands for, and the value.
func quotedField(line string) (name, value string, ok bool) {
	label, value, ok := strings.Cut(line, ":")
	if !ok || len(label) > maxFieldName {
		if label, value, ok = strings.Cut(line, "："); !ok || len(label) > maxFieldName {
			return "", "", false
		}
	}
	name, ok = quotedNames()[unspaced(strings.Trim(label, " \t*->•・■●◆[]【】|"))]
	return name, withoutQuotes(strings.TrimSpace(value)), ok
}

// withoutFields leaves out the lines that quote what says nothing of a failure:
// the original's subject, date and name.
func withoutFields(lines []string) []string {
	isField := func(line string) bool {
		name, _, ok := quotedField(line)
		return ok && (name == "subject" || name == "date" || name == "message-id")
	}
	if !slices.ContainsFunc(lines, isField) {
		return lines
	}
	return slices.DeleteFunc(slices.Clone(lines), isField)
}

// withoutQuotes removes the quotes around a whole value.
func withoutQuotes(s string) string {
	if n := len(s); n > 1 && s[0] == s[n-1] && (s[0] == '\'' || s[0] == '"') {
		return s[1 : n-1]
	}
	return s
}

// quotedNames holds the header field for each name that notices give it.
var quotedNames = sync.OnceValue(func() map[string]string {
	fields := map[string]string{}
	for field, names := range phrases().Quoted {
		for _, name := range names {
			fields[unspaced(name)] = field
		}
	}
	return fields
})

// unspaced returns a name in lower case without blanks, which some put between
// the characters of a name to make columns: "主　题".
func unspaced(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), "")) }

// messageID returns the Message-ID that a value begins with, or "".
func messageID(value string) string {
	id, _, _ := strings.Cut(value, " ")
	if strings.Contains(id, "@") {
		return id
	}
	return ""
}

// either returns the first of two that is not empty.
func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
