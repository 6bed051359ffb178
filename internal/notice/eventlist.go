package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readList reads entries of named values, each on a line of its own, as
// PowerShell lists them:
//
//	EventId         : FAIL
//	Sender          : taro@example.com
//	Recipients      : {jiro@example.org}
//	RecipientStatus : {550 5.1.1 No such user}
func readList(text string) (*fact.Notice, bool) {
	found := newEvents()
	for rest := text; rest != ""; {
		var r record
		r, rest = listEntry(rest)
		if len(r) < 2 {
			continue
		}
		if s, fate := serviceOf(r); fate != "" {
			found.read(s, r, fate)
		}
	}
	return found.conclude()
}

// listEntry reads one entry, up to a blank line. A long value runs on under
// it, indented.
func listEntry(text string) (r record, rest string) {
	r = record{}
	last := ""
	for rest = text; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if strings.TrimSpace(line) == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		switch name = strings.TrimSpace(name); {
		case strings.HasPrefix(line, "    ") && last != "":
			r[last] = joined(r[last].(string), line)
		case ok && name != "" && !strings.Contains(name, " ") && (value == "" || value[0] == ' ' || value[0] == '\r'):
			r[name], last = strings.TrimSpace(value), name
		}
	}
	return r, rest
}
