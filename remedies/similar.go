package remedies

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/hostname"
)

// leastLabel is the shortest name of a provider's domain for which one wrong
// character is taken for a slip: too many real domains are one letter away from
// "sky.com" or "gmx.de".
const leastLabel = 5

// similarDomain returns the provider's domain for which the recipient's can be
// a slip of the keyboard, "" if there is none or more than one. Where a provider
// has the name under another top-level domain, as of gmail.de, the slip cannot
// be in the name.
func similarDomain(b *bounce) string {
	typed := validDomain(recipientDomain(b))
	if typed == "" || hostname.Longest(mailDomains(), typed) != "" {
		return ""
	}
	typedLabel, _, _ := strings.Cut(typed, ".")
	var found []string
	known := false
	for domain := range mailDomains() {
		label, _, _ := strings.Cut(domain, ".")
		known = known || label == typedLabel
		if len(label) >= leastLabel && oneSlip(typed, domain) {
			found = append(found, domain)
		}
	}
	if known {
		found = slices.DeleteFunc(found, func(domain string) bool { return !strings.HasPrefix(domain, typedLabel+".") })
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// oneSlip reports whether one letter that is missing, added, wrong or swapped
// with its neighbour turns a into b.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
