package notice

import (
	"slices"
	"strings"
	"sync"
)

// ordinaryTable is ordinary.toml.
type ordinaryTable struct {
	Marks      []mark // of mail that people and programs send
	Postmaster []mark // of what mail systems send about something else
	Replies    []mark // of automatic replies
	Tickets    []mark // of replies that acknowledge a request
}

var ordinary = sync.OnceValue(func() ordinaryTable { return table[ordinaryTable]("ordinary.toml") })

// isOtherMail reports whether a message has marks of mail that is not a notice. A
// mail system's own message, without a return path as RFC 5321 section 4.5.5
// requires of notices, may have those of the message that it returns.
func isOtherMail(d *document) bool {
	if firstHolding(signsOfPostmaster(), d) != nil {
		return true
	}
	h := d.view.Header
	system := isNullPath(h.Raw("Return-Path")) || containsAny(d.from, phrases().Senders) != "" ||
		isTitled(d.title) && isListRole(first(mailboxes(h.Raw("To")))) // a list's own address, for what comes back
	return !system && firstHolding(signsOfOthers(), d) != nil
}

var (
	signsOfOthers     = sync.OnceValue(func() []sign { return newSigns("", slices.Concat(ordinary().Marks, ordinary().Tickets)) })
	signsOfPostmaster = sync.OnceValue(func() []sign { return newSigns("", ordinary().Postmaster) })
)

// isTitled reports whether a subject begins as those of notices do.
func isTitled(subject string) bool {
	title := titles().In([]byte(subject))
	return title != "" && strings.HasPrefix(subject, title)
}
