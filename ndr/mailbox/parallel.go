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
// when work returns. It ends with the first error of feed or take.
func inOrder[R any](ctx context.Context, p *pool, jobs int, feed func(ctx context.Context, emit func(*block) error) error, work func(*block) R, take func(*block, R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		todo    = make(chan *job[R])
		ordered = make(chan *job[R], 2*jobs)
		fed     = make(chan error, 1)
		workers sync.WaitGroup
	)
	for range jobs {
		workers.Go(func() {
			for j := range todo {
				j.result = work(j.block)
				p.put(j.block)
				close(j.done)
			}
		})
	}
	go func() {
		fed <- feed(ctx, func(b *block) error {
			j := &job[R]{block: b, done: make(chan struct{})}
			select {
			case ordered <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
			todo <- j
			return nil
		})
		close(todo)
		close(ordered)
	}()
	var err error
	for j := range ordered {
		<-j.done
		if err == nil {
			if err = take(j.block, j.result); err != nil {
				cancel()
			}
		}
	}
	workers.Wait()
	return cmp.Or(err, <-fed)
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
				if b.err != nil {
					return []result{{none, b.err}}
				}
				var results []result
				for _, p := range b.split() {
					if rd.Thorough || p.maybe() {
						value, err := work(b.message(&p))
						results = append(results, result{value, err})
					}
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
			yield(none, ctx.Err())
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
