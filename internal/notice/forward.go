package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/message"
)

// forwardedInline finds a notice that someone forwards in the text: a header
// of a mail system behind a line that says so. An answer that quotes one is no
// forward.
func forwardedInline(d *document) *message.View {
	if isAnswer(d) || len(d.view.Header) > 0 && containsAny(fold(d.view.Header.Get("From")), phrases().Senders) != "" {
		return nil
	}
	lines := unquote(strings.Split(d.view.Text, "\n"))
	for i := range lines {
		if i >= maxLines {
			break
		}
		if !startsField(strings.TrimSpace(lines[i])) {
			continue
		}
		text := dedent(lines[i:])
		h, _ := message.ParseHeader(text)
		if len(h) < 3 || !h.Has("From") || !h.Has("Subject") {
			continue
		}
		from, subject := fold(h.Get("From")), fold(h.Get("Subject"))
		if containsAny(from, phrases().Senders) != "" || titles().In(subject) != "" {
			return message.Read([]byte(text))
		}
	}
	return nil
}

// dedent takes off the indentation of the first line from all lines.
func dedent(lines []string) string {
	indent := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], " \t"))]
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimPrefix(line, indent))
		b.WriteByte('\n')
	}
	return b.String()
}
