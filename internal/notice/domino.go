package notice

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readDomino reads Domino's list of recipients, where a name of the Notes
// directory can take the place of an address:
//
//	was not delivered to:
//
//	  Jiro Sato/Tokyo/Example@Example
//
//	because:
//
//	  User Jiro Sato/Tokyo/Example@Example not listed in Domino Directory
func readDomino(d *document, n *fact.Notice) []fact.Recipient {
	headings := phrases().Domino
	if !d.said.says(saysDominoRecipients) || !d.said.says(saysDominoReason) {
		return nil
	}
	var names, why []string
	var into *[]string
	for _, line := range d.lines {
		line = strings.TrimSpace(line)
		switch low := fold(line); {
		case endsWithAny(low, headings.Recipients):
			into = &names
		case into != nil && slices.Contains(headings.Reason, low):
			into = &why
		case line != "" && into != nil:
			*into = append(*into, line)
		}
	}
	if len(names) > maxGuesses || !anyDirectoryName(names) {
		return nil
	}
	said := bounded(strings.Join(why, " "))
	var all []fact.Recipient
	for _, name := range names {
		r := fact.Recipient{Address: name, Words: said, Diagnostic: said, Reply: reply.Parse(said)}
		if a := first(addresses(name)); a != "" {
			r.Address = a
		}
		all = append(all, r)
	}
	return all
}

// anyDirectoryName reports whether any name is one of the Notes directory,
// parts with slashes between them.
func anyDirectoryName(names []string) bool {
	for _, name := range names {
		if strings.Contains(name, "/") {
			return true
		}
	}
	return false
}
