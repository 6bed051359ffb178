package mailbox

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/screen"
)

// oversized emits a message that is larger than a block.
func (m *mboxFeed) oversized() error {
	if m.screen && !m.lengths && headerShowsOrdinary(m.b.buf) {
		_, body := screen.Header(m.b.buf)
		next := m.pool.block()
		next.buf = append(next.buf, m.b.buf...)
		m.skipMessage(next, 0)
		m.b.buf = m.b.buf[:body]
		m.b.ordinary = true
		return m.emitThen(next)
	}
	_, header, _ := lineAt(m.b.buf, 0)
	limit := header + m.rd.maxMessage()
	large, err := m.gather(limit)
	if err != nil {
		return err
	}
	end, _, ok := m.messageEnd(large.buf, 0)
	next := m.pool.block()
	if ok && end <= limit {
		next.buf = append(next.buf, large.buf[end:]...)
		large.buf = large.buf[:end]
	} else {
		context := large.buf[max(0, len(large.buf)-keepContext):]
		next.buf = append(next.buf, context...)
		large.buf = large.buf[:min(limit, len(large.buf))]
		large.truncated = true
		m.skipMessage(next, 1)
	}
	large.first, large.base = m.b.first, m.b.base
	large.cuts = nil
	if m.lengths {
		large.cuts = []int{len(large.buf)}
	}
	m.pool.put(m.b)
	m.b = large
	return m.emitThen(next)
}

// gather reads on in a larger buffer until it holds the message or limit bytes.
func (m *mboxFeed) gather(limit int) (*block, error) {
	buf := m.b
	for settled := 0; ; {
		end, at, ok := m.messageEnd(buf.buf, settled)
		settled = at
		if ok && end < len(buf.buf) || m.eof || len(buf.buf) > limit {
			if buf == m.b {
				buf = &block{buf: bytes.Clone(buf.buf), max: m.pool.maxMessage}
			}
			return buf, nil
		}
		if cap(buf.buf)-len(buf.buf) < slack/2 {
			bigger, err := m.large(cap(buf.buf) + 1)
			if err != nil {
				return nil, err
			}
			bigger.buf = append(bigger.buf, buf.buf...)
			if buf != m.b {
				m.pool.put(buf)
			}
			buf = bigger
		}
		m.fill(buf, min(cap(buf.buf), len(buf.buf)+slack/2))
	}
}

// keepContext is what a separator is judged by: the header before it and the
// lines after it.
const keepContext = maxPartHeader + 2*maxSeparator

// skipMessage reads on until b begins with the next separator, or is empty at
// the end of the mailbox.
func (m *mboxFeed) skipMessage(b *block, from int) {
	for {
		end, settled := nextSeparator(b.buf, from)
		if end < len(b.buf) || m.eof {
			b.buf = b.buf[:copy(b.buf, b.buf[end:])]
			return
		}
		keep := max(0, min(settled, len(b.buf))-keepContext)
		b.buf = b.buf[:copy(b.buf, b.buf[keep:])]
		from = settled - keep
		m.fill(b, cap(b.buf))
	}
}

// headerShowsOrdinary reports whether b holds a whole header that shows the
// message to be no notice.
func headerShowsOrdinary(b []byte) bool {
	verdict, body := screen.Header(b)
	return verdict == screen.Ordinary && body < len(b)
}
