package mailbox

import (
	"bytes"
	"strconv"
)

// isEmlx reports whether b begins as Apple Mail's .emlx files do: the length of
// the message on a line of its own, then the message, then a property list.
func isEmlx(b []byte) bool {
	_, _, ok := emlxMessage(b)
	return ok
}

// emlxMessage returns where in an .emlx file the message begins and how long it
// is.
func emlxMessage(b []byte) (start, length int, ok bool) {
	const maxDigits = 12
	end := bytes.IndexByte(b[:min(len(b), maxDigits+10)], '\n')
	if end <= 0 {
		return 0, 0, false
	}
	length, err := strconv.Atoi(string(bytes.TrimRight(b[:end], " \r")))
	if err != nil || length < 0 {
		return 0, 0, false
	}
	line, _, _ := lineAt(b, end+1)
	return end + 1, length, fieldLine(line)
}
