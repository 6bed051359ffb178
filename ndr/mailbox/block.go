package mailbox

import (
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
	err   error       // what could not be read; such a block holds no messages
	after Position    // where the next block begins; its Number is counted later

	singles []single // the messages, unless mbox

	mbox      bool
	label     string // source of the mailbox
	whole     bool   // holds all of the mailbox
	cuts      []int  // ends of the messages where lengths tell them; nil: by shape
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
	number   int  // its number in its mailbox, 0 if the source needs none
	ordinary bool // as in single
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
	if !b.mbox {
		pieces := make([]piece, len(b.singles))
		for i, s := range b.singles {
			pieces[i] = piece{Message{Source: s.label, Raw: b.buf[s.start:s.end:s.end], Truncated: s.truncated}, 0, s.ordinary}
		}
		return pieces
	}
	var pieces []piece
	for start, n := 0, 0; start < len(b.buf); n++ {
		end := b.end(start, n)
		m := mboxMessage(b.buf[start:end:end])
		if !(b.first && n == 0 && internalData(m.Raw)) {
			pieces = append(pieces, piece{Message: m, ordinary: b.ordinary})
		}
		start = end
	}
	if len(pieces) > 0 {
		pieces[len(pieces)-1].Truncated = b.truncated
	}
	return pieces
}

// end returns where the n-th message of b, which begins at start, ends.
func (b *block) end(start, n int) int {
	switch {
	case b.ordinary:
		return len(b.buf)
	case b.cuts != nil:
		return b.cuts[n]
	}
	end, _ := nextSeparator(b.buf[start:], 0)
	return start + end
}

// number gives the messages their sources and tells the block after b how many
// there were.
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
func (p *piece) maybe() bool { return !p.ordinary && screen.Message(p.Raw) }
