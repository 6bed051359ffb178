package notice

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// A unit is a piece of a notice that can hold one reply: a paragraph, or one
// reply of a transcript.
//
//	>>> RCPT To:<jiro@example.org>
//	<<< 550-5.1.1 No such user,
//	<<< 550 5.1.1 see the directory
type unit struct {
	text    string
	reply   fact.Reply // what a server says in it
	rank    int        // whose words they are
	command string     // the command before them
	host    fact.Host  // the server that the transcript is with
}

// Whose words a unit is: the server's own weigh more than what the system that
// wrote the notice made of them.
const (
	derived     = iota + 1 // "550 5.1.1 <jiro@example.org>... User unknown", by the notice's own system
	stated                 // a paragraph of the notice
	transcribed            // a reply in a transcript
)

// units splits lines into paragraphs and replies.
func units(lines []string) []unit {
	var all []unit
	var current []string
	var command string
	var host fact.Host
	rank := stated
	indented := 0 // how many lines of current are
	flush := func() {
		if len(current) > 0 {
			text := bounded(strings.Join(current, " "))
			all = append(all, unit{text, reply.Parse(text), rank, command, host})
			current = current[:0]
		}
		rank, indented = stated, 0
	}
	for _, raw := range lines {
		line := bareReason(undated(strings.TrimSpace(raw)))
		said, isSaid := strings.CutPrefix(line, "<<<")
		asked, isAsked := strings.CutPrefix(line, ">>>")
		switch {
		case isSaid:
			if rank != transcribed || !continuesReply(current, said) {
				flush()
			}
			rank = transcribed
			current = append(current, strings.TrimSpace(said))
		case isAsked:
			flush()
			command = reply.Command(">>> " + strings.TrimSpace(asked))
		case strings.Trim(line, "-=_*─━") == "" || isSection(line): // nothing, a rule, or a heading
			flush()
		case isTalking(line):
			flush()
			host = reply.Host(line)
		case startsReply(line):
			if !continuesReply(current, line) {
				flush()
			}
			if isDerived(line) {
				rank = derived
			}
			current = append(current, line)
		default:
			if rank != stated || (indent(raw) == "" && endsEntry(current, indented) || tellsReply(line)) && holdsReply(current) {
				flush()
			}
			current = append(current, line)
		}
		if len(current) > indented && indent(raw) != "" {
			indented++
		}
	}
	flush()
	return all
}

// endsEntry reports whether a line that is not indented is none of the entry
// whose lines so far are current, of which so many are indented: a footer right
// below a list of recipients.
func endsEntry(current []string, indented int) bool {
	n := len(current)
	return indented > 0 && indented >= n-1 && (n > 1 || len(current[0]) < minWrapped)
}

// startsReply reports whether a line begins with a reply code.
func startsReply(line string) bool {
	if len(line) < 4 || line[0] != '4' && line[0] != '5' || line[3] != ' ' && line[3] != '-' {
		return false
	}
	return smtpcode.LeadingReply(line) != 0
}

// tellsReply reports whether a line names a server and, after a colon, its
// reply: "mx.example.org [192.0.2.9]: 550 No such user".
func tellsReply(line string) bool {
	for from := 0; ; {
		at := strings.IndexByte(line[from:], ':')
		if at < 0 {
			return false
		}
		from += at + 1
		if startsReply(strings.TrimLeft(line[from:], " '\"")) {
			return reply.Host(line[:from]) != (fact.Host{})
		}
	}
}

// holdsReply reports whether one of lines already has a reply.
func holdsReply(lines []string) bool {
	for _, line := range lines {
		if startsReply(line) || tellsReply(line) {
			return true
		}
	}
	return false
}

// continuesReply reports whether a line goes on with the multi-line reply that
// the last of current is a line of (RFC 5321 section 4.2.1).
func continuesReply(current []string, line string) bool {
	line = strings.TrimSpace(line)
	if len(current) == 0 || len(line) < 3 {
		return false
	}
	last := current[len(current)-1]
	if i := strings.LastIndex(last, line[:3]+"-"); i >= 0 {
		return i == 0 || last[i-1] == ' '
	}
	return false
}

// isTalking reports whether a line of a transcript names the server:
// "... while talking to mx.example.org.:".
func isTalking(line string) bool {
	line = strings.TrimLeft(line, ". ")
	return slices.ContainsFunc(phrases().Transcript.Talking, func(p string) bool { return ascii.HasPrefixFold(line, p) })
}

// bareReason takes sendmail's parentheses off a reply:
// "(reason: 550 5.1.1 <jiro@example.org>... User unknown)".
func bareReason(line string) string {
	if rest, ok := strings.CutPrefix(line, "(reason: "); ok {
		return strings.TrimSuffix(rest, ")")
	}
	return line
}

// undated returns a line of MDaemon's transcript as sendmail would write it. Its
// versions disagree on which arrow is whose; a reply begins with its code.
//
//	Mon 2026-03-02 09:30:01: --> RCPT To:<jiro@example.org>
//	Mon 2026-03-02 09:30:01: <-- 550 5.1.1 No such user
func undated(line string) string {
	if strings.IndexByte(line, ':') < 0 {
		return line
	}
	for _, mark := range []string{": <-- ", ": --> ", ": Attempting SMTP"} {
		at := strings.Index(line, mark)
		if at < len("09:30") || digitless(line[at-2:at]) != "00" {
			continue
		}
		said := line[at+len(mark):]
		switch {
		case mark == ": Attempting SMTP":
			return mark[2:] + said
		case smtpcode.LeadingReply(said) != 0:
			return "<<< " + said
		default:
			return ">>> " + said
		}
	}
	return line
}

// isDerived reports whether a line is sendmail's own conclusion, a code before
// the address: "550 5.1.1 <jiro@example.org>... User unknown".
func isDerived(line string) bool {
	name, _, ok := strings.Cut(line, "... ")
	if !ok || strings.HasPrefix(line, "<<<") {
		return false
	}
	if s, found := nextAddress(name, 0); found {
		return isReplyCode(bareWords(name[:s.start]))
	}
	return strings.Contains(name, "(smtp)") || strings.Contains(name, `"`) || strings.Contains(name, " |")
}
