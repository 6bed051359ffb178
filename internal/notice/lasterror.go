package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// lastError returns the server's words, and the server, from what Exchange writes
// about an attempt; other words are returned as they are:
//
//	[{LRT=3/2/2026 9:30:00 AM};{LED=550 5.1.1 No such user};{FQDN=mx.example.org};{IP=192.0.2.9}]
func lastError(words string) (said string, host fact.Host) {
	said = between(words, "{LED=", "}")
	if said == "" {
		return words, host
	}
	return said, fact.Host{Name: hostWord(between(words, "{FQDN=", "}")), IP: reply.IP(between(words, "{IP=", "}"))}
}

// apart splits what is said about n recipients, as Exchange lists it: with
// semicolons between. If that does not give n parts, all of it applies to each.
func apart(words string, n int) []string {
	if inner, ok := strings.CutPrefix(words, "{"); ok && !strings.HasPrefix(words, "{LED=") && !strings.HasPrefix(words, "{LRT=") {
		words = strings.TrimSuffix(inner, "}")
	}
	if n < 2 {
		return []string{words}
	}
	var parts []string
	depth, start := 0, 0
	for i := range len(words) {
		switch words[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case ';':
			if depth == 0 {
				parts, start = append(parts, words[start:i]), i+1
			}
		}
	}
	if parts = append(parts, words[start:]); len(parts) != n {
		return []string{words}
	}
	return parts
}
