package output

import (
	"bytes"
	"cmp"
	"reflect"
	"strconv"
	"strings"

	"github.com/fatih/color"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

// The widths that text is wrapped to.
const (
	DefaultWidth = 80  // where the output is no terminal
	MinWidth     = 40  // below this the columns no longer fit
	MaxWidth     = 100 // above this lines are hard to read
)

// TextOptions controls how text is laid out. The zero value is plain English,
// DefaultWidth columns wide.
type TextOptions struct {
	Lang    remedies.Lang
	Width   int  // columns
	Color   bool // mark up with ANSI colours
	Sources bool // begin each report with where it was read
	Advice  bool // the reports carry remedies: say so where there is none
}

// bounded returns options whose width is one that can be written to.
func (o TextOptions) bounded() TextOptions {
	o.Width = max(MinWidth, min(cmp.Or(o.Width, DefaultWidth), MaxWidth))
	return o
}

// Text renders reports for people: a headline, the facts and what follows from
// them, then numbered remedies.
func Text(options TextOptions) Format {
	options = options.bounded()
	page := func(dst []byte) *page {
		return &page{bytes.NewBuffer(dst), options, WordsIn(options.Lang), newStyle(options.Color)}
	}
	return Format{
		Report: func(dst []byte, r *ndr.Report) ([]byte, error) {
			p := page(dst)
			p.report(r)
			return p.out.Bytes(), nil
		},
		Reply: func(dst []byte, rec *ndr.Recipient) ([]byte, error) {
			p := page(dst)
			p.reply(rec)
			return p.out.Bytes(), nil
		},
		Between: []byte("\n"),
	}
}

// Relay renders the answer to whether a server would be relaying.
func Relay(verdict remedies.RelayVerdict, options TextOptions) []byte {
	options = options.bounded()
	words := WordsIn(options.Lang)
	p := &page{new(bytes.Buffer), options, words, newStyle(options.Color)}
	p.table([]row{
		{words.Label["relaying"], words.Answer[string(verdict.Relaying)]},
		{words.Label["blocked"], words.Answer[string(verdict.Blocked)]},
		{words.Label["reason"], verdict.Reason},
	})
	return p.out.Bytes()
}

// A page is a text being written.
type page struct {
	out     *bytes.Buffer
	options TextOptions
	words   *Words
	style   style
}

func (p *page) report(r *ndr.Report) {
	if p.options.Sources {
		p.paragraph("", p.style.faint, r.Source)
	}
	switch len(r.Recipients) {
	case 0:
		p.paragraph("", p.style.verdict(actionOf(r.Kind)), p.words.kindLine(r))
		p.rows(p.words.messageRows(r))
	case 1:
		rec := &r.Recipients[0]
		p.headline(rec, r.Kind)
		p.rows(append(p.words.recipientRows(rec), p.words.messageRows(r)...))
		p.remedies(rec.Remedies, rec.Cause != "")
	default:
		p.paragraph("", p.style.verdict(actionOf(r.Kind)), p.words.countLine(r))
		p.rows(p.words.messageRows(r))
		p.recipients(r)
	}
}

func (p *page) reply(rec *ndr.Recipient) {
	p.paragraph("", p.style.refusal(rec.Permanent), p.words.explainedLine(rec))
	p.rows(p.words.recipientRows(rec))
	p.remedies(rec.Remedies, rec.Cause != "")
}

// recipients writes a block for each recipient. Remedies that an earlier
// recipient has word for word are only pointed to.
func (p *page) recipients(r *ndr.Report) {
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		p.line("")
		p.headline(rec, r.Kind)
		p.rows(p.words.recipientRows(rec))
		if same := sameAdvice(r.Recipients[:i], rec); same != nil {
			p.adviceHeading()
			p.paragraph("  ", nil, p.words.phrase("same_remedies", "who", p.words.who(same)))
			continue
		}
		p.remedies(rec.Remedies, rec.Cause != "")
	}
}

// sameAdvice returns the first of the earlier recipients whose remedies are
// those of rec, nil where there is none.
func sameAdvice(earlier []ndr.Recipient, rec *ndr.Recipient) *ndr.Recipient {
	if len(rec.Remedies) == 0 {
		return nil
	}
	for i := range earlier {
		if earlier[i].Cause == rec.Cause && reflect.DeepEqual(earlier[i].Remedies, rec.Remedies) {
			return &earlier[i]
		}
	}
	return nil
}

