package mailbox

import (
	"bytes"
	"strconv"

	"github.com/ndrparse/ndrparse/internal/screen"
)

// A block is a stretch of input that holds whole messages: a piece of a
// mailbox, or one or more single messages. Blocks are what goes from the one
// goroutine that reads to those that split and parse.
type block struct {
	buf   []byte
	home  chan []byte // where buf goes back to, nil for an ordinary block
	max   int         // what of a message is handed on
	err   *Error      // what could not be read after its messages
	after position    // where the next block begins; its Number is counted later

	singles []single // the messages, unless mbox

	mbox      bool
	label     string // source of the mailbox
	whole     bool   // holds all of the mailbox
	cuts      []int  // ends of the messages if their lengths are stated, else nil
	truncated bool   // its last message is cut off
	ordinary  bool   // holds one message, read no further than its header
	first     bool   // begins the mailbox

	before  *block        // the block before it in the mailbox
	base    int           // messages of the mailbox before it, if before is nil
	counted chan struct{} // closed when last is known
	last    int           // number of its last message
}

// A single is a message that is a file or an archive member of its own.
type single struct {
	label      string
	start, end int
	truncated  bool
	ordinary   bool // read no further than its header, which shows no notice
}

// A piece is a message in a block.
type piece struct {
	Message
	number   int   // its number in its mailbox, 0 if the source needs none
	ordinary bool  // as in single
	scanned  bool  // dashes is known
	dashes   []int // where lines of Raw begin that begin with "--"
}

// message returns p with its source, and with the mailbox's quoting undone in
// place.
func (b *block) message(p *piece) *Message {
	if p.number > 0 {
		p.Source += "#" + strconv.Itoa(p.number)
		p.number = 0
	}
	if b.mbox {
		p.Raw = unquote(p.Raw, b.cuts != nil)
	}
	return &p.Message
}

// split finds the messages of b. It waits for the blocks before b in the same
// mailbox to be counted, which those who split them do at once.
func (b *block) split() []piece {
	pieces := b.pieces()
	if b.mbox {
		b.number(pieces)
	}
	for i := range pieces {
		if p := &pieces[i]; len(p.Raw) > b.max {
			p.Raw, p.Truncated = p.Raw[:b.max], true
		}
	}
	return pieces
}

func (b *block) pieces() []piece {
	if b.mbox {
		return b.mboxPieces()
	}
	pieces := make([]piece, len(b.singles))
	for i, s := range b.singles {
		pieces[i].Message = Message{Source: s.label, Raw: b.buf[s.start:s.end:s.end], Truncated: s.truncated}
		pieces[i].ordinary = s.ordinary
	}
	return pieces
}

func (b *block) mboxPieces() []piece {
	var pieces []piece
	var dashes []int // of all pieces
	for start, n := 0, 0; start < len(b.buf); n++ {
		var p piece
		end := len(b.buf)
		switch {
		case b.ordinary:
			p.ordinary = true
		case b.cuts != nil:
			end = b.cuts[n]
		default:
			known := len(dashes)
			end, _, dashes = scanLines(b.buf[start:], 0, dashes)
			end += start
			p.scanned, p.dashes = true, dashes[known:len(dashes):len(dashes)]
		}
		p.setRegion(b.buf[start:end:end])
		if !(b.first && n == 0 && internalData(p.Raw)) {
			pieces = append(pieces, p)
		}
		start = end
	}
	if len(pieces) > 0 {
		pieces[len(pieces)-1].Truncated = b.truncated
	}
	return pieces
}

// setRegion makes p the message of an mbox that region holds: a separator line,
// the message, and the empty line that ends it. The dashes are counted from the
// message then.
func (p *piece) setRegion(region []byte) {
	line, next, _ := lineAt(region, 0)
	raw := region[next:]
	switch {
	case bytes.HasSuffix(raw, []byte("\n\r\n")):
		raw = raw[:len(raw)-2]
	case bytes.HasSuffix(raw, []byte("\n\n")):
		raw = raw[:len(raw)-1]
	}
	p.Separator, p.Raw = line, raw
	for i := range p.dashes {
		p.dashes[i] -= next
	}
}

// number sets the sources of the messages and passes their count on to the block
// after b.
func (b *block) number(pieces []piece) {
	base := b.base
	if b.before != nil {
		<-b.before.counted
		base, b.before = b.before.last, nil
	}
	b.last = base + len(pieces)
	close(b.counted)
	for i := range pieces {
		pieces[i].Source = b.label
		if !b.whole || len(pieces) > 1 {
			pieces[i].number = base + i + 1
		}
	}
}

// maybe reports whether p could be a notice. The mailbox's separator line does
// not count: many programs write MAILER-DAEMON there for every message.
func (p *piece) maybe() bool {
	switch {
	case p.ordinary:
		return false
	case p.scanned:
		return screen.MessageAt(p.Raw, p.dashes)
	}
	return screen.Message(p.Raw)
}
