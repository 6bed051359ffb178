package mailbox

import (
	"bytes"
	"io"
)

// single emits a message that stands alone, of which head was read, at used in
// the block of single messages. failure, if any, is why there is no more of it.
func (f *feeder) single(in input, used int, head []byte, eof bool, failure error) error {
	if f.step() {
		return nil
	}
	if !eof {
		return f.largeSingle(in, head)
	}
	f.cur.buf = f.cur.buf[:used+len(head)]
	f.addSingle(single{label: in.label, start: used, end: used + len(head)})
	if failure == nil {
		return nil
	}
	return f.flushWith(in.label, failure)
}

func (f *feeder) addSingle(s single) {
	f.cur.singles = append(f.cur.singles, s)
	f.cur.after = f.pos
}

// emlx emits the message in an Apple Mail file.
func (f *feeder) emlx(in input, used int, head []byte) error {
	start, length, _ := emlxMessage(head)
	if start+length <= len(head) {
		return f.single(in, used, head[:start+length], true, nil)
	}
	if f.step() {
		return nil
	}
	rest := io.MultiReader(bytesReader(bytes.Clone(head[start:])), in.r)
	in.r, in.size = io.LimitReader(rest, int64(length)), int64(length)
	return f.largeSingle(in, nil)
}

// largeSingle emits a message that does not fit in a block with others; head
// is what was read of it.
func (f *feeder) largeSingle(in input, head []byte) error {
	if f.screen && !f.lone && headerShowsOrdinary(head) {
		f.addSingle(single{label: in.label, ordinary: true})
		return nil
	}
	limit := f.rd.maxMessage()
	want := limit + 1
	if in.size >= 0 && in.size < int64(want) {
		want = int(in.size) + 1
	}
	b, err := f.large(want)
	if err != nil {
		return err
	}
	n := copy(b.buf[:cap(b.buf)], head)
	k, failure := readFull(in.r, b.buf[n:max(n, want)])
	n += k
	b.buf = b.buf[:min(n, limit)]
	if failure == nil && in.depth > 0 { // whether the rest is whole, or has an end at all, shows only when it is read
		_, failure = io.Copy(io.Discard, in.r)
	}
	if err := f.flush(); err != nil {
		return err
	}
	f.cur = b
	f.addSingle(single{label: in.label, end: len(b.buf), truncated: n > limit})
	if failure == io.EOF {
		failure = nil
	}
	return f.flushWith(in.label, failure)
}

// large returns a block of n bytes, when one is free.
func (f *feeder) large(n int) (*block, error) {
	if f.beforeLarge != nil {
		if err := f.beforeLarge(); err != nil {
			return nil, err
		}
	}
	b := f.pool.large(n, f.ctx.Done())
	if b == nil {
		return nil, f.ctx.Err()
	}
	return b, nil
}

// room makes the block of single messages have n bytes left.
func (f *feeder) room(n int) error {
	if f.cur != nil && cap(f.cur.buf)-len(f.cur.buf) < n {
		if err := f.flush(); err != nil {
			return err
		}
	}
	if f.cur == nil {
		f.cur = f.pool.block()
	}
	return nil
}

// flush emits the single messages that were read.
func (f *feeder) flush() error {
	b := f.cur
	f.cur = nil
	if b == nil {
		return nil
	}
	if len(b.singles) == 0 {
		f.pool.put(b)
		return nil
	}
	return f.send(b)
}

// flushWith is flush, with the failure, if any, that ended the last of them.
func (f *feeder) flushWith(source string, failure error) error {
	if isCancel(failure) {
		return failure
	}
	if failure != nil {
		f.cur.err = &Error{source, failure}
	}
	return f.flush()
}
