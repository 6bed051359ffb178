package main

import (
	"context"
	"io"
)

// A stoppable reads from another reader until its context is done. A read from
// a pipe or a terminal that nobody writes to cannot be called back; it is left
// behind. Nothing is read before the first Read.
type stoppable struct {
	ctx    context.Context
	r      io.Reader
	chunks chan chunk  // what was read ahead
	spare  chan []byte // the buffers to read into
	now    chunk       // what Read hands out
	rest   []byte      // the part of it that is left
	begun  bool
}

type chunk struct {
	buffer []byte
	n      int
	err    error
}

const chunkSize = 128 << 10

func newStoppable(ctx context.Context, r io.Reader) *stoppable {
	return &stoppable{ctx: ctx, r: r, chunks: make(chan chunk, 1), spare: make(chan []byte, 2)}
}

func (s *stoppable) readAhead() {
	for {
		select {
		case buffer := <-s.spare:
			n, err := s.r.Read(buffer)
			select {
			case s.chunks <- chunk{buffer, n, err}:
			case <-s.ctx.Done():
				return
			}
			if err != nil {
				return
			}
		case <-s.ctx.Done():
			return
		}
	}
}

func (s *stoppable) Read(p []byte) (int, error) {
	if !s.begun {
		s.begun = true
		s.spare <- make([]byte, chunkSize)
		s.spare <- make([]byte, chunkSize)
		go s.readAhead()
	}
	for len(s.rest) == 0 {
		if s.now.err != nil {
			return 0, s.now.err
		}
		if s.now.buffer != nil {
			s.spare <- s.now.buffer
		}
		select {
		case s.now = <-s.chunks:
			s.rest = s.now.buffer[:s.now.n]
		case <-s.ctx.Done():
			s.now = chunk{err: s.ctx.Err()}
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}
