package mailbox

import (
	"bytes"
	"context"
	"io"
	"os"
	"sync/atomic"
)

func bytesReader(b []byte) io.Reader { return bytes.NewReader(b) }

// readFull reads until b is full or r ends, which io.EOF says. It differs from
// io.ReadFull in that an io.ErrUnexpectedEOF is always r's own: compressed data
// that were cut off.
func readFull(r io.Reader, b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		var k int
		k, err = r.Read(b[n:])
		n += k
	}
	return n, err
}

// A fileReader reads a file up to the size that it had when it was opened, and
// counts the bytes.
type fileReader struct {
	file  *os.File
	left  int64
	count *atomic.Int64
}

func (r *fileReader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	n, err := r.file.Read(p[:min(int64(len(p)), r.left)])
	r.left -= int64(n)
	r.count.Add(int64(n))
	if err == io.EOF {
		err = ErrShrank
	}
	return n, err
}

// Seek moves forward in the file.
func (r *fileReader) Seek(offset int64, whence int) (int64, error) {
	if offset > r.left {
		return 0, ErrShrank
	}
	r.left -= offset
	r.count.Add(offset)
	return r.file.Seek(offset, whence)
}

// A countReader counts the bytes read from a stream.
type countReader struct {
	r     io.Reader
	count *atomic.Int64
}

func (r *countReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.count.Add(int64(n))
	return n, err
}

// A stoppedReader ends with its context.
type stoppedReader struct {
	ctx context.Context
	r   io.Reader
}

func (r *stoppedReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}

// A crReader reads the lines of a classic Mac OS file, which end in CR, as if
// they ended in LF.
type crReader struct{ r io.Reader }

func (r *crReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
