package mailbox

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"sync"
)

// A job is a block on its way through the workers.
type job[R any] struct {
	block  *block
	result R
	done   chan struct{}
}

// inOrder calls work for each block that feed emits, on the given number of
// goroutines, and take for each result, in the order of the blocks. A block's
// buffer goes back to p when work returns. The error is the first of feed, take
// or ctx; a feed that is held up by its input is then left behind.
func inOrder[R any](
	ctx context.Context, p *pool, jobs int,
	feed func(ctx context.Context, emit func(*block) error) error,
	work func(*block) R,
	take func(*block, R) error,
) error {
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

// Map calls work for each message of the inputs that may be a notice, on
// rd.Jobs goroutines, and iterates over the results in input order. Messages
// whose header shows ordinary mail are skipped unless rd.Thorough is set. work
// must not keep the message. An error that work returns is yielded as it is, in
// the place of the result. For paths and other errors see [Reader.Messages].
func Map[T any](ctx context.Context, rd *Reader, work func(*Message) (T, error), paths ...string) iter.Seq2[T, error] {
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
