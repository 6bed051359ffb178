package notice

import "strings"

// withoutContinued leaves out the addresses that a folded line happens to
// begin with: the line goes on with what is said of the recipient above it.
//
//	<jiro@example.org>: host mx.example.org[198.51.100.9] said: 550 5.1.1
//	    <jiro@example.org>: Recipient address rejected: User unknown
func withoutContinued(d *document, leads []lead) []lead {
	kept := leads[:0:0]
	for _, l := range leads {
		if n := len(kept); n > 0 && continuesLead(d, kept[n-1], l) {
			continue
		}
		kept = append(kept, l)
	}
	return kept
}

// maxContinued is how many lines what is said of one recipient can take.
const maxContinued = 40

// continuesLead reports whether l is in the paragraph of above, with
// something said of above before it, and is the same address or begins a line
// that is further indented. In a list, where addresses follow each other,
// nothing is said.
func continuesLead(d *document, above, l lead) bool {
	if l.line == above.line || l.line > above.line+maxContinued || l.rank > above.rank {
		return false
	}
	for i := above.line + 1; i < l.line; i++ {
		if strings.TrimSpace(d.lines[i]) == "" {
			return false
		}
	}
	previous := strings.TrimSpace(d.lines[l.line-1])
	if above.rest == "" && l.line == above.line+1 || isListSeparator(previous) || isPipe(previous) {
		return false
	}
	if strings.EqualFold(above.address, l.address) {
		return true
	}
	begins := bareWords(d.lines[l.line][:l.end-len(l.address)]) == ""
	return begins && indentation(d.lines[l.line]) > indentation(d.lines[above.line])
}

func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }
