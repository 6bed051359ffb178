package mailbox

import (
	"context"
	"fmt"
	"iter"

	"github.com/ndrparse/ndrparse/ndr"
)

// A ParseFunc parses one message, as [ndr.Parser.ParseBytes] does.
type ParseFunc func(raw []byte) (*ndr.Report, error)

// Reports iterates over the reports of the messages that may be notices, with
// Source set, in input order. It calls parse on rd.Jobs goroutines; nil stands
// for that of a zero [ndr.Parser]. Messages are skipped, and errors yielded, as
// by [Map]; an error of parse is wrapped in an [*Error].
func (rd *Reader) Reports(ctx context.Context, parse ParseFunc, paths ...string) iter.Seq2[*ndr.Report, error] {
	return Map(ctx, rd, func(m *Message) (*ndr.Report, error) { return report(parse, m) }, paths...)
}

// report parses m, sets the report's Source, and adds a warning if m is truncated.
// A panic of parse, which a service could not survive, becomes an error of this
// one message.
func report(parse ParseFunc, m *Message) (r *ndr.Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			r, err = nil, &Error{m.Source, fmt.Errorf("the parser gave up: %v", p)}
		}
	}()
	if parse == nil {
		parse = new(ndr.Parser).ParseBytes
	}
	r, err = parse(m.Raw)
	if err != nil {
		return nil, &Error{m.Source, err}
	}
	r.Source = m.Source
	if m.Truncated {
		r.Warnings = append(r.Warnings, fmt.Sprintf("the message is too large: only its first %d bytes were read", len(m.Raw)))
	}
	return r, nil
}
