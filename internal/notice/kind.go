package notice

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// settleKind decides the kind of a message that no other reader has read. A
// notice of undelivered mail keeps the zero kind: its recipients' actions say
// the rest.
func settleKind(d *document, n *fact.Notice) {
	switch {
	case d.listRefusal:
	case isChallenge(d, n):
		n.Kind = fact.NotBounce
		n.Recipients = nil
	case isAutoReply(d, n):
		n.Kind = fact.AutoReply
		n.Recipients = repliers(d)
	case len(n.Recipients) == 0 || !looksLikeNotice(d, n):
		n.Kind = fact.NotBounce
		n.Recipients = nil
	}
}

// isChallenge reports whether a message asks the sender to confirm the one
// sent, which is held until then and has not been refused.
func isChallenge(d *document, n *fact.Notice) bool {
	if d.view.Status != "" || !d.said.says(saysChallenge) && !d.subject.says(saysChallenge) {
		return false
	}
	for _, r := range n.Recipients {
		if r.Reply.Code != 0 {
			return false
		}
	}
	return true
}

// The weights of the signs by which a notice is recognised. A sign that ordinary
// mail has too is not enough alone.
const (
	certain = 6
	strong  = 3
	fair    = 2
	slight  = 1
	enough  = 5
)

// looksLikeNotice reports whether there are signs enough that a message reports
// undelivered mail.
func looksLikeNotice(d *document, n *fact.Notice) bool {
	if d.view.Status != "" {
		return true
	}
	if len(d.view.Header) == 0 {
		return textLooksLikeNotice(d, n)
	}
	if isOtherMail(d) || answersPerson(d) {
		return false
	}
	weight := headerWeight(d)
	if weight == 0 || weight <= strong && n.Format == "" && tellsNoFailure(d) {
		return false
	}
	return weight+textWeight(d, n) >= enough
}

// answersPerson reports whether a message answers a person, so that what it
// says of failures may be quoted from that person's message.
func answersPerson(d *document) bool {
	if !startsWithAny(d.title, phrases().Answers) {
		return false
	}
	quoted := quotesOnly(d)
	return quoted != "" && containsAny(fold(quoted), phrases().Senders) == ""
}

// tellsNoFailure reports whether a message with a non-empty envelope sender
// mentions no failure, such as one that a postmaster writes to people.
func tellsNoFailure(d *document) bool {
	path := d.view.Header.Raw("Return-Path")
	return path != "" && !isNullPath(path) && !d.said.says(saysFailed|saysDelayed)
}

// headerWeight weighs what the header says.
func headerWeight(d *document) int {
	h := d.view.Header
	weight := 0
	if containsAny(d.from, phrases().Senders) != "" || strings.Trim(d.from, " <>\"") == "" {
		weight += strong
	}
	if isNullPath(h.Raw("Return-Path")) {
		weight += slight
	}
	if h.Has("X-Failed-Recipients") || d.view.Report == "delivery-status" {
		weight += strong
	}
	if h.Has("X-MS-Embedded-Report") || h.Has("X-MS-Exchange-Message-Is-Ndr") {
		weight += strong
	}
	if d.said.says(saysFailed|saysDelayed) && answersVERP(d) {
		weight += fair
	}
	if titles().In([]byte(d.title)) != "" && !isAnswer(d) {
		weight += fair
	}
	return weight
}

// answersVERP reports whether a message was sent to the envelope sender of mail to
// one recipient, by anyone but this recipient.
func answersVERP(d *document) bool {
	named := verpRecipient(d)
	return len(named) > 0 && !strings.EqualFold(named[0], first(mailboxes(d.view.Header.Raw("From"))))
}

// isNullPath reports whether the envelope sender was empty, as RFC 5321
// section 4.5.5 asks of notices.
func isNullPath(path string) bool {
	path = strings.TrimSpace(path)
	return path == "<>" || strings.Contains(strings.ToLower(path), "mailer-daemon")
}

// isAnswer reports whether a person answers another.
func isAnswer(d *document) bool {
	return strings.HasPrefix(d.title, "re:") && d.view.Header.Has("In-Reply-To")
}

// textWeight weighs what the words say.
func textWeight(d *document, n *fact.Notice) int {
	weight := 0
	if n.Format != "" {
		weight += strong
	}
	if d.said.says(saysFailed | saysDelayed | saysSucceeded) {
		weight += fair
	}
	for _, r := range n.Recipients {
		if r.Reply.Code >= 400 {
			weight += fair
			break
		}
	}
	if len(n.Recipients) > 0 && n.Recipients[0].Guessed == "" {
		weight += slight
	}
	return weight
}

// textLooksLikeNotice reports whether pasted text is a notice without its header:
// it names a recipient with a reply, or a failure in a known system's words.
func textLooksLikeNotice(d *document, n *fact.Notice) bool {
	weight := textWeight(d, n)
	if givesReason(d.lines) {
		weight += fair
	}
	return weight >= strong && len(n.Recipients) > 0
}

// givesReason reports whether a line is a field that gives the reason:
// "Motif : boîte pleine".
func givesReason(lines []string) bool {
	return slices.ContainsFunc(lines, func(line string) bool {
		name, value, ok := strings.Cut(strings.Replace(line, "：", ":", 1), ":")
		return ok && len(name) < maxFieldName && strings.TrimSpace(value) != "" && reasonNames()[strings.Trim(fold(name), " *-・•■●")]
	})
}
