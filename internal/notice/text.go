package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// ReadText gives the facts of pasted text: a client's error dialog, log lines,
// or a notice without its header.
func ReadText(text string) *fact.Notice {
	if n, ok := readDialog(text); ok {
		return n
	}
	for _, read := range logReaders {
		if n, ok := read(text); ok {
			return n
		}
	}
	n := Read(&message.View{Text: text})
	if n.Format == "" {
		n.Format = "text"
	}
	return n
}

// ReadLine gives the facts of one server reply or error line.
func ReadLine(line string) *fact.Notice {
	line = strings.TrimSpace(line)
	if n, ok := readDialog(line); ok {
		return n
	}
	for _, read := range logReaders {
		if n, ok := read(line); ok {
			return n
		}
	}
	r := fact.Recipient{Action: fact.Failed, Reply: reply.Parse(line), Diagnostic: line}
	if r.Reply.Code == 0 {
		r.Words = line
	}
	if at := strings.Index(line, r.Reply.Text); at > 0 {
		r.Remote = reply.Host(line[:at])
	}
	for _, l := range leadsOf(line, 0, "", "") {
		if l.rank >= labelled {
			r.Address = l.address
			break
		}
	}
	if r.Reply.Code/100 == 4 {
		r.Action = fact.Delayed
	}
	return &fact.Notice{Format: "text", Recipients: []fact.Recipient{r}}
}
