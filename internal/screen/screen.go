// Package screen decides by a message's header whether it could be a notice, so
// that a batch passes over ordinary mail without decoding it.
//
// It errs on one side: a message with any sign of a notice in its header is
// looked at. The signs are the table signals.toml.
package screen

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/message"
)

// A Verdict is what a header shows.
type Verdict int

// The verdicts.
const (
	Ordinary  Verdict = iota // no sign of a notice
	Multipart                // no sign in the header, but a part may hold a notice
	Notice                   // at least one sign
)

// Header returns the verdict on the header that b begins with, and where the body
// begins: after the empty line, or at the end of b. A separator line of an mbox
// before the header, or white space, is skipped. A text that does not begin with a
// field may be a pasted notice.
func Header(b []byte) (verdict Verdict, body int) {
	table := signals()
	end := lineEnd(b)
	at := begin(b, end)
	if _, _, ok := message.CutField(b[at:]); !ok {
		verdict = Notice
	}
	fields := 0
	for at < len(b) {
		line := fieldAt(b, at, end)
		at += len(line)
		if isEmpty(line) {
			return judged(verdict, fields), at
		}
		name, value, ok := message.CutField(line)
		if !ok || verdict == Notice {
			continue
		}
		v, ofMail := table.judge(name, value)
		if ofMail {
			fields++
		}
		verdict = max(verdict, v)
	}
	return judged(verdict, fields), len(b)
}

// begin returns where the header begins: after empty lines, the separator line
// of an mbox, and another one that a delivery program has quoted.
func begin(b []byte, end byte) int {
	at := len(b) - len(bytes.TrimLeft(b, "\r\n"))
	for bytes.HasPrefix(b[at:], []byte("From ")) || bytes.HasPrefix(b[at:], []byte(">From ")) {
		at += len(fieldAt(b, at, end))
	}
	return at
}

// fieldsOfMail is how many of the fields that mail has (see mailFields) make a
// header. A text with fewer of them may be a pasted notice.
const fieldsOfMail = 2

func judged(v Verdict, fields int) Verdict {
	if fields < fieldsOfMail {
		return Notice
	}
	return v
}

// Message reports whether the message b could be a notice: its header says so,
// or a part of it has a type that notices have or that holds another message.
func Message(b []byte) bool {
	verdict, body := Header(b)
	if verdict == Multipart {
		return lineEnd(b) == '\r' || holdsNotice(b[body-1:])
	}
	return verdict == Notice
}

// MessageAt is like Message for a caller that knows where the delimiters in b may
// be: each "--" at the beginning of a line.
func MessageAt(b []byte, delimiters []int) bool {
	verdict, body := Header(b)
	if verdict == Multipart {
		for _, at := range delimiters {
			if body <= at && at < len(b) && partSays(b[at:min(len(b), at+maxPartHeader)]) {
				return true
			}
		}
		return false
	}
	return verdict == Notice
}

// lineEnd returns the byte that ends the lines of b: LF, unless its first line
// ends in a bare CR.
func lineEnd(b []byte) byte {
	b = b[:min(len(b), maxPartHeader)]
	if lf := bytes.IndexByte(b, '\n'); lf >= 0 {
		b = bytes.TrimSuffix(b[:lf], []byte("\r"))
	}
	if bytes.IndexByte(b, '\r') >= 0 {
		return '\r'
	}
	return '\n'
}

// fieldAt returns the field at b[at] with its line end, folded lines included
// (RFC 5322 section 2.2.3), or an empty line.
func fieldAt(b []byte, at int, end byte) []byte {
	next := at
	for {
		n := bytes.IndexByte(b[next:], end)
		if n < 0 {
			return b[at:]
		}
		next += n + 1
		if next >= len(b) || b[next] != ' ' && b[next] != '\t' || isEmpty(b[at:next]) {
			return b[at:next]
		}
	}
}

func isEmpty(line []byte) bool { return len(line) <= 2 && len(bytes.TrimSpace(line)) == 0 }
