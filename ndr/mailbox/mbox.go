package mailbox

import (
	"bytes"
	"strconv"

	"github.com/ndrparse/ndrparse/internal/screen"
)

// nextSeparator returns where in b the next separator line begins, looking from
// the offset from, which is not after the end of a line that could be before
// one, or len(b). settled is how far the answer would stand if b went on: a
// later search of a longer b may begin there.
func nextSeparator(b []byte, from int) (end, settled int) {
	end, settled, _ = scanLines(b, from, nil)
	return end, settled
}

// scanLines is nextSeparator, and appends to dashes where the lines before the
// separator begin that begin with "--". The bytes of an export are looked at
// here and, most of them, nowhere else.
func scanLines(b []byte, from int, dashes []int) (end, settled int, _ []int) {
	width := 0 // of the line before
	for at := from; ; {
		n := bytes.IndexByte(b[at:], '\n')
		if n < 0 || at+n+1 == len(b) {
			return len(b), max(at-1, len(b)-len(afterLine)), dashes
		}
		if n == width && n >= minEven {
			at += evenLines(b[at:], n+1)
			width = 0
			continue
		}
		width = n
		at += n + 1
		switch b[at] {
		case '-':
			if at+1 < len(b) && b[at+1] == '-' {
				dashes = append(dashes, at)
			}
		case 'F':
			if !bytes.HasPrefix(b[at:], fromLine) {
				break
			}
			ok, enough := separatorAt(b, at)
			if ok {
				return at, at, dashes
			}
			if !enough {
				return len(b), at - 1, dashes
			}
		}
	}
}

// Lines of one length are gone through together where they are long enough, so
// many bytes at a time as stay in a core's nearest cache.
const (
	minEven     = 48
	evenStretch = 4 << 10
)

// evenLines returns how many bytes the lines take that b begins with and that
// all take width bytes, as those of an attachment do (RFC 2045 section 6.8). It
// stops short of the last line, and of one after which scanLines has to look.
//
// Checking that line ends are where they have to be, and that there are no others,
// takes a fraction of the time that each line on its own takes.
func evenLines(b []byte, width int) int {
	done := 0
	for most := evenStretch / width; ; {
		rest := b[done:]
		lines := min(most, (len(rest)-1)/width)
		n := 0
		for n < lines && rest[(n+1)*width-1] == '\n' && rest[(n+1)*width] != '-' && rest[(n+1)*width] != 'F' {
			n++
		}
		if n == 0 || bytes.Count(rest[:n*width], []byte("\n")) != n {
			return done
		}
		done += n * width
		if n < most {
			return done
		}
	}
}

// searchWindow is how much of the end of a block is searched at first for its
// last separator.
const searchWindow = 16 << 10

// lastSeparator returns where in b the last separator line begins that is
// certain to be one however b goes on, or 0 if only the first line is one.
func lastSeparator(b []byte) int {
	for end := len(b); end > 0; end -= searchWindow {
		start := max(0, end-searchWindow)
		last := 0
		for at := start; at < end; {
			n := bytes.Index(b[at:min(len(b), end+len(afterLine)-1)], afterLine)
			if n < 0 {
				break
			}
			at += n + 1
			if ok, enough := separatorAt(b, at); ok && enough {
				last = at
			}
		}
		if last > 0 {
			return last
		}
	}
	return 0
}

// maxLengthHeader bounds the header in which a Content-Length is looked for.
const maxLengthHeader = 64 << 10

// contentLength returns the value of the Content-Length field of the message
// that region begins with, and where its body begins. ok is false where there
// is none that could be true.
func contentLength(region []byte) (body, length int, ok bool) {
	_, at, _ := lineAt(region, 0)
	length = -1
	for at < min(len(region), maxLengthHeader) {
		line, next, whole := lineAt(region, at)
		if !whole {
			return 0, 0, false
		}
		if len(line) == 0 {
			return next, length, length >= 0
		}
		const name = "content-length:"
		if len(line) > len(name) && bytes.EqualFold(line[:len(name)], []byte(name)) {
			n, err := strconv.Atoi(string(bytes.TrimSpace(line[len(name):])))
			if err != nil || n < 0 {
				return 0, 0, false
			}
			length = n
		}
		at = next
	}
	return 0, 0, false
}

// endByLength returns where the message that b begins with ends by its
// Content-Length. The length is believed only where a separator line or the end
// of the mailbox follows, and up to max. more says that b is too short to decide.
func endByLength(b []byte, max int, eof bool) (end int, ok, more bool) {
	body, length, ok := contentLength(b)
	if !ok {
		return 0, false, !eof && len(b) < maxLengthHeader
	}
	if length > max {
		return 0, false, false
	}
	end = body + length
	if end+2*maxSeparator > len(b) && !eof {
		return 0, false, true
	}
	for range 2 { // the empty line after the message may or may not be counted
		if end < len(b) && b[end] == '\r' {
			end++
		}
		if end < len(b) && b[end] == '\n' {
			end++
		}
	}
	if end >= len(b) {
		return len(b), end == len(b), false
	}
	line, _, _ := lineAt(b, end)
	return end, b[end-1] == '\n' && formOf(line) != noSeparator, false
}

var quoted = []byte(">From ")

// unquote undoes the quoting of a message in an mbox, in place: one '>' less
// before every line that is "From " after any number of them. lengths says that
// Content-Length separates the messages; a writer that relies on it (mboxcl2)
// does not quote, which a bare "From " line shows.
func unquote(b []byte, lengths bool) []byte {
	first := bytes.Index(b, quoted)
	if first < 0 || lengths && bytes.Contains(b, afterLine) {
		return b
	}
	out := b[:0]
	for rest := b; ; {
		n := bytes.Index(rest, quoted)
		if n < 0 {
			return b[:len(out)+copy(b[len(out):], rest)]
		}
		start := n
		for start > 0 && rest[start-1] == '>' {
			start--
		}
		keep := n
		if start > 0 && rest[start-1] != '\n' || start == 0 && len(out) > 0 && out[len(out)-1] != '\n' {
			keep = n + 1
		}
		out = append(out, rest[:keep]...)
		out = append(out, rest[n+1:n+len(quoted)]...)
		rest = rest[n+len(quoted):]
	}
}

// internalData reports whether the message is the one that IMAP servers (UW,
// Dovecot) keep at the head of a mailbox for themselves.
func internalData(raw []byte) bool {
	_, body := screen.Header(raw[:min(len(raw), 4096)])
	header := raw[:body]
	return bytes.Contains(header, []byte("Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA")) ||
		bytes.Contains(header, []byte("\nX-IMAP: ")) && bytes.Contains(header, []byte("Mail System Internal Data"))
}
