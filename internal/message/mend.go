package message

import (
	"bytes"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// normalize gives the message with LF line ends, without a byte order mark,
// NUL bytes, a leading mbox "From " line, or blank lines before the header.
func normalize(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(b, '\r') >= 0 {
		b = bytes.ReplaceAll(b, []byte("\r\r\n"), []byte("\n"))
		b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
		b = bytes.ReplaceAll(b, []byte("\r"), []byte("\n"))
	}
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, nil)
	}
	b = bytes.TrimLeft(b, "\n")
	for bytes.HasPrefix(b, []byte("From ")) || bytes.HasPrefix(b, []byte(">From ")) {
		_, b, _ = bytes.Cut(b, []byte("\n"))
	}
	return bytes.TrimLeft(b, "\n")
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

// mendParts rewrites a multipart body so that go-message can read it: boundary
// lines lose the blanks before them, and lines of a part's header that are
// neither field nor continuation become continuations.
func mendParts(body, boundary string) string {
	var b strings.Builder
	b.Grow(len(body) + 64)
	inHeader, fields := false, 0
	for text := body; text != ""; {
		var line string
		line, text = cutLine(text)
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "--"+boundary):
			line, inHeader, fields = trimmed, true, 0
		case inHeader && trimmed == "":
			if fields == 0 && ascii.HasPrefixFold(text, "Content-") {
				continue // a blank line between the boundary and the part's header
			}
			inHeader = false
		case inHeader:
			if _, _, ok := splitField(line); ok {
				fields++
			} else if fields == 0 {
				b.WriteByte('\n') // no header at all: the part begins here
				inHeader = false
			} else if line[0] != ' ' && line[0] != '\t' {
				b.WriteByte(' ')
			}
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}
