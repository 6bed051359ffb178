package mailbox

import (
	"context"
	"errors"
	"io"
	"os"
	"sync/atomic"
)

// A feeder reads inputs and emits blocks, in order. It is the one part that is
// not parallel; it looks at no more of the bytes than it must.
type feeder struct {
	ctx    context.Context
	rd     *Reader
	pool   *pool
	emit   func(*block) error // its errors end the feeding
	screen bool               // what the header shows to be ordinary is read no further
	resume Position           // what is before it is not emitted

	// beforeLarge, if set, is called before a large buffer is waited for: what
	// was emitted before has to be on its way by then.
	beforeLarge func() error

	pos    Position
	inside bool         // within a file: failures are steps of it
	cur    *block       // single messages that are not emitted yet
	lone   bool         // nothing was emitted yet
	read   atomic.Int64 // bytes of the files that were read or skipped
}

func newFeeder(ctx context.Context, rd *Reader) *feeder {
	return &feeder{ctx: ctx, rd: rd, pool: newPool(rd.maxMessage()), lone: true}
}

// run feeds all of the inputs. Its error is that of emit or of the context.
func (f *feeder) run(paths []string) error {
	for _, path := range paths {
		if err := f.path(path); err != nil {
			return err
		}
	}
	return f.flush()
}

// An input is one stream of bytes that is to be looked at.
type input struct {
	label  string
	r      io.Reader
	size   int64    // bytes in r, -1 if not known
	file   *os.File // what r reads from its beginning, nil if there is no such
	depth  int      // archives and compressions around it
	single bool     // it is one message, whatever it looks like
	named  bool     // it was asked for by name
	budget *budget  // of the archive around it
}

// stream looks at an input and reads it as what it is.
func (f *feeder) stream(in input) error {
	if err := f.ctx.Err(); err != nil {
		return err
	}
	want := blockSize
	if in.size >= 0 && in.size < blockSize {
		want = int(in.size) + 1
	}
	if err := f.room(want); err != nil {
		return err
	}
	used := len(f.cur.buf)
	n, readErr := readFull(in.r, f.cur.buf[used:used+want])
	eof := readErr == io.EOF
	head := f.cur.buf[used : used+n : used+n]
	if eof {
		readErr = nil
	} else if readErr != nil {
		if n == 0 {
			return f.fail(in.label, readErr)
		}
		eof = true
	}
	switch s := sniff(head, eof); s {
	case shapeEmpty:
		return f.empty(in)
	case shapeIndex:
		return nil
	case shapeBinary:
		return f.fail(in.label, ErrBinary)
	case shapeMbox, shapeMboxCR:
		if !in.single {
			return f.mbox(in, head, s == shapeMboxCR)
		}
	case shapeEmlx:
		return f.emlx(in, used, head)
	case shapeMsg:
		return f.outlook(in, head)
	case shapeMessage:
	default:
		return f.packed(in, s, head)
	}
	return f.single(in, used, head, eof, readErr)
}

// empty passes over an empty file, such as the mailbox of an empty folder, save
// where it was asked for by name.
func (f *feeder) empty(in input) error {
	if in.named {
		return f.fail(in.label, ErrEmpty)
	}
	return nil
}

// single emits a message that stands alone, of which head was read.
func (f *feeder) single(in input, used int, head []byte, eof bool, readErr error) error {
	done := f.step()
	if !eof {
		return f.largeSingle(in, head, done)
	}
	if !done {
		f.cur.buf = f.cur.buf[:used+len(head)]
		f.cur.singles = append(f.cur.singles, single{label: in.label, start: used, end: used + len(head)})
		f.cur.after = f.pos
	}
	if readErr != nil {
		return f.fail(in.label, readErr)
	}
	return nil
}

// emlx emits the message in an Apple Mail file.
func (f *feeder) emlx(in input, used int, head []byte) error {
	start, length, _ := emlxMessage(head)
	if start+length <= len(head) {
		return f.single(in, used, head[:start+length], true, nil)
	}
	rest := io.MultiReader(bytesReader(head[start:]), in.r)
	in.r = io.LimitReader(rest, int64(length))
	return f.largeSingle(in, nil, f.step())
}

// largeSingle emits a message that does not fit in a block with others; head
// is what was read of it.
func (f *feeder) largeSingle(in input, head []byte, done bool) error {
	if done {
		return nil
	}
	if f.screen && !f.lone && headerShowsOrdinary(head) {
		f.cur.singles = append(f.cur.singles, single{label: in.label, ordinary: true})
		f.cur.after = f.pos
		return nil
	}
	want := f.rd.maxMessage() + 1
	if in.size >= 0 && in.size < int64(want) {
		want = int(in.size) + 1
	}
	b, err := f.large(want)
	if err != nil {
		return err
	}
	n := copy(b.buf[:cap(b.buf)], head)
	k, readErr := readFull(in.r, b.buf[n:max(n, want)])
	n += k
	b.buf = b.buf[:min(n, f.rd.maxMessage())]
	b.singles = []single{{label: in.label, end: len(b.buf), truncated: n > f.rd.maxMessage()}}
	b.after = f.pos
	if err := f.flush(); err != nil {
		return err
	}
	if err := f.send(b); err != nil {
		return err
	}
	if readErr == nil && in.depth > 0 { // whether the rest is whole, or without end, shows only when it is read
		_, readErr = io.Copy(io.Discard, in.r)
	}
	if readErr != nil && readErr != io.EOF {
		return f.fail(in.label, readErr)
	}
	return nil
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

func (f *feeder) send(b *block) error {
	f.lone = false
	if err := f.ctx.Err(); err != nil {
		return err
	}
	return f.emit(b)
}

// step counts a step, and reports whether an earlier run did it already.
func (f *feeder) step() (done bool) {
	if !f.inside {
		done = f.pos.Input < f.resume.Input
		f.pos.Input++
		return done
	}
	done = f.pos.Input == f.resume.Input && f.pos.Step < f.resume.Step
	f.pos.Step++
	return done
}

// fail emits an error in the place of what could not be read.
func (f *feeder) fail(source string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	done := f.step()
	if err := f.flush(); err != nil || done {
		return err
	}
	var known *Error
	if !errors.As(err, &known) {
		err = &Error{source, err}
	}
	return f.send(&block{err: err, after: f.pos})
}
