package mailbox

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/message"
)

// fromLine begins a separator line; afterLine finds one inside a mailbox.
var (
	fromLine  = []byte("From ")
	afterLine = []byte("\nFrom ")
)

// maxSeparator bounds a separator line. RFC 5321 section 4.5.3.1.3 allows 256
// octets of address; the date and a "remote from" are beside it.
const maxSeparator = 512

// separatorAt reports whether a message of an mbox begins at b[i], where the
// line "From " stands. Mail programs that do not quote leave such lines in
// bodies, so its shape decides: an empty line before it, a date in it, and,
// unless it is a sender and a date and nothing else, a header field after it.
// It must not be the first line of a MIME part, where a returned message may
// have brought its own.
//
// enough is false if b ends too early to decide; at the end of the input, the
// answer holds nevertheless.
func separatorAt(b []byte, i int) (ok, enough bool) {
	line, next, whole := lineAt(b, i)
	if len(line) > maxSeparator {
		return false, true
	}
	following, _, followingWhole := lineAt(b, next)
	enough = whole && (followingWhole || len(following) > maxSeparator)
	form := formOf(line)
	switch {
	case form == noSeparator:
		return false, whole
	case !afterEmptyLine(b, i):
		return false, true
	case form == looseForm && next < len(b) && !fieldLine(following) && !quotedFrom(following):
		return false, enough
	}
	if delimiter := partDelimiter(b, i); delimiter != nil {
		end := min(len(b), i+maxPartBody)
		inside := bytes.Contains(b[i:end], delimiter)
		return !inside, inside || end < len(b)
	}
	return true, enough
}

// lineAt returns the line at b[i] without its end, and where the next begins.
// whole is false where b has no line end there.
func lineAt(b []byte, i int) (line []byte, next int, whole bool) {
	n := bytes.IndexByte(b[i:], '\n')
	if n < 0 {
		return b[i:], len(b), false
	}
	return bytes.TrimSuffix(b[i:i+n], []byte("\r")), i + n + 1, true
}

// afterEmptyLine reports whether b[i] begins a line that is after an empty
// one, or first.
func afterEmptyLine(b []byte, i int) bool {
	switch {
	case i <= 1:
		return true
	case b[i-1] != '\n':
		return false
	case b[i-2] == '\n':
		return true
	}
	return b[i-2] == '\r' && (i == 2 || b[i-3] == '\n')
}

// fieldLine reports whether line begins a header field (RFC 5322 section 2.2).
func fieldLine(line []byte) bool {
	_, _, ok := message.CutField(line)
	return ok
}

// quotedFrom reports whether line is a "From " line with a '>' before it, as
// some delivery programs leave one above the header.
func quotedFrom(line []byte) bool { return bytes.HasPrefix(line, []byte(">From ")) }

// The header of a MIME part is short, and so is a returned message as a rule;
// looking further would only cost.
const (
	maxPartHeader = 2048
	maxPartFields = 24
	maxPartBody   = 64 << 10
)

// partDelimiter returns the boundary delimiter (RFC 2046 section 5.1.1) of the
// MIME part whose body would begin at b[i], with the line end before it, or nil:
// the lines before the empty one are header fields, and before these stands the
// delimiter. Only where it comes again is there really a part: a message that
// was cut off may end in the header of one.
func partDelimiter(b []byte, i int) []byte {
	floor := max(0, i-maxPartHeader)
	end := i - 1
	if end > floor && b[end-1] == '\r' {
		end--
	}
	for fields := 0; end > floor && fields < maxPartFields; fields++ {
		start := bytes.LastIndexByte(b[floor:end-1], '\n') + 1 + floor
		if start == floor {
			return nil
		}
		line := bytes.TrimRight(b[start:end], "\r\n")
		switch {
		case bytes.HasPrefix(line, []byte("--")):
			if fields == 0 || bytes.HasSuffix(line, []byte("--")) {
				return nil
			}
			return b[start-1 : start+len(line)]
		case len(line) == 0:
			return nil
		case line[0] != ' ' && line[0] != '\t' && !fieldLine(line):
			return nil
		}
		end = start
	}
	return nil
}

// A form is how much a line looks like a separator line.
type form int

