package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
)

// maxForwards is how many messages deep a forwarded notice is looked for.
const maxForwards = 3

// Read returns the facts of one message.
func Read(v *message.View) *fact.Notice { return read(v, 0) }

func read(v *message.View, depth int) *fact.Notice {
	d := newDocument(v)
	n := readOne(d)
	if depth == maxForwards {
		return n
	}
	if n.Kind == fact.NotBounce {
		if inner := readAttached(v.Attached(), depth+1); inner != nil {
			return inner
		}
	}
	if n.Kind == fact.AutoReply {
		return n
	}
	if d.said.says(saysAttached) {
		if inner := readAttached(v.Attached(), depth+1); inner != nil && inner.Kind == "" {
			return inner
		}
	}
	if inner := forwardedInline(d); inner != nil {
		if f := read(inner, depth+1); f.Kind == "" {
			return f
		}
	}
	if n.Kind == fact.NotBounce && !isOtherMail(d) {
		for _, text := range v.Files[:min(len(v.Files), maxFiles)] {
			if f := read(fileView(text), depth+1); f.Kind == "" {
				return f
			}
		}
	}
	return n
}

// readAttached reads notices that were forwarded as attachments: the first, with the
// recipients of the others. It returns nil if none is a notice.
func readAttached(all []*message.View, depth int) *fact.Notice {
	var first *fact.Notice
	for _, v := range all {
		switch n := read(v, depth); {
		case n.Kind == fact.NotBounce:
		case first == nil:
			first = n
		case first.Kind == "" && n.Kind == "":
			first.Recipients = append(first.Recipients, n.Recipients...)
		}
	}
	return first
}

// maxFiles is how many attached texts are looked at for a notice.
const maxFiles = 4

// fileView returns the view of an attached text: a message that was saved as text,
// or the words of one.
func fileView(text string) *message.View {
	if message.HasHeader([]byte(text)) {
		return message.Read([]byte(text))
	}
	return &message.View{Text: text}
}

// readOne reads a message without looking into what it forwards.
func readOne(d *document) *fact.Notice {
	n := &fact.Notice{Format: recognise(d), Warnings: d.warnings}
	readOriginal(d.original, n)
	n.Words = bounded(strings.TrimSpace(opening(d.lines, maxWords)))
	for _, read := range []func(*document, *fact.Notice) bool{
		readFeedback, readJMRP, readSES, readDisposition,
	} {
		if read(d, n) {
			return n
		}
	}
	readMachine(d, n)
	if n.ReportingMTA == "" {
		n.ReportingMTA = reportingHost(d)
	}
	merge(n, readFamily(d, n))
	if d.hasStatus() && strings.Contains(d.view.Text, "<<<") {
		preferTranscript(d.units(), n.Recipients)
	}
	if len(n.Recipients) == 1 {
		completeSole(&n.Recipients[0], d)
	}
	if len(n.Recipients) > 1 {
		n.Words = preamble(d, n) // what is below belongs to one of them
	}
	fillRecipients(d, n)
	if len(n.Recipients) == 0 {
		n.Recipients = readBareNames(d)
	}
	settleActions(d, n)
	settleKind(d, n)
	readQuotation(d, n)
	return n
}

// readFamily reads the notice's words: by its family's own reader where there
// is one, else by the general one.
func readFamily(d *document, n *fact.Notice) []fact.Recipient {
	for _, own := range readers {
		if all := own(d, n); len(all) > 0 {
			return all
		}
	}
	return readGeneral(d)
}

// preamble returns the words above the first recipient.
func preamble(d *document, n *fact.Notice) string {
	known := indexRecipients(n.Recipients)
	for i, line := range d.lines {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, a := range append(addresses(line), name) {
			if known.find(a) != nil {
				return words(d.lines[:i])
			}
		}
	}
	return n.Words
}

// readers are the families that the general reader would misread.
var readers = []func(*document, *fact.Notice) []fact.Recipient{
	readListserv, readListRefusal, readLocalNames, readUnreached, readOracle, readDomino, readFailureReasons,
}
