package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// A dialect is how one program shows an SMTP session: a session of
// clients.toml.
type dialect struct {
	Name      string
	Format    string   // the format's name where it differs
	Marks     []string // any of them identifies the program
	Server    []string // what the server's lines begin with
	Client    []string // what the program's own lines begin with
	Dated     bool     // a date or a name is before these
	Bare      bool     // replies and commands may lack marks, and are recognised by code and verb
	Quoted    bool     // lines are strings of a programming language
	Column    bool     // lines are values of a comma-separated table, with one more after them
	Faults    []string // what lines begin with that say why the program gave up
	Connected []string // words before the server's name
}

// Who speaks in a line of a session.
const (
	aside = iota // the program, beside the session
	server
	client
	fault // the program, on why it gave up
)

// speakerOf returns who speaks in a line, and what is said.
func (d *dialect) speakerOf(line string) (speaker int, said string) {
	for _, p := range d.Faults {
		if strings.HasPrefix(line, p) {
			return fault, strings.TrimSpace(line)
		}
	}
	if said, ok := d.behind(line, d.Server); ok {
		return server, said
	}
	if said, ok := d.behind(line, d.Client); ok {
		return client, said
	}
	if d.Bare {
		return bareSpeaker(line), strings.TrimSpace(line)
	}
	return aside, line
}

// behind returns what follows one of prefixes in line.
func (d *dialect) behind(line string, prefixes []string) (string, bool) {
	for _, p := range prefixes {
		at := 0
		if d.Dated {
			at = strings.Index(line, p)
		} else if !strings.HasPrefix(line, p) {
			at = -1
		}
		if at < 0 {
			continue
		}
		said := strings.TrimSpace(line[at+len(p):])
		switch {
		case d.Quoted:
			said = literal(said)
		case d.Column:
			said = column(said)
		}
		return said, true
	}
	return "", false
}

// bareSpeaker distinguishes replies from commands by how they begin (RFC 5321
// sections 4.1 and 4.2).
func bareSpeaker(line string) int {
	verb, _, _ := strings.Cut(line, " ")
	switch {
	case isReplyLine(line):
		return server
	case line == "." || verbs[ascii.Lower(verb)]:
		return client
	}
	return aside
}

// verbs are what commands begin with.
var verbs = map[string]bool{
	"ehlo": true, "helo": true, "lhlo": true, "mail": true, "rcpt": true, "data": true, "rset": true, "noop": true, "quit": true,
	"vrfy": true, "starttls": true, "auth": true,
}

// isReplyLine reports whether a line is one of a reply: three digits, and a
// blank, a hyphen or nothing after them (RFC 5321 section 4.2).
func isReplyLine(line string) bool {
	return smtpcode.LeadingReply(line) != 0 && (len(line) == 3 || line[3] == ' ' || line[3] == '-')
}

// literal returns the words of a quoted string: what is between its quotes,
// without the end of the line.
func literal(s string) string {
	s = strings.TrimRight(strings.TrimPrefix(s, "b"), " ,)")
	if n := len(s); n > 1 && (s[0] == '\'' || s[0] == '"') && s[n-1] == s[0] {
		s = s[1 : n-1]
	}
	return pythonString(s)
}

// column returns the first of the comma-separated values in s (RFC 4180), of
// which none but the first holds a comma.
func column(s string) string {
	if end := strings.LastIndexByte(s, ','); end >= 0 {
		s = s[:end]
	}
	if inner, ok := strings.CutPrefix(s, `"`); ok {
		s = strings.ReplaceAll(strings.TrimSuffix(inner, `"`), `""`, `"`)
	}
	return s
}
