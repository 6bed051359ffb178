package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
)

// A roster adds recipients to a notice, as a log or a session names them one
// after the other.
type roster struct {
	notice *fact.Notice
	index  map[string]int // where a recipient stands, by its address in lower case
	warned bool           // that there are more than dsn.MaxRecipients
}

func newRoster(n *fact.Notice) *roster { return &roster{notice: n, index: map[string]int{}} }

// replace adds r in place of an earlier record of its address: the last one
// counts.
func (t *roster) replace(r fact.Recipient) {
	key := strings.ToLower(r.Address)
	if i, ok := t.index[key]; ok {
		t.notice.Recipients[i] = r
	} else if t.add(r) {
		t.index[key] = len(t.notice.Recipients) - 1
	}
}

// add appends r to the others, unless there are too many.
func (t *roster) add(r fact.Recipient) bool {
	n := t.notice
	if len(n.Recipients) < dsn.MaxRecipients {
		n.Recipients = append(n.Recipients, r)
		return true
	}
	if !t.warned {
		n.Warnings = append(n.Warnings, dsn.TooMany)
		t.warned = true
	}
	return false
}
