package message

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// undeclared undoes a transfer encoding that no field declares, as gateways
// leave it that lose fields: where all of a text is of the encoding's form.
func undeclared(b []byte) []byte {
	switch {
	case isBase64(b):
		decoded, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(b)))
		if err == nil && isText(decoded) {
			return decoded
		}
	case isQuotedPrintable(b):
		if decoded, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(b))); err == nil {
			return decoded
		}
	}
	return b
}

// minBase64Line is the shortest first line of base64 that is taken for such:
// encoders fill lines of 60 to 76 characters (RFC 2045 section 6.8).
const minBase64Line = 60

// isBase64 reports whether a text is lines of base64 of one length, the last
// of which may be shorter.
func isBase64(b []byte) bool {
	b = bytes.TrimSpace(b)
	width := bytes.IndexByte(b, '\n')
	if width < minBase64Line {
		return false
	}
	for line := range bytes.Lines(b) {
		whole := len(line) == width+1 && line[width] == '\n'
		for _, c := range bytes.TrimSuffix(line, []byte("\n")) {
			if !inBase64(c) {
				return false
			}
		}
		if !whole && &line[len(line)-1] != &b[len(b)-1] {
			return false
		}
	}
	return true
}

// isText reports whether decoded bytes are text, not the content of a file.
func isText(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			return false
		}
	}
	return true
}

// isQuotedPrintable reports whether every "=" of a text is an escape (RFC 2045
// section 6.7), and there are some of both sorts: of bytes, and of line ends.
func isQuotedPrintable(b []byte) bool {
	escapes, joins := 0, 0
	for {
		at := bytes.IndexByte(b, '=')
		if at < 0 {
			return escapes > 0 && joins > 0
		}
		b = b[at+1:]
		switch {
		case len(b) > 0 && b[0] == '\n':
			joins++
		case len(b) > 1 && isHex(b[0]) && isHex(b[1]):
			escapes++
		default:
			return false
		}
	}
}

func isHex(c byte) bool { return ascii.IsDigit(c) || c >= 'A' && c <= 'F' }
