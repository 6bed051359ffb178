package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readOracle reads the words of Oracle's (Sun's, iPlanet's) Messaging Server, a
// group of fields for each recipient:
//
//	Recipient address: jiro@ims-ms-daemon
//	Original address: jiro@example.org
//	Reason: Remote SMTP server has rejected address
//	Diagnostic code: smtp;550 5.1.1 No such user
//	Remote system: dns;mx.example.org (TCP|192.0.2.7|42465|198.51.100.9|25)
func readOracle(d *document, n *fact.Notice) []fact.Recipient {
	if n.Format != "iplanet_messaging" {
		return nil
	}
	var all []fact.Recipient
	var last *string // the field that a folded line continues
	for _, line := range d.lines {
		line = strings.TrimSpace(line)
		name, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if ok && strings.EqualFold(name, "recipient address") {
			all = append(all, fact.Recipient{Address: dsn.Address(value)})
			last = nil
			continue
		}
		if len(all) == 0 {
			continue
		}
		r := &all[len(all)-1]
		switch field := strings.ToLower(name); {
		case ok && field == "original address":
			r.Original = dsn.Address(value)
		case ok && field == "reason":
			r.Words, last = value, &r.Words
		case ok && field == "diagnostic code":
			r.Diagnostic, last = value, &r.Diagnostic
		case ok && field == "remote system":
			r.Remote, last = oracleHost(value), nil
		case r.Diagnostic == "" && strings.HasPrefix(line, "TCP active open:"):
			r.Diagnostic = line // the last attempt stands first
		case line == "", ok && value == "":
			last = nil // "Delivery attempt history for your mail:"
		case last != nil:
			*last = joined(*last, line)
		}
	}
	for i := range all {
		r := &all[i]
		if r.Diagnostic != "" {
			r.Reply = reply.Parse(r.Diagnostic)
		} else {
			r.Diagnostic = r.Words
		}
	}
	return all
}

// oracleHost reads "dns;NAME (TCP|LOCAL|PORT|REMOTE|PORT)".
func oracleHost(value string) fact.Host {
	name, connection, _ := strings.Cut(value, "(")
	h := fact.Host{Name: dsn.Host(name)}
	if ends := strings.Split(connection, "|"); len(ends) > 3 {
		h.IP = reply.IP(ends[3])
	}
	return h
}
