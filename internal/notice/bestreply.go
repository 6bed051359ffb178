package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// bestReply finds the refusing reply in units, the server that gave it, and
// the words around it. The richest reply counts; in a transcript, the last.
func bestReply(all []unit) (best fact.Reply, host fact.Host, diagnostic string) {
	rank := 0
	for _, u := range all {
		r := u.reply
		if r.Code != 0 && r.Code < 400 || r.Code == 0 && (r.Status == "" || r.Status[0] == '2') {
			continue
		}
		if r.Code == 0 {
			u.rank = 0 // an enhanced code alone yields to any reply
		}
		if u.rank > rank || u.rank == rank && (fact.Richer(r, best) || !fact.Richer(best, r) && supersedes(u, r, best)) {
			rank = u.rank
			best, diagnostic = r, u.text
			host = reply.Host(u.text)
			if r.Command == "" {
				best.Command = u.command
			}
			if host == (fact.Host{}) {
				host = u.host
			}
		}
	}
	return best, host, diagnostic
}

// supersedes reports whether a reply that says no more than the best so far
// takes its place: the later one of a transcript, a refusal over a delay.
func supersedes(u unit, r, best fact.Reply) bool {
	if u.rank == transcribed {
		return !outOfSequence(r)
	}
	return r.Code/100 == 5 && best.Code/100 == 4
}

// outOfSequence reports whether a reply only complains that the commands came
// in a wrong order, after the refusal that matters.
func outOfSequence(r fact.Reply) bool { return r.Code == 503 }

// aboveReply returns the lines before the first that begins with a reply code.
func aboveReply(lines []string) []string {
	for i, line := range lines {
		if startsReply(strings.TrimLeft(line, " \t<")) {
			return lines[:i]
		}
	}
	return nil
}

// transcriptHost returns the server whose name is above a transcript without a
// reply:
//
//	mx.example.org [192.0.2.9]:
//	<<< Connection timed out
func transcriptHost(lines []string) fact.Host {
	for i, line := range lines {
		if line = strings.TrimSpace(line); i > 0 && (strings.HasPrefix(line, "<<<") || strings.HasPrefix(line, ">>>")) {
			if above := strings.TrimSpace(lines[i-1]); strings.HasSuffix(above, ":") {
				return reply.Host(above)
			}
		}
	}
	return fact.Host{}
}

// hostAbove finds the server's name in the lines above a reply, nearest first.
func hostAbove(lines []string) fact.Host {
	for i := len(lines) - 1; i >= 0; i-- {
		if ascii.HasPrefixFold(strings.TrimSpace(lines[i]), "from ") {
			continue // the server from which sendmail received the message
		}
		if h := reply.Host(lines[i]); h != (fact.Host{}) {
			return h
		}
	}
	return fact.Host{}
}
