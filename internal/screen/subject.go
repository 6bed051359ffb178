package screen

import (
	"bytes"
	"io"
	"mime"

	"golang.org/x/net/html/charset"
)

var words = mime.WordDecoder{
	CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		return charset.NewReaderLabel(label, r)
	},
}

// decode undoes the encoded words (RFC 2047) of a subject. What cannot be
// decoded stays as it is.
func decode(subject []byte) []byte {
	if !bytes.Contains(subject, []byte("=?")) {
		return subject
	}
	s, err := words.DecodeHeader(string(subject))
	if err != nil {
		return subject
	}
	return []byte(s)
}
