package screen

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/message"
)

// maxPartHeader bounds the header of a MIME part that is looked at.
const maxPartHeader = 4096

var delimiter = []byte("\n--")

// holdsNotice reports whether a part in the body of a multipart message may hold
// a notice. It finds the parts by their delimiters without knowing the
// boundaries, which "--" at the beginning of a line is enough for: a line of
// text that looks so has no header after it.
func holdsNotice(body []byte) bool {
	for {
		n := bytes.Index(body, delimiter)
		if n < 0 {
			return false
		}
		body = body[n+1:]
		if partSays(body[:min(len(body), maxPartHeader)]) {
			return true
		}
	}
}

// partSays reports whether the header of the part whose delimiter line b begins
// with shows one of the signs that the table has for parts.
func partSays(b []byte) bool {
	table := signals()
	for at := len(fieldAt(b, 0, '\n')); at < len(b); {
		line := fieldAt(b, at, '\n')
		name, value, ok := message.CutField(line)
		if !ok || bytes.HasPrefix(line, delimiter[1:]) {
			return false
		}
		if e := table.parts.find(name); e != nil && e.says(decoded(value)) {
			return true
		}
		at += len(line)
	}
	return false
}
