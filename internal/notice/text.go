package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// ReadText returns the facts of pasted text: a client's error dialog, log lines,
// or a notice without its header.
func ReadText(text string) *fact.Notice {
	text = unmarked(text)
	if n, ok := readJSON(text); ok {
		return n
	}
	if n, ok := readProgram(text); ok && len(n.Recipients) > 0 {
		return n
	}
	n := Read(&message.View{Text: text})
	if n.Kind == fact.NotBounce && isRefusal(text) {
		n = ReadLine(strings.Join(strings.Fields(text), " "))
		for i := range n.Recipients {
			n.Recipients[i].Action = actionOf(n.Recipients[i].Reply)
		}
	}
	if n.Format == "" {
		n.Format = "text"
	}
	return n
}

// maxSentence is the length of the few words that an error message on a screen
// is.
const maxSentence = 500

// IsSentence reports whether a text may be such words: it is short, no data,
// and not one person's to another, who may only speak of failures.
func IsSentence(text string) bool {
	if len(text) > maxSentence {
		return false
	}
	low := fold(text)
	if strings.ContainsAny(low, "?？") || !findPhrases(low).says(saysFailed) && !holdsRefusal(text) && talking().In([]byte(low)) != "" {
		return false
	}
	_, data := readJSON(text)
	return !data
}

// holdsRefusal reports whether a line of text begins with a server's refusal:
// what a server says, no politeness takes back.
func holdsRefusal(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if startsReply(strings.TrimSpace(line)) {
			return true
		}
	}
	return false
}

// ReadWords returns the facts of a few words that are taken for a failure,
// whether or not they look like a notice.
func ReadWords(text string) *fact.Notice {
	all := readGeneral(newDocument(&message.View{Text: text}))
	n := &fact.Notice{Format: "text", Recipients: all}
	if len(all) == 0 {
		n = ReadLine(text)
	}
	n.Unmarked = true
	for i := range n.Recipients {
		if r := &n.Recipients[i]; r.Action == "" {
			r.Action = actionOf(r.Reply)
		}
	}
	return n
}

// actionOf returns the action that a refusal alone implies (RFC 5321 section
// 4.2.1).
func actionOf(r fact.Reply) string {
	if r.Code/100 == 4 {
		return fact.Delayed
	}
	return fact.Failed
}

// maxRefusal bounds what is taken for a server's reply without a notice around
// it: a few lines of RFC 5321 section 4.5.3.1.5's 512 octets.
const maxRefusal = 2048

// isRefusal reports whether text is hardly more than a server's refusal.
func isRefusal(text string) bool {
	if len(text) > maxRefusal {
		return false
	}
	r := reply.Parse(text)
	return r.Code >= 400 && (r.Status != "" || startsReply(strings.TrimSpace(text)) || refusesCommand(text))
}

// refusesCommand reports whether a server's refusal is under a command:
//
//	MAIL FROM:<taro@example.com>
//	553 You must check your mail first
func refusesCommand(text string) bool {
	asked := false
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if asked && startsReply(line) {
			return true
		}
		asked = strings.Contains(line, ":<") && bareSpeaker(line) == client
	}
	return false
}

// ReadLine returns the facts of one server reply or error line.
func ReadLine(line string) *fact.Notice {
	line = strings.TrimSpace(line)
	if n, ok := readJSON(line); ok && len(n.Recipients) > 0 {
		return n
	}
	if n, ok := readProgram(line); ok && len(n.Recipients) > 0 {
		return n
	}
	r := fact.Recipient{Reply: reply.Parse(line), Diagnostic: line}
	if r.Reply.Code == 0 {
		r.Words = line
	}
	if r.Reply.Code != 0 {
		r.Remote = reply.Host(line)
	}
	for _, l := range leadsOf(line, 0, "", "") {
		if l.rank >= labelled {
			r.Address = l.address
			break
		}
	}
	return &fact.Notice{Format: "text", Recipients: []fact.Recipient{r}}
}
