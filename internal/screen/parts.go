package screen

import "bytes"

// maxPartHeader bounds the header of a MIME part that is looked at.
const maxPartHeader = 4096

var delimiter = []byte("\n--")

// noticeTypes are the types of the parts of a notice (RFC 3464, RFC 5965, RFC
// 6533, RFC 8098) and of a message that may be one, in lower case.
var noticeTypes = []string{"message/", "multipart/report", "text/rfc822-headers"}

// holdsNotice reports whether a part in the body of a multipart message has
// such a type. It finds the parts by their delimiters without knowing the
// boundaries, which "--" at the beginning of a line is enough for: a line of
// text that looks so has no such field after it.
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

// partSays reports whether the part whose delimiter line b begins with has one
// of the types.
func partSays(b []byte) bool {
	for at := len(fieldAt(b, 0, '\n')); at < len(b); {
		line := fieldAt(b, at, '\n')
		name, ok := fieldName(line)
		if !ok || bytes.HasPrefix(line, delimiter[1:]) {
			return false
		}
		if len(name) == len("content-type") && hasPrefixFold(name, "content-type") {
			value := bytes.TrimSpace(line[len(name)+1:])
			for _, t := range noticeTypes {
				if hasPrefixFold(value, t) {
					return true
				}
			}
		}
		at += len(line)
	}
	return false
}
