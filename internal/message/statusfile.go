package message

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// isStatus reports whether a file that is attached holds delivery-status fields
// (RFC 3464 section 2.1.1): gateways and mail programs that do not know the type
// pass the part on as "details.txt" or without a name.
func isStatus(text string) bool {
	text = ascii.Lower(text[:min(len(text), maxStatusLead)])
	return strings.HasPrefix(strings.TrimLeft(text, "\n "), "reporting-mta:") && strings.Contains(text, "\nfinal-recipient:")
}

// maxStatusLead is how far into the fields the first recipient is named.
const maxStatusLead = 4 << 10

// isNameless reports whether a part of no known type bears the name that
// Exchange gives to parts without one: "ATT00001", "ATT12345.dat".
func isNameless(h Header) bool {
	for _, field := range []string{"Content-Type", "Content-Disposition"} {
		_, name, _ := strings.Cut(ascii.Lower(h.Raw(field)), "name=")
		if name, ok := strings.CutPrefix(strings.Trim(name, `"`), "att"); ok && name != "" && ascii.IsDigit(name[0]) {
			return true
		}
	}
	return false
}
