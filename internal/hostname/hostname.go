// Package hostname compares the names of hosts and domains, without regard to case
// and to the dot at their end.
package hostname

import "strings"

// Under reports whether name is domain or lies below it.
func Under(name, domain string) bool {
	name = strings.TrimSuffix(name, ".")
	cut := len(name) - len(domain)
	return cut >= 0 && strings.EqualFold(name[cut:], domain) && (cut == 0 || name[cut-1] == '.')
}

// Longest returns the value of the longest domain of the table, in lower case,
// that name is or lies below, or the zero value.
func Longest[T any](table map[string]T, name string) (value T) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	for name != "" {
		if value, ok := table[name]; ok {
			return value
		}
		_, name, _ = strings.Cut(name, ".")
	}
	return value
}

// OfAddress returns the domain of an address: what is after its last "@",
// or "".
func OfAddress(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	return address[at+1:]
}
