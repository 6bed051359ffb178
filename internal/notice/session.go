package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// A dialect is how one program shows an SMTP session.
type dialect struct {
	name   string
	marks  []string // all of them stand in its output
	server []string // what the server's lines begin with
	client []string // what the program's own lines begin with
	python bool     // lines are Python strings
}

// dialects of swaks, curl --verbose and smtplib.set_debuglevel.
var dialects = []dialect{
	{name: "swaks", marks: []string{"=== "}, server: []string{"<-  ", "<** ", "<~  ", "<~* ", "<-- "}, client: []string{" -> ", " ~> "}},
	{name: "curl", marks: []string{"* ", "\n< ", "\n> "}, server: []string{"< "}, client: []string{"> "}},
	{name: "smtplib", marks: []string{"send: ", "reply: "}, server: []string{"reply: b'", `reply: b"`}, client: []string{"send: '", "send: b'"}, python: true},
}

// A session follows an SMTP session (RFC 5321 section 3) from command to
// command. Commands sent together (RFC 2920) are answered in their order.
type session struct {
	notice  *fact.Notice
	asked   []string  // commands that no reply has come to
	open    []int     // recipients accepted so far
	host    fact.Host // the server
	current []string  // the lines of a reply
	data    bool      // the message is being sent
	refusal bool      // the server has refused something
}

// readSession reads the session that a program shows, up to the refusal:
//
//	=== Connected to mx.example.org.
//	 -> RCPT TO:<jiro@example.org>
//	<** 550 5.1.1 No such user
func readSession(text string) (*fact.Notice, bool) {
	for _, d := range dialects {
		if !containsAll(text, d.marks) {
			continue
		}
		s := session{notice: &fact.Notice{Format: d.name, Client: &fact.Client{Name: d.name, Protocol: "SMTP"}, Words: bounded(text)}}
		turns := 0
		for _, line := range strings.Split(text, "\n") {
			switch server, client := cutAny(line, d.server), cutAny(line, d.client); {
			case server != "":
				turns++
				s.hear(d.plain(server))
			case client != "":
				turns++
				s.ask(d.plain(client))
			default:
				s.remark(line)
			}
		}
		if turns > 0 || s.notice.Client.Server != "" {
			s.conclude()
			return s.notice, true
		}
	}
	return nil, false
}

// plain gives the words of a line.
func (d dialect) plain(s string) string {
	if d.python {
		s = pythonString(strings.TrimRight(s, `'"`))
	}
	return strings.TrimSpace(s)
}

// ask takes in what the program sends.
func (s *session) ask(line string) {
	if s.data {
		if line == "." {
			s.data = false
			s.asked = append(s.asked, "end of DATA")
		}
		return
	}
	command := reply.Command(">>> " + line)
	s.asked = append(s.asked, command)
	switch command {
	case "MAIL FROM":
		s.notice.Original.From = first(addresses(line))
	case "RCPT TO":
		if len(s.notice.Recipients) < maxLogRecipients {
			s.notice.Recipients = append(s.notice.Recipients, fact.Recipient{Address: first(addresses(line))})
		}
	}
}

// hear takes in what the server sends: a reply, when its last line has come
// (RFC 5321 section 4.2.1).
func (s *session) hear(line string) {
	s.current = append(s.current, line)
	if len(line) > 3 && line[3] == '-' {
		return
	}
	said := reply.Parse(strings.Join(s.current, " "))
	s.current = nil
	command := "connect"
	if len(s.asked) > 0 {
		command, s.asked = s.asked[0], s.asked[1:]
	} else if s.data {
		command, s.data = "end of DATA", false // the program shows no message
	}
	if said.Command = command; strings.HasPrefix(line, "354") {
		s.data = true
	}
	s.settle(said)
}

// settle files a reply with the recipients whose fate it is.
func (s *session) settle(said fact.Reply) {
	all := s.notice.Recipients
	switch {
	case said.Command == "RCPT TO":
		for i := range all {
			if all[i].Reply.Code != 0 {
				continue
			}
			all[i].Reply = said
			if said.Code < 400 {
				s.open = append(s.open, i)
			}
			return
		}
	case said.Code >= 400 && !s.refusal || said.Command == "end of DATA":
		for _, i := range s.open {
			all[i].Reply = said
		}
		if len(all) == 0 {
			s.notice.Recipients = []fact.Recipient{{Reply: said}}
		}
	}
	s.refusal = s.refusal || said.Code >= 400
}

// remark takes in what the program says beside the session.
func (s *session) remark(line string) {
	for _, cue := range []string{"=== Trying ", "=== Connected to ", "* Connected to ", "Failed to connect to "} {
		_, rest, ok := strings.Cut(line, cue)
		if !ok {
			continue
		}
		if h := reply.Host("host " + strings.TrimSpace(rest)); h.Name != "" {
			s.host, s.notice.Client.Server = h, h.Name
		}
		if port := portIn(rest); port != 0 {
			s.notice.Client.Port = port
		}
	}
	if strings.HasPrefix(line, "*** ") || strings.HasPrefix(line, "curl: ") {
		if s.notice.Words = strings.TrimSpace(line); len(s.notice.Recipients) == 0 && !s.refusal {
			s.notice.Recipients = []fact.Recipient{{Diagnostic: s.notice.Words}}
		} else if r := &s.notice.Recipients[0]; !s.refusal && r.Reply.Code == 0 {
			r.Diagnostic = joined(r.Diagnostic, s.notice.Words)
		}
	}
}

// conclude settles the recipients' actions.
func (s *session) conclude() {
	for i := range s.notice.Recipients {
		r := &s.notice.Recipients[i]
		if r.Action = fact.Failed; r.Reply.Code != 0 && r.Reply.Code < 400 {
			r.Action = fact.Delivered
		}
		if r.Reply.Code != 0 {
			r.Diagnostic = r.Reply.Text
			r.Remote = s.host
		}
		r.Words = r.Diagnostic
	}
}

// cutAny gives what follows the first of prefixes that s begins with, or "".
func cutAny(s string, prefixes []string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return ""
}

func containsAll(s string, list []string) bool {
	for _, p := range list {
		if !strings.Contains(s, p) {
			return false
		}
	}
	return true
}
