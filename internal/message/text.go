package message

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// headerSample is how many lines are looked at to tell whether text begins
// with a header.
const headerSample = 8

// HasHeader reports whether b begins with a message's header: its first lines
// are fields. Pasted text has none.
func HasHeader(b []byte) bool {
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), "\r\n\x00")
	fields, others := 0, 0
	for n := 0; n < headerSample && len(b) > 0; n++ {
		end := bytes.IndexAny(b, "\r\n")
		if end < 0 {
			end = len(b)
		}
		line := b[:min(end, 1000)]
		b = b[end:]
		if bytes.HasPrefix(b, []byte("\r\n")) {
			b = b[2:]
		} else if len(b) > 0 {
			b = b[1:]
		}
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			return fields > 0 && fields >= others
		case n == 0 && (bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From "))):
			fields++
		case line[0] == ' ' || line[0] == '\t':
			if fields == 0 {
				others++
			}
		default:
			if _, _, ok := splitField(string(line)); ok && ascii.IsAlnum(line[0]) { // no JSON
				fields++
			} else {
				others++
			}
		}
	}
	return fields > others
}

// Text gives pasted text as UTF-8 with LF line ends.
func Text(b []byte) string {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return string(normalize([]byte(convert(b, lookup("utf-16")))))
	}
	return decodeText(normalize(b), "")
}
