package mailbox

import (
	"slices"

	"github.com/ndrparse/ndrparse/internal/screen"
)

// A Message is one message of an input.
type Message struct {
	// Source is where the message was read: PATH, PATH#N for the N-th
	// message of a mailbox (from 1), ARCHIVE!MEMBER, ARCHIVE!MEMBER#N, and
	// "-" in place of PATH for standard input. A mailbox of one message has
	// the source PATH where it is small enough to know.
	Source string

	// Separator is the mbox separator line before the message, without its line
	// end, or nil.
	Separator []byte

	// Raw is the message, with the mailbox's quoting undone. It is valid until
	// the iteration goes on or the function that was given it returns.
	Raw []byte

	// Truncated is set if the message is larger than Reader.MaxMessage; Raw holds
	// its beginning.
	Truncated bool
}

// Clone returns a copy of m that stays valid.
func (m *Message) Clone() *Message {
	c := *m
	c.Separator, c.Raw = slices.Clone(m.Separator), slices.Clone(m.Raw)
	return &c
}

// MaybeBounce reports whether the message could be a notice of any kind. It
// looks at the header and, in a multipart message, at the types of the parts;
// it decodes nothing. The table that decides is internal/screen/signals.toml.
func (m *Message) MaybeBounce() bool { return screen.Message(m.Raw) }
