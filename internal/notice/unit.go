package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// A unit is a piece of a notice that can hold one reply: a paragraph, or one
// reply of a transcript.
//
//	>>> RCPT To:<jiro@example.org>
//	<<< 550-5.1.1 No such user,
//	<<< 550 5.1.1 see the directory
type unit struct {
	text    string
	spoken  bool      // the server's own words in a transcript
	command string    // the command before them
	host    fact.Host // the server that the transcript is with
}

// units parts lines into paragraphs and replies.
func units(lines []string) []unit {
	var all []unit
	var current []string
	var command string
	var host fact.Host
	flush := func(spoken bool) {
		if len(current) > 0 {
			all = append(all, unit{bounded(strings.Join(current, " ")), spoken, command, host})
			current = nil
		}
	}
	spoken := false
	for _, raw := range lines {
		line := strings.TrimSpace(raw)
		said, isSaid := strings.CutPrefix(line, "<<<")
		asked, isAsked := strings.CutPrefix(line, ">>>")
		switch {
		case isSaid:
			if !spoken || !continuesReply(current, said) {
				flush(spoken)
			}
			spoken = true
			current = append(current, strings.TrimSpace(said))
		case isAsked:
			flush(spoken)
			spoken = false
			command = reply.Command(">>> " + strings.TrimSpace(asked))
		case line == "" || isSection(line):
			flush(spoken)
			spoken = false
		case strings.HasPrefix(line, "...") && strings.Contains(line, "talking to"):
			flush(spoken)
			spoken = false
			host = reply.Host(line)
		case startsReply(line):
			if !continuesReply(current, line) {
				flush(spoken)
			}
			spoken = false
			current = append(current, line)
		default:
			if spoken {
				flush(true)
				spoken = false
			}
			current = append(current, line)
		}
	}
	flush(spoken)
	return all
}

// startsReply reports whether a line begins with a reply code.
func startsReply(line string) bool {
	if len(line) < 4 || line[0] != '4' && line[0] != '5' || line[3] != ' ' && line[3] != '-' {
		return false
	}
	return reply.Parse(line[:3]).Code != 0
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
