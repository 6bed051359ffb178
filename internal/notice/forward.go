package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/message"
)

// forwardedInline finds a notice that someone forwards in the text: a header
// of a mail system, as it was or in the words of the mail program's language.
// An answer that quotes one is no forward, nor is a list's mail that encloses
// one.
func forwardedInline(d *document) *message.View {
	h := d.view.Header
	if isAnswer(d) || len(h) > 0 && containsAny(d.from, phrases().Senders) != "" || isOtherMail(d) {
		return nil
	}
	lines := d.all
	for i := 0; i < len(lines); i++ {
		render := dedent
		switch line := strings.TrimSpace(lines[i]); {
		case startsField(line):
		case startsQuotation(line):
			render = translated
		default:
			continue
		}
		end := i + paragraph(lines[i:])
		if h, _ := message.ParseHeader(render(lines[i:end])); (end-i > 2 || i > 0 && opensQuotation(lines[i-1])) && isNoticeHeader(h) {
			return message.Read([]byte(render(lines[i:])))
		}
		i = end
	}
	return nil
}

// paragraph counts the lines up to the first empty one.
func paragraph(lines []string) int {
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			return i
		}
	}
	return len(lines)
}

// isNoticeHeader reports whether a header is that of a mail system's message.
func isNoticeHeader(h message.Header) bool {
	if !h.Has("From") || !h.Has("Subject") {
		return false
	}
	from, title := fold(h.Get("From")), fold(h.Get("Subject"))
	return containsAny(from, phrases().Senders) != "" || strings.Trim(from, " <>") == "" ||
		titles().In([]byte(title)) != "" && !startsWithAny(title, phrases().Answers)
}

// dedent removes the indentation of the first line from all lines.
func dedent(lines []string) string {
	margin := indent(lines[0])
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimPrefix(line, margin))
		b.WriteByte('\n')
	}
	return b.String()
}

// startsQuotation reports whether a line begins the header of a forwarded
// message in the words of some language: "Von: Mail Delivery System".
func startsQuotation(line string) bool {
	name, value, ok := quotedField(line)
	return ok && value != "" && (name == "from" || name == "subject")
}

// translated returns lines with the fields at their start named as in RFC 5322,
// without those that are none of it:
//
//	Von: Microsoft Outlook
//	Gesendet: Montag, 2. März 2026 09:30
//	Wichtigkeit: Hoch
//	Betreff: Unzustellbar: Angebot
func translated(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		name, value, ok := quotedField(line)
		switch {
		case ok:
			b.WriteString(name + ": " + value + "\n")
		case !isLabelled(line):
			return b.String() + "\n" + strings.Join(lines[i:], "\n")
		}
	}
	return b.String()
}

// isLabelled reports whether a line has the form of a field in any language: a
// few words, a colon, and a value.
func isLabelled(line string) bool {
	label, value, ok := strings.Cut(strings.Replace(line, "：", ": ", 1), ":")
	label = strings.TrimSpace(label)
	return ok && label != "" && len(label) <= maxFieldName && strings.Count(label, " ") < 3 && strings.HasPrefix(value, " ")
}
