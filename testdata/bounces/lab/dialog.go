package main

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"strings"
	"time"
)

// patience is how long a scripted server waits for its client, and the
// longest that it stalls.
const patience = 3 * time.Minute

// A dialog is one SMTP connection to a scripted server.
type dialog struct {
	servers     *hostServers
	host        *host
	certificate *tls.Config
	conn        net.Conn
	in          *bufio.Reader
	accepted    []*Recipient // RCPT commands that were answered with 250
}

func (d *dialog) use(conn net.Conn) {
	d.conn, d.in = conn, bufio.NewReader(conn)
}

func (d *dialog) say(lines ...string) {
	d.conn.SetWriteDeadline(time.Now().Add(patience))
	for _, line := range lines {
		fmt.Fprintf(d.conn, "%s\r\n", line)
	}
}

func (d *dialog) hear() (string, bool) {
	d.conn.SetReadDeadline(time.Now().Add(patience))
	line, err := d.in.ReadString('\n')
	return strings.TrimRight(line, "\r\n"), err == nil
}

// An outcome is how a scripted refusal went.
type outcome int

const (
	nothing outcome = iota // the table has nothing for this moment
	refused                // a reply was sent
	over                   // the connection is gone
)

// act does what the table wants of a recipient's server at a phase.
func (d *dialog) act(phase string, among []*Recipient) outcome {
	for _, r := range among {
		if r.Phase != phase {
			continue
		}
		d.servers.mu.Lock()
		r.seen++
		seen := r.seen
		d.servers.mu.Unlock()
		if r.Times > 0 && seen > r.Times {
			continue
		}
		d.say(r.lines()...)
		switch r.Then {
		case "drop":
			return over
		case "reset":
			if plain, ok := d.conn.(*net.TCPConn); ok {
				plain.SetLinger(0)
			}
			return over
		case "stall":
			d.conn.SetReadDeadline(time.Now().Add(patience))
			io.Copy(io.Discard, d.conn)
			return over
		}
		if r.code() == 421 {
			return over
		}
		return refused
	}
	return nothing
}

// hold speaks one SMTP session.
func (d *dialog) hold() {
	greeting := d.act("connect", d.host.recipients)
	switch greeting {
	case over:
		return
	case nothing:
		d.say("220 " + d.host.name + " ESMTP")
	}
	for {
		line, ok := d.hear()
		if !ok {
			return
		}
		verb, rest, _ := strings.Cut(line, " ")
		verb = strings.ToUpper(verb)
		if greeting == refused && verb != "QUIT" {
			d.say("503 5.5.1 Only QUIT is left to say")
			continue
		}
		if !d.answer(verb, rest) {
			return
		}
	}
}

// answer answers one command; false ends the session.
func (d *dialog) answer(verb, rest string) bool {
	phase := map[string]string{"EHLO": "ehlo", "HELO": "ehlo", "STARTTLS": "starttls", "AUTH": "auth", "MAIL": "mail"}[verb]
	among := d.host.recipients
	switch verb {
	case "AUTH":
		if !d.credentials(rest) {
			return false
		}
	case "MAIL":
		among, d.accepted = d.ofSender(rest), nil
	case "RCPT":
		phase, among = "rcpt", d.ofRecipient(rest)
	case "DATA":
		phase, among = "data", d.accepted
	}
	switch d.act(phase, among) {
	case over:
		return false
	case refused:
		return true
	}
	switch verb {
	case "EHLO":
		d.say(d.extensions()...)
	case "HELO":
		d.say("250 " + d.host.name)
	case "STARTTLS":
		if !slices.ContainsFunc(d.host.recipients, func(r *Recipient) bool { return slices.Contains(r.Offers, "STARTTLS") }) {
			d.say("502 5.5.1 Command not implemented")
			return true
		}
		return d.encrypt()
	case "AUTH":
		d.say("235 2.7.0 Welcome")
	case "MAIL":
		d.say("250 2.1.0 Sender ok")
	case "RCPT":
		d.accepted = append(d.accepted, among...)
		d.say("250 2.1.5 Recipient ok")
	case "DATA":
		return d.data()
	case "RSET", "NOOP":
		d.accepted = nil
		d.say("250 2.0.0 Ok")
	case "QUIT":
		d.say("221 2.0.0 Bye")
		return false
	default:
		d.say("500 5.5.1 Unknown command")
	}
	return true
}

func (d *dialog) data() bool {
	d.say("354 End data with <CR><LF>.<CR><LF>")
	for {
		line, ok := d.hear()
		if !ok {
			return false
		}
		if line == "." {
			break
		}
	}
	switch d.act("dot", d.accepted) {
	case over:
		return false
	case nothing:
		d.say("250 2.0.0 Accepted")
	}
	return true
}

func (d *dialog) extensions() []string {
	lines := []string{d.host.name, "8BITMIME", "ENHANCEDSTATUSCODES"}
	for _, r := range d.host.recipients {
		for _, keyword := range r.Offers {
			if !slices.Contains(lines, keyword) {
				lines = append(lines, keyword)
			}
		}
	}
	if _, encrypted := d.conn.(*tls.Conn); encrypted {
		lines = slices.DeleteFunc(lines, func(keyword string) bool { return keyword == "STARTTLS" })
	}
	for i := range lines {
		separator := "-"
		if i == len(lines)-1 {
			separator = " "
		}
		lines[i] = "250" + separator + lines[i]
	}
	return lines
}

func (d *dialog) encrypt() bool {
	d.say("220 2.0.0 Ready to start TLS")
	if d.act("tls", d.host.recipients) == over {
		return false
	}
	secure := tls.Server(d.conn, d.certificate)
	if err := secure.Handshake(); err != nil {
		log.Printf("%s: TLS: %v", d.host.name, err)
		return false
	}
	d.use(secure)
	return true
}

// credentials hears out the mechanisms PLAIN (RFC 4616) and LOGIN.
func (d *dialog) credentials(rest string) bool {
	mechanism, initial, _ := strings.Cut(rest, " ")
	prompts := []string{"334 "}
	if strings.EqualFold(mechanism, "LOGIN") {
		prompts = []string{"334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"}
	}
	if initial != "" {
		prompts = prompts[1:]
	}
	for _, prompt := range prompts {
		d.say(prompt)
		if _, ok := d.hear(); !ok {
			return false
		}
	}
	return true
}

// ofSender returns the recipients here of the cases that a MAIL command may
// open, so that two cases can share a server.
func (d *dialog) ofSender(rest string) []*Recipient {
	var found []*Recipient
	for _, r := range d.host.recipients {
		if strings.Contains(rest, "<"+r.from+">") {
			found = append(found, r)
		}
	}
	return found
}

func (d *dialog) ofRecipient(rest string) []*Recipient {
	for _, r := range d.host.recipients {
		if strings.Contains(strings.ToLower(rest), "<"+strings.ToLower(r.To)+">") {
			return []*Recipient{r}
		}
	}
	return nil
}
