package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readListserv reads the report that LSMTP writes for LISTSERV:
//
//	Error-for:  jiro@example.org
//	Error-Code: 3
//	Error-Text: 550 No such user
func readListserv(d *document, n *fact.Notice) []fact.Recipient {
	if !strings.Contains(d.folded, "error-for:") || !strings.Contains(d.folded, "error-text:") {
		return nil
	}
	var all []fact.Recipient
	text := false
	for _, line := range d.lines {
		line = strings.TrimSpace(line)
		name, value, _ := strings.Cut(line, ":")
		switch strings.ToLower(name) {
		case "error-for":
			all = append(all, fact.Recipient{Address: first(addresses(value))})
			text = false
		case "error-text":
			text = true
			line = value
		case "error-end", "error-code":
			text = false
		}
		if text && len(all) > 0 {
			r := &all[len(all)-1]
			r.Words = strings.TrimSpace(r.Words + " " + strings.TrimSpace(line))
		}
	}
	for i := range all {
		all[i].Reply = reply.Parse(all[i].Words)
		all[i].Remote = reply.Host(all[i].Words)
		all[i].Diagnostic = all[i].Words
	}
	return all
}
