package mailbox

import (
	"fmt"

	"github.com/ndrparse/ndrparse/ndr"
)

// report parses m and says in the report where it was read and whether it was
// read whole. A panic of parse, which a service could not survive, is an error
// of this one message.
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
