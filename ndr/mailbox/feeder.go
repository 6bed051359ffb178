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
	emit   func(*block) error // an error of it ends the feeding
	screen bool               // skip the body of a message whose header shows ordinary mail
	resume position           // nothing before it is emitted

	// beforeLarge, if set, is called before waiting for a large buffer, so that
	// blocks that are held back are passed on and their buffers come back.
	beforeLarge func() error

	pos    position
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

// stream recognises the format of an input and reads it.
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

// empty skips an empty file, such as the mailbox of an empty folder, save
// where it was asked for by name.
func (f *feeder) empty(in input) error {
	if in.named {
		return f.fail(in.label, ErrEmpty)
	}
	return nil
}

func (f *feeder) send(b *block) error {
	f.lone = false
	if err := f.ctx.Err(); err != nil {
		return err
	}
	return f.emit(b)
}

// step counts a step, and reports whether an earlier run did it already. A step
// is a message or mailbox with all that comes of it, or a failure before it is
// known to be one; so a run that goes on counts the same without reading.
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

// fail counts as a step what cannot be read, and emits the error in its place.
func (f *feeder) fail(source string, err error) error {
	if isCancel(err) {
		return err
	}
	if f.step() {
		return nil
	}
	return f.sendError(source, err)
}

// sendError emits an error after what was read before it.
func (f *feeder) sendError(source string, err error) error {
	if isCancel(err) {
		return err
	}
	if err := f.flush(); err != nil {
		return err
	}
	return f.send(&block{err: &Error{source, err}, after: f.pos})
}

func isCancel(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
