package notice

import (
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/fact"
)

var signsOfReplies = sync.OnceValue(func() []sign { return newSigns("", ordinary().Replies) })

// isAutoReply tells an automatic answer from a notice. RFC 3834 gives answers a
// field of their own; many programs have others, or only a subject that every
// answer of theirs begins with. Words of absence alone are a person's own,
// unless the message has no return path or no envelope at all.
func isAutoReply(d *document, n *fact.Notice) bool {
	h := d.view.Header
	if d.view.Status != "" || h.Has("X-Failed-Recipients") || d.view.Report == "delivery-status" {
		return false
	}
	path := h.Raw("Return-Path")
	named := containsAny(d.title, phrases().Replies.Subjects) != "" && !startsWithAny(d.title, phrases().Answers)
	words := d.said.says(saysAway)
	answer := hasReplyPrefix(d.title) || firstHolding(signsOfReplies(), d) != nil ||
		isNullPath(path) && (named || words) || named && words && (path == "" || h.Has("In-Reply-To"))
	if !answer {
		return false
	}
	// Exim and others mark their notices auto-replied too. An answer to a notice
	// may quote its words, but names nobody.
	return named && words || len(n.Recipients) == 0 || !looksLikeNotice(d, n)
}

// hasReplyPrefix reports whether a subject begins as those of some program's
// replies do: "Automatic reply: Quote", "[Ticket 42] Automatic reply: Quote".
func hasReplyPrefix(title string) bool {
	prefixes := phrases().Replies.Prefixes
	colon := strings.IndexByte(title, ':')
	return startsWithAny(title, prefixes) || colon > 0 && containsAny(title[:colon+1], prefixes) != ""
}

// repliers gives who answered: the author of the automatic reply.
func repliers(d *document) []fact.Recipient {
	if from := first(mailboxes(d.view.Header.Raw("From"))); from != "" {
		return []fact.Recipient{{Address: from}}
	}
	return nil
}
