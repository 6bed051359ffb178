package reply

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// Command returns the SMTP command that words say was refused, or "".
func Command(words string) string {
	low := ascii.Lower(words)
	for _, cue := range table().Moment {
		at := strings.Index(low, cue)
		if at < 0 {
			continue
		}
		rest := low[at+len(cue):]
		if cue == "generated following response" {
			rest = strings.TrimSpace(low[max(0, at-12):at])
		}
		rest = strings.TrimPrefix(rest, "the ")
		rest = strings.TrimPrefix(rest, "pipelined ")
		for _, p := range table().Phases {
			if strings.HasPrefix(rest, p.Said) {
				return p.Command
			}
		}
	}
	return ""
}
