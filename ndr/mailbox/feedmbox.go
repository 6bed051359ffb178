package mailbox

import (
	"bytes"
	"io"
)

// An mboxFeed cuts an mbox into blocks of whole messages. If messages state
// their length (mboxcl), it goes from one to the next; else it only looks for
// the last separator of a block, and leaves the others to the workers.
type mboxFeed struct {
	*feeder
	in      input
	lengths bool
	b       *block // what was read and not emitted
	read    int64  // bytes of the mailbox that were read
	eof     bool
	err     error  // why reading ended, nil at the end of the mailbox
	before  *block // the block emitted last
	step    position
}

// mbox emits the messages of a mailbox, of which head was read.
func (f *feeder) mbox(in input, head []byte, bareCR bool) error {
	start := f.pos
	if f.step() {
		return nil
	}
	m := &mboxFeed{feeder: f, in: in, step: start, b: f.pool.block()}
	if bareCR {
		m.in.r = &crReader{io.MultiReader(bytesReader(bytes.Clone(head)), in.r)}
	} else {
		m.b.buf = append(m.b.buf, head...)
		m.read = int64(len(head))
	}
	if err := f.flush(); err != nil {
		return err
	}
	m.fill(m.b, cap(m.b.buf))
	blank := len(m.b.buf) - len(skipBlank(m.b.buf))
	_, _, m.lengths = contentLength(m.b.buf[blank:])
	base, first := 0, true
	if start.Input == f.resume.Input && start.Step == f.resume.Step && f.resume.Offset > 0 {
		blank, base, first = int(f.resume.Offset), f.resume.Number, false
	}
	if err := m.discard(int64(blank)); err != nil {
		return f.sendError(in.label, err)
	}
	m.b.base, m.b.first = base, first
	return m.feed()
}

// discard moves forward to an offset of the mailbox.
func (m *mboxFeed) discard(offset int64) error {
	if offset <= m.read {
		m.drop(int(offset - (m.read - int64(len(m.b.buf)))))
		return nil
	}
	skip := offset - m.read
	m.b.buf = m.b.buf[:0]
	var err error
	if seeker, ok := m.in.r.(io.Seeker); ok {
		_, err = seeker.Seek(skip, io.SeekCurrent)
	} else {
		_, err = io.CopyN(io.Discard, m.in.r, skip)
	}
	m.read = offset
	return err
}

// drop forgets the first n bytes of the block.
func (m *mboxFeed) drop(n int) { m.b.buf = m.b.buf[:copy(m.b.buf, m.b.buf[n:])] }

// fill reads until b has n bytes or the mailbox ends.
func (m *mboxFeed) fill(b *block, n int) {
	if m.eof || len(b.buf) >= n {
		return
	}
	if m.err = m.ctx.Err(); m.err != nil {
		m.eof = true
		return
	}
	k, err := readFull(m.in.r, b.buf[len(b.buf):n])
	b.buf = b.buf[:len(b.buf)+k]
	m.read += int64(k)
	if err != nil {
		m.eof = true
		if err != io.EOF {
			m.err = err
		}
	}
}

// feed emits block after block.
func (m *mboxFeed) feed() error {
	for {
		m.fill(m.b, cap(m.b.buf))
		var err error
		switch cut := m.cut(); {
		case len(m.b.buf) == 0:
			m.pool.put(m.b)
			if m.err != nil {
				return m.sendError(m.in.label, m.err)
			}
			return nil
		case cut > 0:
			err = m.emitTo(cut)
		case m.eof:
			err = m.emitTo(len(m.b.buf))
		default:
			err = m.oversized()
		}
		if err != nil {
			return err
		}
	}
}

// cut returns where the last message that is whole in the block ends, or 0.
func (m *mboxFeed) cut() int {
	b := m.b.buf
	if !m.lengths {
		if m.eof {
			return len(b)
		}
		return lastSeparator(b)
	}
	for at := 0; at < len(b); {
		end, _, ok := m.messageEnd(b[at:], 0)
		if !ok {
			break
		}
		at += end
		m.b.cuts = append(m.b.cuts, at)
	}
	if len(m.b.cuts) == 0 {
		return 0
	}
	return m.b.cuts[len(m.b.cuts)-1]
}

// messageEnd returns where the message that b begins with ends, if b shows it.
// settled is where a later search may begin.
func (m *mboxFeed) messageEnd(b []byte, from int) (end, settled int, ok bool) {
	if m.lengths {
		end, known, more := endByLength(b, m.rd.maxMessage(), m.eof)
		if known || more {
			return end, 0, known
		}
	}
	end, settled = nextSeparator(b, from)
	return end, settled, end < len(b) || m.eof
}

// emitTo emits the block up to n and begins the next with what is after it.
func (m *mboxFeed) emitTo(n int) error {
	next := m.pool.block()
	next.buf = append(next.buf, m.b.buf[n:]...)
	m.b.buf = m.b.buf[:n]
	return m.emitThen(next)
}

// emitThen emits the block, after which the mailbox goes on with next.
func (m *mboxFeed) emitThen(next *block) error {
	b := m.b
	b.mbox, b.label, b.before = true, m.in.label, m.before
	b.counted = make(chan struct{})
	b.after = m.step
	b.after.Offset = m.read - int64(len(next.buf))
	last := m.eof && len(next.buf) == 0
	b.whole = b.first && last
	if last && m.err != nil && !isCancel(m.err) {
		b.err, b.after, m.err = &Error{m.in.label, m.err}, m.pos, nil
	}
	m.before, m.b = b, next
	return m.send(b)
}
