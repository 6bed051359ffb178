package output

import (
	"bufio"
	"io"
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

// TextOptions says how text is laid out. The zero value is plain English,
// DefaultWidth columns wide.
type TextOptions struct {
	Lang    remedies.Lang
	Width   int  // columns
	Color   bool // mark up with ANSI colours
	Sources bool // begin each report with where it was read
	Advice  bool // the reports carry remedies: say so where there is none
}

// A Text writes reports for people: a line that says it all, the facts and
// what was made of them, then numbered remedies.
type Text struct {
	out     *bufio.Writer
	options TextOptions
	words   *Words
	style   style
	begun   bool
}

// NewText returns a Text that writes to w.
func NewText(w io.Writer, options TextOptions) *Text {
	if options.Width == 0 {
		options.Width = DefaultWidth
	}
	options.Width = max(MinWidth, min(options.Width, MaxWidth))
	return &Text{
		out:     bufio.NewWriter(w),
		options: options,
		words:   WordsIn(options.Lang),
		style:   newStyle(options.Color),
	}
}

// Write writes one report.
func (t *Text) Write(r *ndr.Report) error {
	t.separate()
	if t.options.Sources {
		t.paragraph("", t.style.faint, r.Source)
	}
	switch len(r.Recipients) {
	case 0:
		t.paragraph("", t.style.verdict(string(r.Kind)), t.words.kindLine(r))
		t.facts(t.words.messageFacts(r))
	case 1:
		rec := &r.Recipients[0]
		t.headline(rec, r.Kind)
		t.facts(append(t.words.recipientFacts(rec), t.words.messageFacts(r)...))
		t.remedies(rec.Remedies, rec.Cause != "")
	default:
		t.paragraph("", t.style.verdict(string(r.Kind)), t.words.countLine(r))
		t.facts(t.words.messageFacts(r))
		t.recipients(r)
	}
	return t.out.Flush()
}

// Explained writes what one reply means, as [ndr.Explain] gives it.
func (t *Text) Explained(rec *ndr.Recipient) error {
	t.separate()
	t.paragraph("", t.style.verdict(rec.Action), t.words.explainedLine(rec))
	t.facts(t.words.recipientFacts(rec))
	t.remedies(rec.Remedies, rec.Cause != "")
	return t.out.Flush()
}

// Relay writes the answer to whether a server would be relaying.
func (t *Text) Relay(verdict remedies.RelayVerdict) error {
	t.facts([]fact{
		{t.words.Label["relaying"], t.words.Answer[string(verdict.Relaying)]},
		{t.words.Label["blocked"], t.words.Answer[string(verdict.Blocked)]},
		{t.words.Label["reason"], verdict.Reason},
	})
	return t.out.Flush()
}

// Close flushes what is left.
func (t *Text) Close() error { return t.out.Flush() }

// recipients writes a block for each recipient. Remedies that an earlier
// recipient has word for word are only pointed to.
func (t *Text) recipients(r *ndr.Report) {
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		t.line("")
		t.headline(rec, r.Kind)
		t.facts(t.words.recipientFacts(rec))
		if same := sameAdvice(r.Recipients[:i], rec); same != nil {
			t.adviceHeading()
			t.paragraph("  ", nil, t.words.phrase("same_remedies", "who", t.words.who(same)))
			continue
		}
		t.remedies(rec.Remedies, rec.Cause != "")
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

func (t *Text) headline(rec *ndr.Recipient, kind ndr.Kind) {
	fate := rec.Action
	if fate == "" {
		fate = string(kind)
	}
	t.paragraph("", t.style.verdict(fate), t.words.headline(rec, kind))
}

// facts writes a table of labels and values, the values wrapped beside their
// labels.
func (t *Text) facts(rows []fact) {
	if len(rows) > 0 && t.begun {
		t.line("")
	}
	widest := 0
	for _, row := range rows {
		widest = max(widest, columns(row.label))
	}
	const margin, gap = "  ", "  "
	hang := strings.Repeat(" ", len(margin)+widest+len(gap))
	for _, row := range rows {
		label := row.label + strings.Repeat(" ", widest-columns(row.label))
		for i, line := range wrap(Safe(row.value), t.options.Width-len(hang)) {
			if i == 0 {
				t.line(margin + t.style.faint.Sprint(label) + gap + line)
			} else {
				t.line(hang + line)
			}
		}
	}
}

// remedies writes the numbered list of what to do.
func (t *Text) remedies(list []ndr.Remedy, wanted bool) {
	if !t.options.Advice || !wanted {
		return
	}
	t.adviceHeading()
	if len(list) == 0 {
		t.paragraph("  ", nil, t.words.Label["nothing_to_do"])
	}
	for i := range list {
		t.line("")
		t.remedy(i+1, &list[i])
	}
}

func (t *Text) adviceHeading() {
	t.line("")
	t.paragraph("", t.style.strong, t.words.Label["what_to_do"])
}

func (t *Text) remedy(number int, remedy *ndr.Remedy) {
	mark := " " + strconv.Itoa(number) + ". "
	indent := strings.Repeat(" ", len(mark))
	t.marked(mark, t.style.strong, remedy.Title)
	t.paragraph(indent, t.style.faint, t.words.phrase("remedy_who",
		"who", t.words.Audience[remedy.Audience],
		"when", t.words.Importance[strconv.Itoa(remedy.Importance)]))
	if remedy.Why != "" {
		t.paragraph(indent, nil, remedy.Why)
	}
	for i := range remedy.Steps {
		t.step(indent+strconv.Itoa(number)+"."+strconv.Itoa(i+1)+" ", &remedy.Steps[i])
	}
}

// step writes a step's sentence, and below it what is to be copied as it
// stands: never wrapped.
func (t *Text) step(mark string, step *ndr.Step) {
	indent := strings.Repeat(" ", len(mark))
	t.marked(mark, nil, step.Text)
	if step.URL != "" {
		t.verbatim(indent, t.style.link, step.URL)
	}
	if step.Command != "" {
		for line := range strings.SplitSeq(strings.TrimRight(step.Command, "\n"), "\n") {
			t.verbatim(indent+"$ ", t.style.command, line)
		}
	}
	for _, setting := range step.Settings {
		t.verbatim(indent+t.words.Label["setting"]+" ", t.style.command,
			t.words.phrase("setting", "name", setting.Name, "value", setting.Value))
	}
	if record := step.DNS; record != nil {
		t.verbatim(indent+t.words.Label["dns"]+" ", t.style.command,
			t.words.phrase("record", "type", record.Type, "host", record.Host, "value", record.Value))
	}
}

// separate puts a blank line between what was written and what comes.
func (t *Text) separate() {
	if t.begun {
		t.line("")
	}
	t.begun = true
}

// paragraph writes s wrapped, every line behind indent.
func (t *Text) paragraph(indent string, c *color.Color, s string) {
	for _, line := range wrap(Safe(s), t.options.Width-columns(indent)) {
		t.line(indent + painted(c, line))
	}
}

// marked writes s wrapped behind mark, the further lines indented by as much.
func (t *Text) marked(mark string, c *color.Color, s string) {
	for _, line := range wrap(Safe(s), t.options.Width-columns(mark)) {
		t.line(mark + painted(c, line))
		mark = strings.Repeat(" ", columns(mark))
	}
}

func (t *Text) verbatim(indent string, c *color.Color, s string) {
	t.line(indent + painted(c, Safe(s)))
}

func painted(c *color.Color, s string) string {
	if c == nil {
		return s
	}
	return c.Sprint(s)
}

// line writes one line. A write error stays in the buffer and shows in Flush.
func (t *Text) line(s string) {
	t.out.WriteString(s)
	t.out.WriteByte('\n')
}
