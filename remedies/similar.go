package remedies

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/hostname"
)

// leastLabel is how long the name of a provider's domain must be before one
// wrong character tells of a slip: of "sky.com" or "gmx.de" too many real
// domains are but one letter away.
const leastLabel = 5

// similarDomain returns the provider's domain for which the recipient's can be
// a slip of the keyboard, "" if there is none or more than one.
func similarDomain(b *bounce) string {
	typed := validDomain(recipientDomain(b))
	t, err := providers()
	if err != nil || typed == "" || hostname.Longest(t.domains, typed) != "" {
		return ""
	}
	found := ""
	for domain := range t.domains {
		label, _, _ := strings.Cut(domain, ".")
		if len(label) < leastLabel || !oneSlip(typed, domain) {
			continue
		}
		if found != "" {
			return ""
		}
		found = domain
	}
	return found
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
