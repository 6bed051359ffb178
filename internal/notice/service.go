package notice

import (
	"strings"
	"sync"
	"unicode"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// A service is how one mail service, or one server's table of deliveries,
// names the values that describe a delivery: an entry of events.toml.
type service struct {
	Name   string
	Title  string
	Mailed bool
	Tells  []string

	Event      []string
	Failed     []string
	Delayed    []string
	Delivered  []string
	Complaints []string
	Always     string

	Addressed bool
	Reasoned  bool
	Quoted    bool
	Each      []string
	Address   []string
	Action    []string
	Code      []string
	Status    []string
	Words     []string
	Notes     []string
	Named     []string
	Host      []string
	Reporting []string
	Until     []string
	Original  serviceOriginal

	Columns []string

	fates map[string]string // the actions by event, as bareEvent has it
}

// A serviceOriginal is how a service names the values that describe the message.
type serviceOriginal struct {
	From, To, Subject, Date, Arrival, Envelope []string

	MessageID []string `toml:"message_id"`
}

// complained is the fate of a recipient who complains of the message.
const complained = "complained"

var services = sync.OnceValue(func() []*service {
	all := table[struct{ Service []*service }]("events.toml").Service
	for _, s := range all {
		s.fates = map[string]string{}
		for action, events := range map[string][]string{fact.Failed: s.Failed, fact.Delayed: s.Delayed, fact.Delivered: s.Delivered, complained: s.Complaints} {
			for _, event := range events {
				s.fates[bareEvent(event)] = action
			}
		}
	}
	return all
})

// bareEvent returns the name of an event without what programs write otherwise:
// "hard_bounce", "Hard Bounce" and "hardBounce" are one.
func bareEvent(name string) string {
	return strings.Map(func(r rune) rune {
		if r = unicode.ToLower(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name[:min(len(name), maxFieldName)])
}

// owns reports whether a record is one of the service's.
func (s *service) owns(r record) bool {
	for _, names := range s.Tells {
		found := false
		for name := range strings.SplitSeq(names, "|") {
			found = found || r.has(name)
		}
		if !found {
			return false
		}
	}
	return !s.Quoted || beginsWithRefusal(r.first(s.Words))
}

// beginsWithRefusal reports whether words begin as a server's refusal does, with
// its reply code and its enhanced status code (RFC 2034).
func beginsWithRefusal(words string) bool {
	code, rest, _ := strings.Cut(strings.TrimSpace(words), " ")
	status, _, _ := strings.Cut(rest, " ")
	return startsReply(code+" ") && reply.IsStatus(status)
}

// fate returns what a record says became of the mail, "" if it reports
// something else, such as an opened message.
func (s *service) fate(r record) string {
	event := r.first(s.Event)
	if event == "" {
		return s.Always
	}
	return s.fates[bareEvent(event)]
}

// serviceOf returns the service whose record r is, and the fate that the record
// states. If no service knows the event, it returns one that knows the record.
func serviceOf(r record) (known *service, fate string) {
	for _, s := range services() {
		if !s.owns(r) {
			continue
		}
		if fate := s.fate(r); fate != "" {
			return s, fate
		}
		if known == nil {
			known = s
		}
	}
	return known, ""
}
