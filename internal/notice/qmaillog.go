package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readQmailLog reads the log of qmail-send, with whatever time is before
// its lines. A delivery is identified by its number; blanks are underscores:
//
//	info msg 77: bytes 500 from <taro@example.com> qp 42 uid 1000
//	starting delivery 3: msg 77 to remote jiro@example.org
//	delivery 3: failure: 192.0.2.9_does_not_like_recipient./Remote_host_said:_550_No_such_user/
func readQmailLog(text string) (*fact.Notice, bool) {
	n := &fact.Notice{Format: "qmail", Words: bounded(text)}
	all := newRoster(n)
	started := map[string]string{}
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "info msg ") {
			if from := between(line, " from <", ">"); from != "" {
				n.Original.From = from
			}
		}
		if number, rest, ok := strings.Cut(between(line, "starting delivery ", "\n"), ": "); ok {
			started[number] = first(addresses(rest))
			continue
		}
		number, rest, ok := strings.Cut(between(line, "delivery ", "\n"), ": ")
		if !ok {
			continue
		}
		fate, report, ok := strings.Cut(rest, ": ")
		action := map[string]string{"failure": fact.Failed, "deferral": fact.Delayed, "success": fact.Delivered}[fate]
		if !ok || action == "" {
			continue
		}
		said := unlogged(report)
		r := fact.Recipient{Address: started[number], Action: action, Diagnostic: said, Words: said, Remote: reply.Host("host " + said)}
		if _, theirs, ok := strings.Cut(said, "Remote host said: "); ok {
			theirs, _, _ = strings.Cut(theirs, " Giving up on ")
			r.Reply = reply.Parse(theirs)
		} else {
			r.Status = reply.Status(said)
		}
		all.replace(r)
	}
	return n, len(n.Recipients) > 0
}

// unlogged undoes the escaping of qmail's log, where blanks are underscores and
// line ends slashes.
func unlogged(report string) string {
	return strings.TrimSpace(strings.NewReplacer("_", " ", "/", " ").Replace(report))
}

// withoutLogged returns the lines of a notice, those of them as they were said that
// some patches of qmail copy from the log.
func withoutLogged(lines []string) []string {
	for i, line := range lines {
		if strings.Contains(line, loggedReply) {
			lines[i] = unlogged(line)
		}
	}
	return lines
}

const loggedReply = "/Remote_host_said:_"
