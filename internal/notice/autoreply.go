package notice

import (
	"slices"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
)

var signsOfReplies = sync.OnceValue(func() []sign { return newSigns("", slices.Concat(ordinary().Replies, ordinary().Tickets)) })

// isAutoReply reports whether a message is an automatic answer and not a notice.
// RFC 3834 gives answers a field of their own; many programs have others, or only
// a subject that all their answers begin with. Words of absence alone are a
// person's own, unless the message has no return path or no envelope at all.
func isAutoReply(d *document, n *fact.Notice) bool {
	h := d.view.Header
	if d.view.Status != "" || h.Has("X-Failed-Recipients") || d.view.Report == "delivery-status" || isListServer(d) {
		return false
	}
	path := h.Raw("Return-Path")
	named := namesReply(d)
	words := d.said.says(saysAway)
	marked := hasReplyPrefix(d) || hasReplyField(h) || firstHolding(signsOfReplies(), d) != nil || words && answersByItself(d)
	if !marked && !(isNullPath(path) && (named || words)) && !(named && words && (path == "" || h.Has("In-Reply-To"))) {
		return false
	}
	// Exim and others mark their notices auto-replied too. An answer to a notice
	// may quote its words, but names no recipient, or mentions no failure above them.
	return named && words || len(n.Recipients) == 0 || !looksLikeNotice(d, n) ||
		marked && containsAny(d.from, phrases().Senders) == "" && quotesOnly(d) != ""
}

// namesReply reports whether a subject calls a message an automatic reply: in an
// answer's subject, only in the brackets at its end, and only where nothing is
// quoted, since people answer such replies.
func namesReply(d *document) bool {
	if startsWithAny(d.title, phrases().Answers) {
		return containsAny(inBrackets(d.title), phrases().Replies.Subjects) != "" && !quotes(d)
	}
	return containsAny(d.title, phrases().Replies.Subjects) != ""
}

// inBrackets returns what is in brackets at the end of a subject: "Re: Quote
// (autoreply)".
func inBrackets(title string) string {
	if at := strings.LastIndexAny(title, "(["); at >= 0 {
		return title[at+1:]
	}
	return ""
}

// quotes reports whether a message quotes another.
func quotes(d *document) bool { return slices.ContainsFunc(d.all, opensQuotation) }

// quotesOnly returns the line above what a message quotes, if its own words above
// mention no failure, or "".
func quotesOnly(d *document) string {
	for i, line := range d.all {
		if !opensQuotation(line) {
			continue
		}
		own := foldLines(d.all[:i+1])
		if own[0] == '>' || findPhrases(own).says(saysFailed|saysDelayed|saysListRefusal|saysListRule) {
			return ""
		}
		return line
	}
	return ""
}

// opensQuotation reports whether a line is above what is quoted, or begins it:
//
//	You wrote:
//	-----Original Message-----
//	> This is the mail system at host mail.example.com.
func opensQuotation(line string) bool {
	line = strings.TrimSpace(line)
	if len(line) > maxAnnouncement || line == "" {
		return false
	}
	if line[0] == '>' {
		return true
	}
	folded := fold(line)
	words := strings.TrimRight(folded, " :：")
	return words != folded && endsWithWord(words, phrases().Quoting) ||
		strings.IndexByte("-_=*", line[0]) >= 0 && containsAny(folded, phrases().Forwards) != ""
}

// hasReplyPrefix reports whether a subject begins as those of some program's
// replies do: "Automatic reply: Quote", "[Ticket 42] Automatic reply: Quote",
// "Re: Quote (Auto response: away)".
func hasReplyPrefix(d *document) bool {
	title, prefixes := untagged(d.title), phrases().Replies.Prefixes
	colon := strings.IndexByte(title, ':')
	return startsWithAny(title, prefixes) || colon > 0 && containsAny(title[:colon+1], prefixes) != "" ||
		startsWithAny(inBrackets(title), prefixes) && !quotes(d)
}

// untagged returns a subject without the tag in corner brackets that it begins with:
// "【自動送信】不在のお知らせ".
func untagged(title string) string {
	if strings.HasPrefix(title, "【") {
		if _, rest, ok := strings.Cut(title, "】"); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest)
		}
	}
	return title
}

// hasReplyField reports whether the name of a field says that a program answers:
// "X-Mail-Autoreply: Holiday".
func hasReplyField(h message.Header) bool {
	t := phrases().Replies
	return slices.ContainsFunc(h, func(f message.Field) bool {
		return ascii.HasPrefixFold(f.Name, "x-") && containsAny(ascii.Lower(f.Name), t.Fields) != "" && !slices.Contains(t.Denials, fold(f.Value))
	})
}

// answersByItself reports whether an answer says in its header that no person
// sent it, and that none shall answer it in turn, as Exchange and others do
// without calling it a reply (RFC 3834 section 5 has "auto-replied" for that).
func answersByItself(d *document) bool {
	h := d.view.Header
	if !h.Has("In-Reply-To") && !h.Has("References") && !h.Has("X-MS-Exchange-Inbox-Rules-Loop") && !startsWithAny(d.title, phrases().Answers) && !announcesAbsence(d) {
		return false
	}
	submitted := fold(h.Raw("Auto-Submitted"))
	return submitted != "" && submitted != "no" || h.Has("X-Auto-Response-Suppress") || fold(h.Raw("Precedence")) == "junk"
}

// announcesAbsence reports whether a person's message has a subject that one word of
// absence begins: "Ausente: Presupuesto".
func announcesAbsence(d *document) bool {
	before, _, ok := strings.Cut(strings.Replace(d.title, "：", ":", 1), ":")
	return ok && slices.Contains(phrases().Replies.Nouns, strings.TrimSpace(before)) && !isService(first(mailboxes(d.view.Header.Raw("From"))))
}

// repliers returns who answered: the author of the automatic reply.
func repliers(d *document) []fact.Recipient {
	if from := first(mailboxes(d.view.Header.Raw("From"))); from != "" {
		return []fact.Recipient{{Address: from}}
	}
	return nil
}
