package mailbox

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/ndrparse/ndrparse/ndr"
)

// A Renderer turns reports into bytes.
type Renderer struct {
	// Append appends one report to dst. It is called on several goroutines.
	Append func(dst []byte, r *ndr.Report) ([]byte, error)

	Begin   []byte // before the first report
	Between []byte // between two
	End     []byte // after the last
	Empty   []byte // in place of Begin and End where there is no report
}

// A Batch parses the messages of its inputs and writes their reports in input
// order. What it writes depends on the inputs alone, not on Jobs.
type Batch struct {
	Reader

	// Parse parses a message. It is called on several goroutines at once. If
	// nil, ParseBytes of a zero ndr.Parser is used.
	Parse ParseFunc

	// NewRenderer must be set. It is called once, before anything is written.
	// single reports whether the inputs hold exactly one message.
	NewRenderer func(single bool) Renderer

	// All also writes the reports of messages that are not notices, and implies
	// Thorough.
	All bool

	// Output receives the output unless Results is set. One of the two must be.
	Output io.Writer

	// Results, if set, is the file that receives the output and from which an
	// interrupted run is resumed.
	Results *ResultFile

	// Failed, if set, is called for each input that cannot be read, in input
	// order.
	Failed func(*Error)

	// Progress, if set, is called ten times a second, and at the end.
	Progress func(Progress)
}

var errIncomplete = errors.New("a batch needs a NewRenderer, and an Output or Results")

// result is the outcome of one block.
type result struct {
	text    []byte
	written int // reports in text
	summary *Summary
	failed  []*Error
	err     error // of Renderer.Append
}

// Run processes the inputs; see [Reader.Messages] for paths. The report of a
// single message is always written, whatever its kind.
//
// Input that cannot be read is not an error; the summary counts it. An error is
// that of ctx, of writing or of rendering; the summary then covers what was done
// until then, and the output ends after a whole report. If the batch could not
// begin, as with a [*ResumeError], the summary is nil.
func (b *Batch) Run(ctx context.Context, paths ...string) (*Summary, error) {
	if b.NewRenderer == nil || b.Output == nil && b.Results == nil {
		return nil, errIncomplete
	}
	w := &writer{batch: b, out: b.Output, summary: newSummary(), started: time.Now()}
	rd := b.Reader
	if b.Results != nil {
		file, err := openJournaled(b.Results, &rd, paths)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		w.file, w.out = file, file
	}
	f := newFeeder(ctx, &rd)
	f.screen = !b.Thorough && !b.All
	g := &gate{decide: w.decide}
	if w.resume() {
		f.resume = w.position
		w.decide(w.single)
		g.decided = true
	}
	f.beforeLarge = g.another
	w.read = &f.read
	stop := w.watch(paths)
	defer stop()
	err := inOrder(ctx, f.pool, b.jobs(),
		func(ctx context.Context, emit func(*block) error) error {
			f.ctx, f.emit, g.emit = ctx, g.add, emit
			if err := f.run(paths); err != nil {
				return err
			}
			return g.end()
		},
		func(messages *block) *result {
			return b.work(messages, &w.renderer, f.screen && !w.single, w.single)
		},
		w.take)
	g.stop()
	return w.summary, w.finish(ctx, err)
}

// work splits, parses and renders one block.
func (b *Batch) work(messages *block, renderer *Renderer, screened, single bool) *result {
	res := &result{summary: newSummary()}
	for _, p := range messages.split() {
		if screened && !p.maybe() {
			res.summary.addPassed()
			continue
		}
		rep, err := report(b.Parse, messages.message(&p))
		if err != nil {
			res.summary.Messages++
			res.fail(err)
			continue
		}
		res.summary.addReport(rep)
		if rep.Kind == ndr.NotBounce && !b.All && !single {
			continue
		}
		if res.written > 0 {
			res.text = append(res.text, renderer.Between...)
		}
		if res.text, err = renderer.Append(res.text, rep); err != nil {
			res.err = err
			return res
		}
		res.written++
	}
	if messages.err != nil {
		res.fail(messages.err)
	}
	return res
}

func (res *result) fail(err error) {
	var e *Error
	errors.As(err, &e)
	res.failed = append(res.failed, e)
	res.summary.addFailure(Failure{e.Source, e.Err.Error()})
}
