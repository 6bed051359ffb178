package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readUnreached reads the list that Exchange up to 2003 and Outlook itself
// write. A recipient may stand there by the name in the address book alone;
// the address is then in the reply:
//
//	The following recipient(s) could not be reached:
//
//	      Jiro Sato on 3/2/2026 9:30 AM
//	            You do not have permission to send to this recipient.
//	            <mail.example.com #5.7.1 smtp;550 5.7.1 <jiro@example.org>... Refused>
func readUnreached(d *document, n *fact.Notice) []fact.Recipient {
	heading := containsAny(d.folded, phrases().Unreached)
	if heading == "" {
		return nil
	}
	var all []fact.Recipient
	var entry []string
	listed := false
	for _, line := range d.lines {
		line = strings.TrimSpace(line)
		if !listed {
			listed = strings.Contains(fold(line), heading)
			continue
		}
		if line == "" {
			continue
		}
		entry = append(entry, line)
		if endsEntry(entry) {
			all = append(all, unreached(entry))
			entry = nil
		}
	}
	return all
}

// endsEntry reports whether an entry's lines end with the server and status in
// angle brackets, which can be folded.
func endsEntry(entry []string) bool {
	if !strings.HasSuffix(entry[len(entry)-1], ">") {
		return false
	}
	for i := len(entry) - 1; i > 0; i-- {
		if strings.HasPrefix(entry[i], "<") && strings.Contains(entry[i], "#") {
			return true
		}
	}
	return false
}

// unreached reads one entry.
func unreached(entry []string) fact.Recipient {
	text := strings.Join(entry[1:], " ")
	r := fact.Recipient{Address: first(addresses(entry[0])), Words: bounded(text)}
	at := strings.LastIndex(text, " <")
	for i := strings.Index(text, "<"); i >= 0 && i <= at+1; i = next(text, "<", i) {
		if server, said, ok := strings.Cut(text[i+1:], "#"); ok && !strings.Contains(server, ">") {
			r.Diagnostic = strings.TrimSuffix(said, ">")
			r.Reply = reply.Parse(r.Diagnostic)
			break
		}
	}
	if r.Reply.Code == 0 {
		r.Diagnostic = r.Words
	}
	if r.Address == "" {
		r.Address = first(addresses(text))
	}
	return r
}

// next gives where what stands in s again behind i, or -1.
func next(s, what string, i int) int {
	if at := strings.Index(s[i+len(what):], what); at >= 0 {
		return at + i + len(what)
	}
	return -1
}