func (p *page) headline(rec *ndr.Recipient, kind ndr.Kind) {
	action := cmp.Or(rec.Action, actionOf(kind))
	p.paragraph("", p.style.verdict(action), p.words.headline(rec, kind))
}

// rows writes a table with a blank line before it, if there is anything in it.
func (p *page) rows(rows []row) {
	if len(rows) > 0 {
		p.line("")
		p.table(rows)
	}
}

// table writes labels and values, the values wrapped beside their labels.
func (p *page) table(rows []row) {
	widest := 0
	for _, row := range rows {
		widest = max(widest, columns(row.label))
	}
	const margin, gap = "  ", "  "
	hang := strings.Repeat(" ", len(margin)+widest+len(gap))
	for _, row := range rows {
		label := row.label + strings.Repeat(" ", widest-columns(row.label))
		for i, line := range wrap(Safe(row.value), p.options.Width-len(hang)) {
			if i == 0 {
				p.line(margin + p.style.faint.Sprint(label) + gap + line)
			} else {
				p.line(hang + line)
			}
		}
	}
}

// remedies writes the numbered list of what to do.
func (p *page) remedies(list []ndr.Remedy, wanted bool) {
	if !p.options.Advice || !wanted {
		return
	}
	p.adviceHeading()
	if len(list) == 0 {
		p.paragraph("  ", nil, p.words.Label["nothing_to_do"])
	}
	for i := range list {
		p.line("")
		p.remedy(i+1, &list[i])
	}
}

func (p *page) adviceHeading() {
	p.line("")
	p.paragraph("", p.style.strong, p.words.Label["what_to_do"])
}

func (p *page) remedy(number int, remedy *ndr.Remedy) {
	mark := " " + strconv.Itoa(number) + ". "
	indent := strings.Repeat(" ", len(mark))
	p.marked(mark, p.style.strong, remedy.Title)
	p.paragraph(indent, p.style.faint, p.words.phrase("remedy_who",
		"who", p.words.Audience[remedy.Audience],
		"when", p.words.Importance[strconv.Itoa(remedy.Importance)]))
	if remedy.Why != "" {
		p.paragraph(indent, nil, remedy.Why)
	}
	for i := range remedy.Steps {
		p.step(indent+strconv.Itoa(number)+"."+strconv.Itoa(i+1)+" ", &remedy.Steps[i])
	}
}

// step writes a step's sentence, and below it what is to be copied as it
// stands: never wrapped.
func (p *page) step(mark string, step *ndr.Step) {
	indent := strings.Repeat(" ", len(mark))
	p.marked(mark, nil, step.Text)
	if step.URL != "" {
		p.verbatim(indent, p.style.link, step.URL)
	}
	if step.Command != "" {
		for line := range strings.SplitSeq(strings.TrimRight(step.Command, "\n"), "\n") {
			p.verbatim(indent+"$ ", p.style.command, line)
		}
	}
	for _, setting := range step.Settings {
		line := setting.Name
		if setting.Value != "" {
			line = p.words.phrase("setting", "name", setting.Name, "value", setting.Value)
		}
		p.verbatim(indent, p.style.command, line)
	}
	if record := step.DNS; record != nil {
		p.verbatim(indent+p.words.Label["dns"]+" ", p.style.command,
			p.words.phrase("record", "type", record.Type, "host", record.Host, "value", record.Value))
	}
}

// paragraph writes s wrapped, every line after indent.
func (p *page) paragraph(indent string, c *color.Color, s string) {
	for _, line := range wrap(Safe(s), p.options.Width-columns(indent)) {
		p.line(indent + painted(c, line))
	}
}

// marked writes s wrapped after mark, the further lines indented by as much.
func (p *page) marked(mark string, c *color.Color, s string) {
	for _, line := range wrap(Safe(s), p.options.Width-columns(mark)) {
		p.line(mark + painted(c, line))
		mark = strings.Repeat(" ", columns(mark))
	}
}

func (p *page) verbatim(indent string, c *color.Color, s string) {
	p.line(indent + painted(c, Safe(s)))
}

func painted(c *color.Color, s string) string {
	if c == nil {
		return s
	}
	return c.Sprint(s)
}

func (p *page) line(s string) {
	p.out.WriteString(s)
	p.out.WriteByte('\n')
}
