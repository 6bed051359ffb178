package notice

import (
	"bytes"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// splitOriginal separates the notice's own words from the message that it quotes:
// at a line that announces it, or where a header begins. folded is the words,
// and the line that announces, as one folded text.
func splitOriginal(lines []string) (own []string, folded, returned string) {
	var buf [maxAnnouncement]byte
	words := make([]byte, 0, foldedSize(lines))
	for i, line := range lines {
		at := len(words)
		low := buf[:0]
		if at < maxFolded {
			words = foldLine(words, line)
			low = bytes.TrimSuffix(words[at:], []byte(" "))
		} else if len(line) <= maxAnnouncement {
			low = phrase.AppendFold(low, line)
		}
		if i > 0 && announces(low) && headerFollows(lines[i+1:]) {
			return lines[:i], foldedText(words), headerText(lines[i+1:])
		}
		if isHeaderStart(lines[i:]) {
			return lines[:i], foldedText(words[:at]), headerText(lines[i:])
		}
	}
	return lines, foldedText(words), ""
}

// announces reports whether a folded line says that the original follows: a
// heading with such words, and no sentence that has them by the way.
func announces(low []byte) bool {
	if len(low) == 0 || len(low) > maxAnnouncement {
		return false
	}
	p := announcing().In(low)
	return p != "" && (isHeading(low) || bytes.HasPrefix(low, []byte(p)) && len(low) < len(p)+8)
}

// maxAnnouncement is the longest line that announces the original.
const maxAnnouncement = 200

// isHeading reports whether a folded line has the form of a heading.
func isHeading(low []byte) bool {
	return strings.IndexByte("-=|*_", low[0]) >= 0 || bytes.HasSuffix(low, []byte(":")) || bytes.HasSuffix(low, []byte("：")) ||
		containsAny(string(low), phrases().Places) != ""
}

// headerFollows reports whether the next words are a header, or nothing that a
// notice would say: a line that announces the original may also announce only
// part of it, with more of the notice below.
func headerFollows(lines []string) bool {
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" || strings.Trim(line, "-=*_|") == "" || strings.HasPrefix(line, "From ") {
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		return ok && isFieldName(name) || len(addresses(line)) == 0
	}
	return true
}

// headerWindow is how many lines are looked at to recognise a header.
const headerWindow = 40

// isHeaderStart reports whether a message's header begins at the first line: a
// trace field, or several of the fields that every message has.
func isHeaderStart(lines []string) bool {
	if !startsField(lines[0]) {
		return false
	}
	seen := map[string]bool{}
	for i, line := range lines[:min(len(lines), headerWindow)] {
		if line == "" || line[0] == ' ' || line[0] == '\t' {
			if strings.TrimSpace(line) == "" {
				break
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name = strings.ToLower(name)
		if ok && name != "subject" && (startsReply(strings.TrimSpace(value)) || reasonNames()[name]) {
			return false // a notice's own list of what it is about
		}
		if !ok || !isFieldName(name) {
			if i < 2 {
				return false
			}
			continue
		}
		seen[name] = true
	}
	if seen["final-recipient"] || seen["reporting-mta"] || seen["original-recipient"] {
		return false
	}
	trace := seen["received"] || seen["return-path"] || seen["dkim-signature"] || seen["x-received"] || seen["arc-seal"]
	basic := 0
	for _, name := range []string{"from", "to", "subject", "date", "message-id", "mime-version", "content-type"} {
		if seen[name] {
			basic++
		}
	}
	return trace && len(seen) >= 2 || basic >= 3 && (seen["from"] || seen["message-id"])
}

// reasonNames are what notices call the reason in such a list.
var reasonNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, name := range phrases().Reasons {
		names[name] = true
	}
	return names
})

// startsField reports whether a line is a field that begins a header.
func startsField(line string) bool {
	name, _, ok := strings.Cut(line, ":")
	if !ok || !isFieldName(name) {
		return false
	}
	switch strings.ToLower(name) {
	case "received", "return-path", "dkim-signature", "delivered-to", "message-id", "from", "to", "subject", "date",
		"mime-version", "content-type", "arc-seal", "authentication-results", "reply-to", "sender", "x-mailer", "cc":
		return true
	}
	return strings.HasPrefix(name, "X-") || strings.HasPrefix(name, "Resent-")
}

func isFieldName(s string) bool {
	if s == "" || len(s) > 60 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// headerText returns the header at the start of lines, which may be indented as
// a whole and have an mbox line or dashes above it.
func headerText(lines []string) string {
	for len(lines) > 0 {
		line := strings.TrimSpace(lines[0])
		name, _, ok := strings.Cut(line, ":")
		if ok && isFieldName(name) {
			break
		}
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return ""
	}
	margin := indent(lines[0])
	var b strings.Builder
	for _, line := range lines {
		if strings.TrimSpace(line) == "" || isSection(line) {
			break
		}
		b.WriteString(strings.TrimPrefix(line, margin))
		b.WriteByte('\n')
	}
	return b.String()
}

// readOriginal records what is known of the original message.
func readOriginal(h message.Header, n *fact.Notice) {
	if h == nil {
		return
	}
	o := &n.Original
	o.MessageID = strings.TrimSpace(h.Raw("Message-ID"))
	o.From = first(mailboxes(h.Raw("From")))
	for _, field := range []string{"To", "Cc"} {
		o.To = append(o.To, mailboxes(h.Raw(field))...)
	}
	o.Subject = h.Get("Subject")
	o.Date = message.ParseDate(h.Raw("Date"))
	o.Header = h
}
