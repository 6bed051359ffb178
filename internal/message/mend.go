package message

import (
	"bytes"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// normalize returns the message with LF line ends, without a byte order mark,
// NUL bytes, a leading mbox "From " line, or blank lines before the header. What
// has to be changed is written to out.
func normalize(out *bytes.Buffer, b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(b, '\r') >= 0 || bytes.IndexByte(b, 0) >= 0 {
		lineFeeds(out, b)
		b = out.Bytes()
	}
	b = bytes.TrimLeft(b, "\n")
	for bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, b, _ = bytes.Cut(b, []byte("\n"))
	}
	return bytes.TrimLeft(b, "\n")
}

// lineFeeds replaces CRLF, a lone CR and the CRCRLF that gateways leave by one line
// feed, and drops NUL bytes.
func lineFeeds(out *bytes.Buffer, b []byte) {
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, nil)
	}
	out.Grow(len(b))
	lines := out.AvailableBuffer()
	for {
		cr := bytes.IndexByte(b, '\r')
		if cr < 0 {
			break
		}
		lines = append(append(lines, b[:cr]...), '\n')
		b = b[cr+1:]
		if bytes.HasPrefix(b, []byte("\r\n")) {
			b = b[1:]
		}
		if len(b) > 0 && b[0] == '\n' {
			b = b[1:]
		}
	}
	out.Write(append(lines, b...))
}

// boundaryIn finds the boundary that body really uses, where its header
// declares none or another: the first line that starts with "--" and has a
// part's header below it.
func boundaryIn(body string) string {
	for text := body; text != ""; {
		var line string
		line, text = cutLine(text)
		line = strings.TrimSpace(line)
		if len(line) > 2 && strings.HasPrefix(line, "--") && ascii.HasPrefixFold(strings.TrimLeft(text, " \t"), "Content-") {
			return line[2:]
		}
	}
	return ""
}

// mendParts rewrites a multipart body so that go-message can read it, down to
// the parts of its parts: boundary lines lose the blanks before them, and lines
// of a part's header that are neither field nor continuation become
// continuations.
func mendParts(body, boundary string) string {
	m := mender{boundaries: []string{boundary}}
	m.out.Grow(len(body) + 64)
	for text := body; text != ""; {
		var line string
		line, text = cutLine(text)
		m.line(line, text)
	}
	return m.out.String()
}

// mender writes a mended body line by line.
type mender struct {
	out        strings.Builder
	boundaries []string // of the body and of the parts seen so far
	inHeader   bool
	fields     int // of the part's header so far
}

// line writes one line; next is the text after it.
func (m *mender) line(line, next string) {
	trimmed := strings.TrimSpace(line)
	switch {
	case m.isBoundary(trimmed):
		line, m.inHeader, m.fields = trimmed, true, 0
	case !m.inHeader:
	case trimmed == "":
		if m.fields == 0 && ascii.HasPrefixFold(next, "Content-") {
			return // a blank line between the boundary and the part's header
		}
		m.inHeader = false
	default:
		m.learn(trimmed)
		if _, _, ok := CutField(line); ok {
			m.fields++
		} else if m.fields == 0 {
			m.out.WriteByte('\n') // no header at all: the part begins here
			m.inHeader = false
		} else if line[0] != ' ' && line[0] != '\t' {
			m.out.WriteByte(' ')
		}
	}
	m.out.WriteString(line)
	m.out.WriteByte('\n')
}

func (m *mender) isBoundary(line string) bool {
	if !strings.HasPrefix(line, "--") {
		return false
	}
	for _, b := range m.boundaries {
		if strings.HasPrefix(line[2:], b) {
			return true
		}
	}
	return false
}

// learn adds the boundary that a line of a part's header declares.
func (m *mender) learn(line string) {
	if strings.Contains(line, "oundary=") && len(m.boundaries) < MaxDepth {
		if b := looseParams(line)["boundary"]; b != "" {
			m.boundaries = append(m.boundaries, b)
		}
	}
}
