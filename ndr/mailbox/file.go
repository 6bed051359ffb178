package mailbox

import (
	"io"
	"os"
)

// file feeds a file. It is read up to its present size: a mailbox that a mail
// system is writing to might never end, or end in half a message.
func (f *feeder) file(path string, in input) error {
	if f.pos.Input < f.resume.Input {
		f.step()
		if info, err := os.Lstat(path); err == nil {
			f.read.Add(info.Size())
		}
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return f.fail(path, reason(err))
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return f.fail(path, reason(err))
	}
	in.label = path
	if !info.Mode().IsRegular() {
		in.r, in.size = &countReader{file, &f.read}, -1
		return f.whole(in, f.read.Load, nil)
	}
	size := info.Size()
	r := &fileReader{file, size, &f.read}
	in.r, in.size, in.file = r, size, file
	return f.whole(in, func() int64 { return size }, func() error {
		f.read.Add(r.left)
		return f.checkGrowth(path, file, size)
	})
}

// checkGrowth fails if the file is longer than what was read of it.
func (f *feeder) checkGrowth(path string, file *os.File, size int64) error {
	if info, err := file.Stat(); err == nil && info.Size() > size {
		return f.fail(path, ErrGrew)
	}
	return nil
}

// standardInput feeds what "-" names.
func (f *feeder) standardInput() error {
	if f.pos.Input < f.resume.Input {
		f.step()
		return nil
	}
	in := input{label: "-", r: &countReader{f.rd.stdin(), &f.read}, size: -1, named: true}
	return f.whole(in, f.read.Load, nil)
}

// whole feeds one file or stream and then calls atEnd, if set. packed returns the
// number of bytes read before any expansion.
func (f *feeder) whole(in input, packed func() int64, atEnd func() error) error {
	f.inside = true
	in.budget = &budget{ctx: f.ctx, packed: packed, ratio: f.rd.maxRatio()}
	err := f.stream(in)
	if err == nil && atEnd != nil {
		err = atEnd()
	}
	f.inside = false
	f.pos = position{Input: f.pos.Input + 1}
	return err
}

// section returns a reader of the whole file that in reads, or of what a
// temporary file took from it, for formats that are not read in one go.
func (f *feeder) section(in input, head []byte) (r io.ReaderAt, size int64, done func(), err error) {
	if in.file != nil {
		return in.file, in.size, func() {}, nil
	}
	spool, err := os.CreateTemp("", "ndrparse-*")
	if err != nil {
		return nil, 0, nil, err
	}
	done = func() {
		spool.Close()
		os.Remove(spool.Name())
	}
	size, err = io.Copy(spool, &stoppedReader{f.ctx, io.MultiReader(bytesReader(head), in.r)})
	if err != nil {
		done()
		return nil, 0, nil, err
	}
	return spool, size, done, nil
}
