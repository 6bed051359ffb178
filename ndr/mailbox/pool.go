package mailbox

// blockSize is how much is read at once. It is about what a core's cache holds, so
// that a block is still there when it is split and parsed, and large beside the
// messages, so that little is copied from one block to the next.
const blockSize = 2 << 20

// slack is the room in a buffer beyond a message, for the bytes that are read to
// find the message's end.
const slack = blockSize

// midSize is the buffer of a message that is larger than a block. Most of those
// are not much larger.
const midSize = 4 << 20

// maxMid is how many such buffers there are.
const maxMid = 2

// pool lends the buffers of blocks. The few large ones are kept, and waited for,
// since they take most of the memory: one of the largest message, two
// of midSize, and the blocks themselves, whose number the queue bounds.
type pool struct {
	small chan []byte
	mid   chan []byte
	big   chan []byte

	maxMessage int
}

func newPool(maxMessage int) *pool {
	p := &pool{
		small: make(chan []byte, 64),
		mid:   make(chan []byte, maxMid),
		big:   make(chan []byte, 1),

		maxMessage: maxMessage,
	}
	for range maxMid {
		p.mid <- nil
	}
	p.big <- nil
	return p
}

func (p *pool) block() *block {
	select {
	case buf := <-p.small:
		return &block{buf: buf[:0], max: p.maxMessage}
	default:
		return &block{buf: make([]byte, 0, blockSize), max: p.maxMessage}
	}
}

// large returns a block for n bytes, more than blockSize of them. It waits
// until one is free, or done is closed, in which case it returns nil.
func (p *pool) large(n int, done <-chan struct{}) *block {
	largest := p.maxMessage + slack
	from, size := p.mid, min(midSize, largest)
	if n > size {
		from, size = p.big, largest
	}
	select {
	case buf := <-from:
		if buf == nil {
			buf = make([]byte, 0, size)
		}
		return &block{buf: buf[:0], home: from, max: p.maxMessage}
	case <-done:
		return nil
	}
}

// put takes a block's buffer back.
func (p *pool) put(b *block) {
	buf := b.buf
	b.buf = nil
	switch {
	case b.home != nil:
		b.home <- buf
	case cap(buf) == blockSize:
		select {
		case p.small <- buf:
		default:
		}
	}
}
