package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readFailureReasons reads the list of older Notes releases, each reason above
// the name it is about, where a name can be one of the directory:
//
//	------- Failure Reasons  --------
//
//	User not listed in public Name & Address Book
//	Jiro Sato/Tokyo/Example@Example
func readFailureReasons(d *document, n *fact.Notice) []fact.Recipient {
	if n.Format != "notes" {
		return nil
	}
	var all []fact.Recipient
	why, directory := "", false
	for _, line := range d.lines {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || isSection(line):
		case why != "" && (isOnlyAddress(line) || isDirectoryName(line)):
			directory = directory || !isOnlyAddress(line)
			all = append(all, fact.Recipient{Address: line, Words: why, Diagnostic: why})
			why = ""
		default:
			why = bounded(strings.TrimSpace(why + " " + line))
		}
	}
	if !directory || len(all) > maxGuesses {
		return nil
	}
	return all
}

// isDirectoryName reports whether a line is a name of the Notes directory in
// its domain: "Jiro Sato/Tokyo/Example@Example".
func isDirectoryName(line string) bool {
	name, domain, ok := strings.Cut(line, "@")
	return ok && strings.Contains(name, "/") && domain != "" && !strings.ContainsAny(domain, " /:")
}
