package mailbox

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"sync"

	"github.com/ndrparse/ndrparse/ndr"
)

// A job is a block on its way through the workers.
type job[R any] struct {
	block  *block
	result R
	done   chan struct{}
}

// inOrder gives each block that feed emits to work, on so many goroutines, and
// each result to take, in the order of the blocks. A block's buffer goes back
// when work returns. It ends with the first error of feed, take or ctx, and does
// not wait for a feed that is held up by its input then.
func inOrder[R any](ctx context.Context, p *pool, jobs int, feed func(ctx context.Context, emit func(*block) error) error, work func(*block) R, take func(*block, R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()
	todo := make(chan *job[R])
	ordered := make(chan *job[R], 2*jobs)
	fed := make(chan error, 1)
	for range jobs {
		workers.Go(func() {
			for {
				select {
				case j := <-todo:
					j.result = work(j.block)
					p.put(j.block)
					close(j.done)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		fed <- feed(ctx, func(b *block) error {
			j := &job[R]{block: b, done: make(chan struct{})}
			for _, queue := range []chan *job[R]{ordered, todo} {
				select {
				case queue <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
		close(ordered)
	}()
	for {
		select {
		case j, more := <-ordered:
			if !more {
				return <-fed
			}
			select {
			case <-j.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := take(j.block, j.result); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Map gives each message of the inputs that may be a notice to work, on
// rd.Jobs goroutines, and iterates over the results in input order. Ordinary
// mail, as its header shows it, is passed over unless rd.Thorough is set. The
// message is work's only until it returns; an error of work is handed over in
// the place of its result, as it is. For other errors see [Reader.Messages].
func Map[T any](ctx context.Context, rd *Reader, paths []string, work func(*Message) (T, error)) iter.Seq2[T, error] {
	type result struct {
		value T
		err   error
	}
	return func(yield func(T, error) bool) {
		var none T
		f := newFeeder(ctx, rd)
		f.screen = !rd.Thorough
		err := inOrder(ctx, f.pool, rd.jobs(),
			func(ctx context.Context, emit func(*block) error) error {
				f.ctx, f.emit = ctx, emit
				return f.run(paths)
			},
			func(b *block) []result {
				var results []result
				for _, p := range b.split() {
					if rd.Thorough || p.maybe() {
						value, err := work(b.message(&p))
						results = append(results, result{value, err})
					}
				}
				if b.err != nil {
					results = append(results, result{none, b.err})
				}
				return results
			},
			func(_ *block, results []result) error {
				for _, r := range results {
					if !yield(r.value, r.err) {
						return errStop
					}
				}
				return nil
			})
		if err != nil && !errors.Is(err, errStop) {
			yield(none, cmp.Or(ctx.Err(), err))
		}
	}
}

// A ParseFunc reads one message, as [ndr.Parser.ParseBytes] does.
type ParseFunc func(raw []byte) (*ndr.Report, error)

// Reports iterates over the reports of the messages that may be notices, with
// their sources, in input order. A nil parse is that of a zero [ndr.Parser]. See
// [Map] for what is passed over and for errors.
func Reports(ctx context.Context, rd *Reader, parse ParseFunc, paths ...string) iter.Seq2[*ndr.Report, error] {
	return Map(ctx, rd, paths, func(m *Message) (*ndr.Report, error) { return report(parse, m) })
}
