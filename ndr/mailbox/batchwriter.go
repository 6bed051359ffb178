package mailbox

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
	"time"
)

// A writer writes the results of blocks, in order.
type writer struct {
	batch    *Batch
	out      io.Writer
	file     *journaledFile // out, if that is a ResultFile
	single   bool           // the inputs hold a single message
	renderer Renderer
	summary  *Summary
	position position // up to which the output is complete
	read     *atomic.Int64
	total    atomic.Int64
	started  time.Time
	shown    time.Time // when progress was
	skipped  int64
}

// take writes the result of a block.
func (w *writer) take(b *block, res *result) error {
	for _, e := range res.failed {
		if w.batch.Failed != nil {
			w.batch.Failed(e)
		}
	}
	if res.err != nil {
		return res.err
	}
	if res.written > 0 {
		lead := w.renderer.Between
		if w.summary.Written == 0 {
			lead = w.renderer.Begin
		}
		if err := w.write(lead, res.text); err != nil {
			return err
		}
	}
	res.summary.Written = res.written
	w.summary.add(res.summary)
	w.position = b.after
	if b.mbox {
		w.position.Number = b.last
	}
	w.progress(false)
	if w.file != nil {
		w.file.journal.Single = w.single
		return w.file.checkpoint(w.position, w.summary, false)
	}
	return nil
}

func (w *writer) write(pieces ...[]byte) error {
	for _, p := range pieces {
		if len(p) == 0 {
			continue
		}
		if _, err := w.out.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// finish ends the output: as complete, or so that a later run can go on.
func (w *writer) finish(ctx context.Context, err error) error {
	defer w.progress(true)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		if w.file != nil {
			err = errors.Join(err, w.file.checkpoint(w.position, w.summary, true))
		}
		return err
	}
	end := w.renderer.End
	if w.summary.Written == 0 {
		end = w.renderer.Empty
	}
	if err := w.write(end); err != nil {
		return err
	}
	if w.file != nil {
		return w.file.finish()
	}
	return nil
}

// decide sets the renderer, once it is known whether there is one message.
func (w *writer) decide(single bool) {
	w.single = single
	w.renderer = w.batch.NewRenderer(single)
}

// resume continues where an earlier run stopped, and reports whether that run had
// done anything.
func (w *writer) resume() bool {
	if w.file == nil || w.file.from == nil {
		return false
	}
	from := w.file.from
	w.summary.add(from.Summary)
	w.position, w.single = from.Position, from.Single
	return w.position != (position{})
}

// watch determines in the background how much there is to read.
func (w *writer) watch(paths []string) (stop func()) {
	if w.batch.Progress == nil {
		return func() {}
	}
	done := make(chan struct{})
	go func() { w.total.Store(totalBytes(paths, done)) }()
	return func() { close(done) }
}

func (w *writer) progress(last bool) {
	now := time.Now()
	if w.batch.Progress == nil || !last && now.Sub(w.shown) < progressEvery {
		return
	}
	if w.shown.IsZero() && w.file != nil && w.file.from != nil {
		w.skipped = w.read.Load()
	}
	w.shown = now
	w.batch.Progress(Progress{
		Bytes: w.read.Load(), Total: w.total.Load(), Elapsed: now.Sub(w.started),
		Messages: w.summary.Messages, Bounces: w.summary.Bounces(), skipped: w.skipped,
	})
}
