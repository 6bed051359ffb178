package notice

import (
	"cmp"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readSession reads the session that a program shows, up to the refusal:
//
//	=== Connected to mx.example.org.
//	 -> RCPT TO:<jiro@example.org>
//	<** 550 5.1.1 No such user
func readSession(text string) (*fact.Notice, bool) {
	for i := range clientWords().Session {
		d := &clientWords().Session[i]
		if containsAny(text, d.Marks) == "" {
			continue
		}
		n := &fact.Notice{Format: cmp.Or(d.Format, d.Name), Client: &fact.Client{Name: d.Name, Protocol: "SMTP"}}
		s := session{dialect: d, notice: n, roster: roster{notice: n}}
		for _, line := range strings.Split(text, "\n") {
			s.read(strings.TrimRight(line, "\r"))
		}
		if s.turns > 0 || s.notice.Client.Server != "" {
			s.conclude()
			return s.notice, true
		}
	}
	return nil, false
}

// A session follows an SMTP session (RFC 5321 section 3) from command to
// command. Commands sent together (RFC 2920) are answered in their order.
type session struct {
	dialect *dialect
	notice  *fact.Notice
	roster  roster
	turns   int
	asked   []string     // commands that no reply has come to
	begun   int          // where the recipients of this transaction begin
	next    int          // the first recipient that no reply has come to
	open    []int        // recipients accepted so far
	host    fact.Host    // the server
	current []string     // the lines of a reply
	last    fact.Reply   // the last reply
	refusal fact.Reply   // the first refusal that is not one recipient's
	ending  sessionEnd   // how the session came to its end
	phase   sessionPhase // what the program is sending
}

// What a program sends beside commands.
type sessionPhase int

const (
	commanding sessionPhase = iota
	loggingIn               // the answers to AUTH (RFC 4954 section 4)
	sending                 // the message
)

// read processes one line.
func (s *session) read(line string) {
	speaker, said := s.dialect.speakerOf(line)
	if speaker == aside && s.continues(strings.TrimSpace(line)) {
		speaker, said = server, strings.TrimSpace(line)
	}
	switch speaker {
	case server:
		s.turns++
		s.receive(said)
	case client:
		s.turns++
		s.send(said)
	case fault:
		s.ending.fault(said)
	default:
		s.remark(line)
	}
}

// continues reports whether a line without a speaker continues the reply of the
// line before.
func (s *session) continues(line string) bool {
	n := len(s.current)
	return n > 0 && len(line) > 3 && isReplyLine(line) && line[:3] == s.current[n-1][:3]
}

// send processes what the program sends.
func (s *session) send(line string) {
	switch {
	case s.phase == sending && line != ".":
		return
	case s.phase == sending:
		s.phase = commanding
		s.asked = append(s.asked, "end of DATA")
	case s.phase == loggingIn:
		s.asked = append(s.asked, "AUTH")
	default:
		s.asked = append(s.asked, s.command(line))
	}
	s.ending.exchange = "> " + line
}

// command processes a command, and notes which one it is.
func (s *session) command(line string) string {
	command := reply.Command(">>> " + line)
	switch command {
	case "MAIL FROM":
		s.transact()
		s.notice.Original.From = first(addresses(line))
	case "RCPT TO":
		s.roster.add(fact.Recipient{Address: first(addresses(line))})
	case "":
		if strings.EqualFold(line, "quit") {
			s.ending.quitting = true
			return quitting
		}
	}
	return command
}

// transact begins a mail transaction (RFC 5321 section 3.3): a refusal so far
// was of the one before, if there was one.
func (s *session) transact() {
	if len(s.notice.Recipients) == 0 {
		return
	}
	all := s.notice.Recipients[s.begun:]
	s.begun += len(all)
	for i := range all {
		if s.refusal.Code != 0 && all[i].Action == "" && all[i].Reply.Code < 400 {
			all[i].Reply = s.refusal
		}
	}
	s.open, s.refusal = nil, fact.Reply{}
}

// quitting is the command that ends a session.
const quitting = "QUIT"

// receive processes what the server sends: a reply, once its last line has come
// (RFC 5321 section 4.2.1).
func (s *session) receive(line string) {
	if !isReplyLine(line) {
		if s.ending.alien == "" {
			s.ending.alien = line
		}
		return
	}
	s.current = append(s.current, line)
	if len(line) > 3 && line[3] == '-' {
		return
	}
	said := reply.Parse(strings.Join(s.current, " "))
	s.ending.exchange = joined(s.ending.exchange, "< "+strings.Join(s.current, " "))
	s.current = nil
	said.Command = "connect"
	if len(s.asked) > 0 {
		said.Command, s.asked = s.asked[0], s.asked[1:]
	} else if s.phase == sending {
		said.Command = "end of DATA" // the program shows no message
	}
	switch line[:3] {
	case "354":
		s.phase = sending
	case "334":
		s.phase = loggingIn
	default:
		s.phase = commanding
	}
	s.last = said
	s.settle(said)
}

// settle adds a reply to the recipients whose fate it decides.
func (s *session) settle(said fact.Reply) {
	all := s.notice.Recipients
	switch {
	case said.Command == quitting:
	case said.Command == "RCPT TO":
		for s.next < len(all) && all[s.next].Reply.Code != 0 {
			s.next++
		}
		if s.next < len(all) {
			if all[s.next].Reply = said; said.Code < 400 {
				s.open = append(s.open, s.next)
			}
		}
	case said.Command == "end of DATA" && said.Code < 400:
		for _, i := range s.open {
			all[i].Action, all[i].Reply = fact.Delivered, said
		}
	case said.Code >= 400 && s.refusal.Code == 0 && !isProbe(said):
		s.refusal = said
	}
}

// isProbe reports whether a refusal is of a command that a program tries and does
// not need: EHLO falls back to HELO (RFC 5321 section 3.2).
func isProbe(said fact.Reply) bool { return said.Command == "EHLO" && said.Code/10 == 50 }

// remark processes what the program says beside the session: the server that it
// connected to.
func (s *session) remark(line string) {
	for _, cue := range s.dialect.Connected {
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
}
