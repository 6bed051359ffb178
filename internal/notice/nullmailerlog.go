package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readNullmailerLog reads the log of nullmailer-send:
//
//	Starting delivery: host: smtp.example.com protocol: smtp file: 1767315600.42
//	From: <taro@example.com> to: <jiro@example.org>
//	smtp: Failed: 550 5.7.1 Relaying denied
//	Sending failed: Permanent error in sending the message
func readNullmailerLog(text string) (*fact.Notice, bool) {
	if !strings.Contains(text, "Sending failed: ") || !strings.Contains(text, "Starting delivery: ") {
		return nil, false
	}
	n := &fact.Notice{Format: "nullmailer", Client: &fact.Client{Name: "nullmailer", Protocol: "SMTP"}, Words: bounded(text)}
	all := newRoster(n)
	var r fact.Recipient
	for _, line := range strings.Split(text, "\n") {
		switch {
		case strings.Contains(line, "Starting delivery: "):
			r = fact.Recipient{}
			n.Client.Server = hostWord(between(line, " host: ", " "))
		case strings.Contains(line, "From: <"):
			n.Original.From = between(line, "From: <", ">")
			r.Address = between(line, " to: <", ">")
		case strings.Contains(line, "Sending failed: "):
			_, said, _ := strings.Cut(line, "Sending failed: ")
			if r.Action = fact.Delayed; strings.Contains(said, "Permanent") {
				r.Action = fact.Failed
			}
			if r.Words = strings.TrimSpace(said); r.Diagnostic == "" {
				r.Diagnostic = r.Words
			}
			all.replace(r)
		case strings.Contains(line, "Failed: "):
			_, said, _ := strings.Cut(line, "Failed: ")
			r.Diagnostic = strings.TrimSpace(said)
			if r.Reply = reply.Parse(r.Diagnostic); r.Reply.Code < 400 {
				r.Reply = fact.Reply{}
			} else {
				r.Remote.Name = n.Client.Server
			}
		}
	}
	return n, len(n.Recipients) > 0
}
