package message

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlText returns the words of an HTML document, a line for each block.
func htmlText(doc string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(doc))
	hidden, preformatted := 0, 0
	for b.Len() < MaxTextBytes {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String()) + "\n"
		case html.TextToken:
			switch {
			case hidden > 0:
			case preformatted > 0:
				b.Write(z.Text())
			default:
				writeWords(&b, string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case a == atom.Style || a == atom.Script || a == atom.Title:
				hidden++
			case a == atom.Td || a == atom.Th:
				b.WriteByte(' ')
			case breaksLine(a):
				b.WriteByte('\n')
				if a == atom.Pre {
					preformatted++
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch a := atom.Lookup(name); {
			case a == atom.Style || a == atom.Script || a == atom.Title:
				hidden = max(0, hidden-1)
			case a != atom.Br && breaksLine(a):
				b.WriteByte('\n')
				if a == atom.Pre {
					preformatted = max(0, preformatted-1)
				}
			}
		}
	}
	return b.String()
}

// writeWords adds text with its white space folded: in HTML a line break is a
// blank (CSS white-space: normal).
func writeWords(b *strings.Builder, text string) {
	text = strings.ReplaceAll(text, "\u00a0", " ")
	words := strings.Join(strings.Fields(text), " ")
	if text != "" && isBlank(text[0]) && !endsBlank(b) {
		b.WriteByte(' ')
	}
	b.WriteString(words)
	if words != "" && isBlank(text[len(text)-1]) {
		b.WriteByte(' ')
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func endsBlank(b *strings.Builder) bool {
	s := b.String()
	return s == "" || s[len(s)-1] == ' ' || s[len(s)-1] == '\n'
}

func breaksLine(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.P, atom.Div, atom.Tr, atom.Table, atom.Li, atom.Ul, atom.Ol, atom.Pre, atom.Hr,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Dt, atom.Dd, atom.Center:
		return true
	}
	return false
}
