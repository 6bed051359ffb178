package notice

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
)

// maxLines bounds the lines of a notice that are looked at. The longest real
// ones, with thousands of recipients, stay below it.
const maxLines = 20_000

// A document is a message laid out for the readers: the notice's own words,
// apart from the message that it returns.
type document struct {
	view     *message.View
	warnings []string       // what was left out
	all      []string       // all its lines, without quoting
	lines    []string       // those of them that are the notice's own words
	folded   string         // the same as one line in lower case, for phrases
	said     phraseSet      // the phrases in it
	from     string         // the From field, folded
	title    string         // the Subject field, folded
	subject  phraseSet      // the phrases in it
	fields   []bool         // the fields that mark a family, by number: whether the header has them
	status   string         // the delivery-status fields in lower case
	inline   string         // such fields that are among the words
	original message.Header // header of the returned message, nil where none is
	senders  []string       // the addresses of the sender's side
	parted   []unit         // the units of lines, nil until asked for
	peer     *fact.Host     // the server that lines name, nil until asked for

	listRefusal bool // a mailing list server refuses the author's message
}

// newDocument lays out a view.
func newDocument(v *message.View) *document {
	text := v.Text
	if v.Feedback != "" {
		text = "" // the fields of a complaint (RFC 5965) say all that is asked of it
	}
	lines := strings.Split(text, "\n")
	long := len(lines) > maxLines
	if long {
		lines = lines[:maxLines]
	}
	if lines = joinedAddresses(singleSpaced(unquote(lines))); strings.Contains(text, loggedReply) {
		lines = withoutLogged(lines)
	}
	d := &document{view: v, all: lines, warnings: slices.Clip(v.Warnings), original: v.Original, status: ascii.Lower(v.Status)}
	if long {
		d.warnings = append(d.warnings, fmt.Sprintf("a notice's lines beyond the first %d are left out (maxLines)", maxLines))
	}
	if subject := v.Header.Get("Subject"); startsReply(subject) {
		lines = slices.Concat([]string{subject, ""}, lines) // some systems say all there
	}
	own, folded, returned := splitOriginal(lines)
	d.lines, d.folded = own, folded
	if len(d.original) < 2 {
		if h, _ := message.ParseHeader(returned); len(h) > 0 {
			d.original = h
		}
	}
	d.readHeading()
	d.said, d.subject = findPhrases(d.folded), findPhrases(d.title)
	d.fields = markedFields(v.Header)
	d.senders = senders(d)
	return d
}

// readHeading folds the fields that most decisions look at.
func (d *document) readHeading() {
	d.from, d.title = fold(d.view.Header.Get("From")), fold(d.view.Header.Get("Subject"))
}

// newHeading lays out a header alone.
func newHeading(h message.Header) *document {
	d := &document{view: &message.View{Header: h}}
	d.readHeading()
	return d
}

// units returns the units of the notice's own words.
func (d *document) units() []unit {
	if d.parted == nil {
		d.parted = units(d.lines)
	}
	return d.parted
}

// lastHost returns the last server that the notice's own words name.
func (d *document) lastHost() fact.Host {
	if d.peer == nil {
		host := hostAbove(d.lines)
		d.peer = &host
	}
	return *d.peer
}

// maxFolded is how much of a notice is searched for phrases. What a notice has
// to say it says first; below stand lists, and what it returns.
const maxFolded = 32 << 10

// upTo returns the first lines, of little more than n bytes, and how many these
// are.
func upTo(lines []string, n int) ([]string, int) {
	size := 0
	for i, line := range lines {
		if size >= n {
			return lines[:i], size
		}
		size += len(line) + 1
	}
	return lines, size
}

// opening returns the first lines as one text of little more than n bytes.
func opening(lines []string, n int) string {
	lines, size := upTo(lines, n)
	var b strings.Builder
	b.Grow(size)
	for _, line := range lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// senders collects the addresses of the sender's side: those that the notice was
// sent to and comes from, and that of the author of the original.
func senders(d *document) (all []string) {
	for _, value := range []string{
		d.view.Header.Raw("To"), d.view.Header.Raw("From"), d.view.Header.Raw("Delivered-To"),
		d.original.Raw("From"), d.original.Raw("Return-Path"), d.original.Raw("Sender"), d.original.Raw("Reply-To"),
	} {
		some := addresses(value)
		all = append(all, some[:min(len(some), maxGuesses)]...)
	}
	if !strings.Contains(d.folded, "mail from:") {
		return all
	}
	for _, line := range d.lines {
		if ascii.HasPrefixFold(strings.TrimLeft(line, "<>- \t"), "mail from:") {
			all = append(all, first(addresses(line))) // in a transcript (RFC 5321 section 4.1.1.2)
		}
	}
	return all
}

// isSender reports whether an address belongs to the sender's side.
func (d *document) isSender(address string) bool {
	return slices.ContainsFunc(d.senders, func(s string) bool { return strings.EqualFold(s, address) })
}

// isOriginalRecipient reports whether the original was for this address, as a
// message to oneself is.
func (d *document) isOriginalRecipient(address string) bool {
	for _, a := range mailboxes(d.original.Raw("To")) {
		if strings.EqualFold(a, address) {
			return true
		}
	}
	return false
}
