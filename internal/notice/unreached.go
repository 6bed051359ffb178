package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readUnreached reads the list that Exchange up to 2003 and Outlook itself
// write. A recipient may be there by the name in the address book alone;
// the address is then in the reply:
//
//	The following recipient(s) could not be reached:
//
//	      Jiro Sato on 3/2/2026 9:30 AM
//	            You do not have permission to send to this recipient.
//	            <mail.example.com #5.7.1 smtp;550 5.7.1 <jiro@example.org>... Refused>
//
// In other languages the verdicts show which line is the heading.
func readUnreached(d *document, n *fact.Notice) []fact.Recipient {
	heading := ""
	if d.said.says(saysUnreached) {
		heading = containsAny(d.folded, phrases().Unreached)
	} else if heading = fold(verdictHeading(d.lines)); heading == "" {
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
		if len(entry) == maxEntry {
			entry = nil
		}
		entry = append(entry, line)
		if at := verdictLine(entry); at > 0 {
			all = append(all, unreached(entry, at, n))
			entry = nil
		}
	}
	if n.Format == "" && len(all) > 0 {
		n.Format = "exchange"
	}
	return all
}

// verdictHeading returns the line ending in a colon that is nearest above the first
// verdict with an enhanced status code (RFC 3463), or "".
func verdictHeading(lines []string) string {
	heading := ""
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if strings.HasSuffix(line, ":") || strings.HasSuffix(line, "：") {
			heading = line
		}
		server, verdict, ok := strings.Cut(strings.TrimPrefix(line, "<"), " #")
		if ok && line[0] == '<' && reply.IsHostname(server) && len(verdict) >= len("5.1.1") && reply.Status(verdict) != "" {
			return heading
		}
	}
	return ""
}

// maxVerdict is how many lines a server's verdict may run over.
const maxVerdict = 12

// maxEntry is how many lines an entry has at most; real ones have three to six.
const maxEntry = 20

// verdictLine returns the line of an entry from which on the server and its
// verdict are in angle brackets, up to the last line; 0 while they do not.
func verdictLine(entry []string) int {
	if !strings.HasSuffix(entry[len(entry)-1], ">") {
		return 0
	}
	for i := len(entry) - 1; i > max(0, len(entry)-maxVerdict); i-- {
		if strings.HasPrefix(entry[i], "<") && strings.Contains(entry[i], "#") {
			return i
		}
	}
	return 0
}

// unreached reads one entry, whose verdict begins at the given line.
func unreached(entry []string, at int, n *fact.Notice) fact.Recipient {
	verdict := strings.Join(entry[at:], " ")
	server, said, _ := strings.Cut(strings.Trim(verdict, "<>"), "#")
	if host := hostWord(server); host != "" && n.ReportingMTA == "" {
		n.ReportingMTA = host
	}
	r := fact.Recipient{
		Address:    first(addresses(entry[0])),
		Reply:      reply.Parse(said),
		Diagnostic: said,
		Words:      bounded(strings.Join(entry[1:], " ")),
	}
	if r.Reply.Code == 0 {
		r.Diagnostic = r.Words
	}
	if r.Address == "" {
		r.Address = first(addresses(said))
	}
	return r
}
