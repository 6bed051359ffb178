package message

import (
	"net/mail"
	"strings"
	"time"
)

// layouts are dates that mail systems write beside those of RFC 5322.
var layouts = []string{
	// RFC 3339 and ISO 8601, as services' webhooks and logs have them
	time.RFC3339,
	"2006-01-02T15:04:05.999999999Z07:00",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05",
	"2006-01-02 15-04-05", // SendGrid's Arrival-Date
	"2006-01-02T15:04:05",
	"2006/01/02 15:04:05 -0700",
	"2006/01/02 15:04:05",

	// RFC 5322 section 3.3 without its zone, or with a zone's name in a comment
	"Mon, 2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04:05",
	"Mon, 2 Jan 2006 15:04:05 (MST)",

	// C's asctime and the Unix command date
	"Mon Jan _2 15:04:05 2006",
	"Mon Jan _2 15:04:05 MST 2006",
}

// ParseDate reads a date with the zone that it states; the zero time is none.
// It takes RFC 5322 dates, with or without comments, and what else systems
// write in date fields.
func ParseDate(s string) time.Time {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}
	}
	bare, _, _ := strings.Cut(s, " (") // a comment: the zone's name
	if t, err := time.Parse("Mon, 2 Jan 2006 15:04:05 -0700", bare); err == nil {
		return t
	}
	for _, form := range []string{s, bare} {
		if t, err := mail.ParseDate(form); err == nil {
			return t
		}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
