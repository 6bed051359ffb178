package mailbox

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
	"time"

	"github.com/ndrparse/ndrparse/ndr"
)

// A Format is how reports become bytes.
type Format struct {
	// Append appends one report to dst. It is called on several goroutines.
	Append func(dst []byte, r *ndr.Report) ([]byte, error)

	Begin   []byte // before the first report
	Between []byte // between two
	End     []byte // after the last
	Empty   []byte // in place of Begin and End where there is none
}

// A Run reads, parses, renders and writes. What it writes depends on the inputs
// alone, not on Jobs.
type Run struct {
	Reader

	// Parse reads a message; nil stands for that of a zero ndr.Parser. It is
	// called on several goroutines, as is all that it adds, such as remedies.
	Parse ParseFunc

	// Format must be set. It is asked for once, before anything is written. one
	// is set where the inputs hold a single message and no more.
	Format func(one bool) Format

	// All writes a report of the messages that are no notices, too, and passes
	// over none.
	All bool

	// Output is written to, unless File is set: one of the two must be.
	Output io.Writer

	// File is a file of results that a later run can go on with.
	File *Output

	// Failed is called for what cannot be read, in its place among the results.
	Failed func(*Error)

	// Progress is called from time to time, and at the end.
	Progress func(Progress)
}

var errIncomplete = errors.New("a run needs a Format, and an Output or a File")

// result is what one block came to.
type result struct {
	text    []byte
	written int // reports in text
	summary *Summary
	failed  []*Error
	err     error // of Format.Append
}

// Do reads the inputs; see [Reader.Messages] for paths. An error is that of ctx,
// of writing, or of rendering; what cannot be read is in the summary. On an
// error the summary is of what was done, and the output ends after the last
// whole report.
//
// A run over a single message passes over nothing: its report is written
// whatever it is.
func (r *Run) Do(ctx context.Context, paths ...string) (*Summary, error) {
	if r.Format == nil || r.Output == nil && r.File == nil {
		return newSummary(), errIncomplete
	}
	w := &writer{run: r, summary: newSummary(), started: time.Now()}
	f := newFeeder(ctx, &r.Reader)
	f.screen = !r.Thorough && !r.All
	g := &gate{decide: w.decide}
	if w.resume() {
		f.resume = w.position
		w.decide(w.one)
		g.decided = true
	}
	f.beforeLarge = g.another
	w.read = &f.read
	stop := w.watch(paths)
	defer stop()
	err := inOrder(ctx, f.pool, r.jobs(),
		func(ctx context.Context, emit func(*block) error) error {
			f.ctx, f.emit, g.emit = ctx, g.add, emit
			if err := f.run(paths); err != nil {
				return err
			}
			return g.end()
		},
		func(b *block) *result { return r.work(b, &w.format, f.screen && !w.one, w.one) },
		w.take)
	g.stop()
	return w.summary, w.finish(ctx, err)
}

// work splits, parses and renders one block.
func (r *Run) work(b *block, format *Format, screened, one bool) *result {
	res := &result{summary: newSummary()}
	for _, p := range b.split() {
		if screened && !p.maybe() {
			res.summary.addPassed()
			continue
		}
		rep, err := report(r.Parse, b.message(&p))
		if err != nil {
			res.summary.Messages++
			res.fail(err)
			continue
		}
		res.summary.addReport(rep)
		if rep.Kind == ndr.NotBounce && !r.All && !one {
			continue
		}
		if res.written > 0 {
			res.text = append(res.text, format.Between...)
		}
		if res.text, err = format.Append(res.text, rep); err != nil {
			res.err = err
			return res
		}
		res.written++
	}
	if b.err != nil {
		res.fail(b.err)
	}
	return res
}

func (res *result) fail(err error) {
	var e *Error
	errors.As(err, &e)
	res.failed = append(res.failed, e)
	res.summary.addFailure(Failure{e.Source, e.Err.Error()})
}

// A writer takes results in order.
type writer struct {
	run      *Run
	one      bool // the inputs hold a single message
	format   Format
	summary  *Summary
	position Position // up to which the output is complete
	read     *atomic.Int64
	total    atomic.Int64
	started  time.Time
	shown    time.Time // when progress was
	skipped  int64
}

// take writes what a block came to.
func (w *writer) take(b *block, res *result) error {
	for _, e := range res.failed {
		if w.run.Failed != nil {
			w.run.Failed(e)
		}
	}
	if res.err != nil {
		return res.err
	}
	if res.written > 0 {
		lead := w.format.Between
		if w.summary.Written == 0 {
			lead = w.format.Begin
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
	if w.run.File != nil {
		w.run.File.journal.One = w.one
		return w.run.File.checkpoint(w.position, w.summary, false)
	}
	return nil
}

func (w *writer) write(pieces ...[]byte) error {
	to := w.run.Output
	if w.run.File != nil {
		to = w.run.File
	}
	for _, p := range pieces {
		if len(p) == 0 {
			continue
		}
		if _, err := to.Write(p); err != nil {
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
		if w.run.File != nil {
			err = errors.Join(err, w.run.File.checkpoint(w.position, w.summary, true))
		}
		return err
	}
	end := w.format.End
	if w.summary.Written == 0 {
		end = w.format.Empty
	}
	if err := w.write(end); err != nil {
		return err
	}
	if w.run.File != nil {
		return w.run.File.finish()
	}
	return nil
}

// decide settles the format, once it is known whether there is one message.
func (w *writer) decide(one bool) {
	w.one = one
	w.format = w.run.Format(one)
}

// resume goes on where an earlier run stopped, and reports whether that did
// anything.
func (w *writer) resume() bool {
	if w.run.File == nil || w.run.File.from == nil {
		return false
	}
	from := w.run.File.from
	w.summary.add(from.Summary)
	w.position, w.one = from.Position, from.One
	return w.position != (Position{})
}

// watch finds out, on the side, how much there is to read.
func (w *writer) watch(paths []string) (stop func()) {
	if w.run.Progress == nil {
		return func() {}
	}
	done := make(chan struct{})
	go func() { w.total.Store(totalBytes(paths, done)) }()
	return func() { close(done) }
}

func (w *writer) progress(last bool) {
	now := time.Now()
	if w.run.Progress == nil || !last && now.Sub(w.shown) < progressEvery {
		return
	}
	if w.shown.IsZero() && w.run.File != nil && w.run.File.Resumed() {
		w.skipped = w.read.Load()
	}
	w.shown = now
	w.run.Progress(Progress{
		Bytes: w.read.Load(), Total: w.total.Load(), Elapsed: now.Sub(w.started),
		Messages: w.summary.Messages, Bounces: w.summary.Bounces(), skipped: w.skipped,
	})
}
