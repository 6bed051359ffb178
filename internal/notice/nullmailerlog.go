package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readNullmailerLog reads the log of nullmailer-send, the last failing entry:
//
//	Starting delivery: host: smtp.example.com protocol: smtp file: 1767315600.42
//	smtp: Failed: 550 5.7.1 Relaying denied
//	Sending failed: Permanent error in sending the message
func readNullmailerLog(text string) (*fact.Notice, bool) {
	if !strings.Contains(text, "Sending failed:") || !strings.Contains(text, "Failed: ") && !strings.Contains(text, "nullmailer") {
		return nil, false
	}
	n := &fact.Notice{Format: "nullmailer", Client: &fact.Client{Name: "nullmailer", Protocol: "SMTP"}, Words: bounded(text)}
	var r fact.Recipient
	for _, line := range strings.Split(text, "\n") {
		if host := between(line, "host: ", " "); host != "" {
			n.Client.Server = hostWord(host)
		}
		if _, said, ok := strings.Cut(line, "Sending failed: "); ok {
			r.Words = strings.TrimSpace(said)
			if r.Action = fact.Delayed; strings.Contains(said, "Permanent") {
				r.Action = fact.Failed
			}
		} else if _, said, ok := strings.Cut(line, "Failed: "); ok {
			r.Diagnostic, r.Reply = strings.TrimSpace(said), reply.Parse(said)
		}
		if from := between(line, "From: <", ">"); from != "" {
			n.Original.From = from
		}
		if to := between(line, "to: <", ">"); to != "" {
			r.Address = to
		}
	}
	if r.Diagnostic == "" {
		r.Diagnostic = r.Words
	}
	if r.Reply.Code != 0 {
		r.Remote.Name = n.Client.Server
	}
	n.Recipients = []fact.Recipient{r}
	return n, true
}
