package message

import (
	"bytes"
	"unicode/utf8"
)

// IsBinary reports whether b, judging by its first 4 KiB, is not text in any
// charset of mail: it has NUL bytes, or more control characters than text has. UTF-16
// with a byte order mark is text.
func IsBinary(b []byte) bool {
	const look = 4096
	b = b[:min(len(b), look)]
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return false
	}
	control := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			control++
		}
	}
	return bytes.Count(b, []byte{0})*64 > len(b) || control*10 > len(b) || control*50 > len(b) && !utf8.Valid(b)
}
