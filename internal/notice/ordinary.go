package notice

import (
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// ordinaryTable is ordinary.toml.
type ordinaryTable struct {
	Marks      []mark // of mail that people and programs send
	Postmaster []mark // of what mail systems send about something else
}

var ordinary = sync.OnceValue(func() ordinaryTable {
	var t ordinaryTable
	src, err := tables.ReadFile("ordinary.toml")
	if err == nil {
		err = toml.Unmarshal(src, &t)
	}
	if err != nil {
		panic("notice: ordinary.toml: " + err.Error()) // embedded, so a test would have failed
	}
	return t
})

// isOtherMail reports whether a message bears the marks of mail that is no
// notice. A mail system's own message, without a return path as RFC 5321
// section 4.5.5 asks of notices, may bear those of the message that it returns.
func isOtherMail(d *document) bool {
	h := d.view.Header
	from, subject := fold(h.Get("From")), fold(h.Get("Subject"))
	if anyHolds(ordinary().Postmaster, d, from, subject) {
		return true
	}
	path := h.Raw("Return-Path")
	system := path == "" || isNullPath(path) || containsAny(from, phrases().Senders) != ""
	return !system && anyHolds(ordinary().Marks, d, from, subject)
}

// anyHolds reports whether any of marks holds.
func anyHolds(marks []mark, d *document, from, subject string) bool {
	for _, m := range marks {
		if m.holds(d, from, subject) {
			return true
		}
	}
	return false
}
