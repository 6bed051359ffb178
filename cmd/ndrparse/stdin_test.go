package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

func TestStoppableReadsAll(t *testing.T) {
	want := bytes.Repeat([]byte("0123456789"), chunkSize/4)
	for _, r := range []io.Reader{bytes.NewReader(want), iotest.HalfReader(bytes.NewReader(want)), iotest.DataErrReader(bytes.NewReader(want))} {
		got, err := io.ReadAll(newStoppable(context.Background(), r))
		require.NoError(t, err)
		require.True(t, bytes.Equal(want, got))
	}
}

func TestStoppableHandsOnErrors(t *testing.T) {
	got, err := io.ReadAll(newStoppable(context.Background(), io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(io.ErrNoProgress))))
	require.ErrorIs(t, err, io.ErrNoProgress)
	require.Equal(t, "abc", string(got))
}

// TestStoppableStops ends a read that would never return by itself.
func TestStoppableStops(t *testing.T) {
	silent, writer := io.Pipe()
	defer writer.Close()
	ctx, cancel := context.WithCancel(context.Background())
	s := newStoppable(ctx, silent)
	go cancel()
	_, err := s.Read(make([]byte, 1))
	require.ErrorIs(t, err, context.Canceled)
}

// TestStoppableWaits leaves a shell's standard input alone for as long as
// nobody reads it.
func TestStoppableWaits(t *testing.T) {
	r := strings.NewReader("for another command")
	newStoppable(context.Background(), r)
	require.Equal(t, r.Size(), int64(r.Len()))
}