const (
	noSeparator form = iota
	looseForm        // it has a date
	exactForm        // a sender and a date as ctime(3) writes it, and nothing else
)

// formOf returns the form of line. The sender may be empty, "-" (Thunderbird), hold
// spaces (VM), or be no address at all.
//
//	From taro@example.com Mon Mar  2 10:00:00 2026
//	From - Mon Mar 02 10:00:00 2026
//	From 1234567890123456789@xxx Mon Mar 02 10:00:00 +0000 2026
//	From taro@example.com Mon, 2 Mar 2026 10:00:00 +0900
//	From MAILER-DAEMON
func formOf(line []byte) form {
	if !bytes.HasPrefix(line, fromLine) {
		return noSeparator
	}
	rest := line[len(fromLine):]
	if endsInCtime(rest) {
		return exactForm
	}
	if sender := string(bytes.TrimSpace(rest)); sender == "MAILER-DAEMON" || sender == "-" {
		return looseForm
	}
	clock := clockIn(rest)
	if clock < 0 {
		return noSeparator
	}
	before, after := bytes.Fields(rest[:clock]), bytes.Fields(rest[clock:])
	if asctime(before, after) || mailDate(before) {
		return looseForm
	}
	return noSeparator
}

// endsInCtime reports whether b is one word and a date of the fixed form that
// ctime(3) writes.
func endsInCtime(b []byte) bool {
	const form = "Mon Mar  2 10:00:00 2026"
	n := len(b) - len(form)
	if n < 2 || b[n-1] != ' ' || bytes.IndexByte(bytes.TrimRight(b[:n], " "), ' ') >= 0 {
		return false
	}
	date := b[n:]
	for i := range form {
		switch c := form[i]; {
		case i == 8 && date[i] == ' ':
		case ascii.IsDigit(c) || i == 8:
			if !ascii.IsDigit(date[i]) {
				return false
			}
		case c == ' ' || c == ':':
			if date[i] != c {
				return false
			}
		}
	}
	return isWeekday(date[:3]) && isMonth(date[4:7])
}

// clockIn returns where in b a time of day (h:mm or hh:mm, as a word of its
// own) stands, or -1.
func clockIn(b []byte) int {
	for from := 0; ; {
		n := bytes.IndexByte(b[from:], ':')
		if n < 0 {
			return -1
		}
		colon := from + n
		start := colon
		for start > 0 && colon-start < 2 && ascii.IsDigit(b[start-1]) {
			start--
		}
		if start < colon && start > 0 && b[start-1] == ' ' &&
			colon+2 < len(b) && ascii.IsDigit(b[colon+1]) && ascii.IsDigit(b[colon+2]) {
			return start
		}
		from = colon + 1
	}
}

// asctime: the words before the clock end in weekday, month, day; a year
// is after it, with a time zone before or after.
func asctime(before, after [][]byte) bool {
	n := len(before)
	if n < 3 || !isDay(before[n-1]) || !isMonth(before[n-2]) || !isWeekday(before[n-3]) {
		return false
	}
	for _, word := range after[1:] {
		if isYear(word) {
			return true
		}
	}
	return false
}

// mailDate: the words before the clock end in day, month, year (RFC 5322
// section 3.3).
func mailDate(before [][]byte) bool {
	n := len(before)
	return n >= 3 && isYear(before[n-1]) && isMonth(before[n-2]) && isDay(before[n-3])
}

func isDay(w []byte) bool {
	return len(w) == 1 && ascii.IsDigit(w[0]) || len(w) == 2 && ascii.IsDigit(w[0]) && ascii.IsDigit(w[1])
}

func isYear(w []byte) bool {
	return len(w) == 4 && ascii.IsDigit(w[0]) && ascii.IsDigit(w[1]) && ascii.IsDigit(w[2]) && ascii.IsDigit(w[3])
}

func isMonth(w []byte) bool {
	return len(w) == 3 && bytes.Contains([]byte("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"), w)
}

func isWeekday(w []byte) bool {
	w = bytes.TrimSuffix(w, []byte(","))
	return len(w) == 3 && bytes.Contains([]byte("Mon Tue Wed Thu Fri Sat Sun"), w)
}
