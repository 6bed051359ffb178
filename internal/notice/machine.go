package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
)

// readMachine reads the delivery-status fields: from their own part, or from
// the words where broken mail or a plain-text system has left them.
func readMachine(d *document, n *fact.Notice) {
	if d.view.Status == "" && dsn.Looks(d.view.Text) {
		d.readInline()
	}
	if !d.hasStatus() {
		return
	}
	fields := d.view.Status + d.inline
	if strings.HasPrefix(fields, ">") {
		fields = strings.Join(unquote(strings.Split(fields, "\n")), "\n") // of a quoted part
	}
	dsn.Read(fields, n)
	if n.Format == "" {
		n.Format = "rfc3464"
	}
}

// readInline takes the delivery-status fields out of the words. Those below a
// line that announces the returned message are the fields of a returned notice.
func (d *document) readInline() {
	below := d.all[len(d.lines):]
	announced := len(d.lines) > 0 && len(below) > 0 && !isHeaderStart(below)
	d.inline, d.lines = statusFields(d.lines)
	if !announced {
		d.inline, _ = statusFields(unquote(strings.Split(d.view.Text, "\n")))
	}
}

// hasStatus reports whether a message has delivery-status fields, in a part of
// their own or among its words.
func (d *document) hasStatus() bool { return d.view.Status != "" || d.inline != "" }

// statusFields picks the delivery-status fields out of other words, a group
// for each paragraph that has any.
func statusFields(lines []string) (fields string, others []string) {
	var b strings.Builder
	inside := false
	for _, line := range lines {
		bare := strings.TrimSpace(line)
		name, _, ok := strings.Cut(bare, ":")
		switch {
		case ok && dsn.IsField(strings.TrimSpace(name)):
			b.WriteString(bare)
			inside = true
		case bare == "" || !inside:
			inside = false
			others = append(others, line)
		case line[0] == ' ' || line[0] == '\t':
			b.WriteString(" " + bare)
		default:
			inside = false
			others = append(others, line)
			continue
		}
		b.WriteByte('\n')
	}
	return b.String(), others
}
