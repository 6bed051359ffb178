package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// A sessionEnd is how a session ended, if no reply says so.
type sessionEnd struct {
	alien    string   // what the server said that is no reply
	faults   []string // what the program says of it
	quitting bool     // the program has sent QUIT
	exchange string   // the last command and what the server said to it
}

// maxFaults bounds the lines that are kept of why a program gave up.
const maxFaults = 10

// fault takes a line that says why the program gave up. What goes wrong after
// QUIT is not the reason.
func (e *sessionEnd) fault(line string) {
	if late := e.quitting && len(e.faults) > 0; !late && len(e.faults) < maxFaults {
		e.faults = append(e.faults, strings.TrimLeft(line, "* \t"))
	}
}

// words returns what is said of the end: by the server, by the program, or by
// the exchange that nothing came after.
func (e *sessionEnd) words() string {
	switch {
	case e.alien != "":
		return bounded(e.alien)
	case len(e.faults) > 0:
		return bounded(strings.Join(e.faults, " "))
	}
	return bounded(e.exchange)
}

// conclude settles what became of the recipients. Mail is delivered when the
// server has taken the responsibility, with its reply to the end of the data
// (RFC 5321 section 4.2.5), not before.
func (s *session) conclude() {
	n := s.notice
	n.Words = s.ending.words()
	if len(n.Recipients) == 0 && (s.refusal.Code != 0 || s.brokenOff()) {
		n.Recipients = []fact.Recipient{{}}
	}
	var all []fact.Recipient
	for _, r := range n.Recipients {
		switch {
		case r.Action == fact.Delivered:
		case r.Reply.Code >= 400 && (s.refusal.Code == 0 || !outOfSequence(r.Reply)):
			r.Action = fact.Failed
		case s.refusal.Code != 0:
			r.Action, r.Reply = fact.Failed, s.refusal
		case s.brokenOff() || s.refusedAny():
			r.Action, r.Reply, r.Diagnostic = fact.Failed, fact.Reply{}, n.Words
		default:
			continue // asked for, and left at that
		}
		if r.Reply.Code != 0 {
			r.Diagnostic, r.Remote = r.Reply.Text, s.host
		}
		r.Words = r.Diagnostic
		all = append(all, r)
	}
	if n.Recipients = all; len(all) == 0 {
		n.Kind = fact.NotBounce
	}
}

// refusedAny reports whether the server refused one of the recipients.
func (s *session) refusedAny() bool {
	for i := range s.notice.Recipients {
		if s.notice.Recipients[i].Reply.Code >= 400 {
			return true
		}
	}
	return false
}

// brokenOff reports whether the session ended before its time: the program
// says so, or what it asked for last never came.
func (s *session) brokenOff() bool {
	switch {
	case s.ending.alien != "" || len(s.ending.faults) > 0 || s.turns == 0:
		return true
	case len(s.asked) > 0:
		return s.asked[0] != quitting
	}
	return s.last.Command == "STARTTLS" || s.last.Code/100 == 3
}
