package message

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/emersion/go-message/textproto"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// each calls do for every part of a multipart body until do returns false.
func (r *reader) each(boundary string, body io.Reader, do func(Header, io.Reader) bool) {
	if boundary == "" {
		r.damaged = true
		return
	}
	mr := textproto.NewMultipartReader(body, boundary)
	for n := 0; ; n++ {
		part, err := mr.NextPart()
		switch {
		case err == nil:
			if !do(partHeader(part.Header), part) {
				return
			}
		case n > 0 && (err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF)):
			return // RFC 2046 asks for a closing boundary; cut-off mail has none
		default:
			r.damaged = true
			return
		}
	}
}

// partHeader converts a header of go-message.
func partHeader(h textproto.Header) Header {
	fields := make(Header, 0, h.Len())
	for f := h.Fields(); f.Next(); {
		fields = append(fields, Field{f.Key(), f.Value()})
	}
	return fields
}

// boundaryOf returns the boundary that separates the parts of a body: the one
// that its header declares, if it occurs in the body, else the one that does.
func boundaryOf(h Header, body string) string {
	if _, params := contentType(h); params["boundary"] != "" && strings.Contains(body, "--"+params["boundary"]) {
		return params["boundary"]
	}
	return boundaryIn(body)
}

// undeclaredBoundary returns the boundary of a body with parts whose header has
// lost its Content-Type, as what strips headers leaves it: a delimiter begins the
// body, and the header of a part follows. Else it returns "".
func undeclaredBoundary(h Header, body []byte) string {
	if h.Has("Content-Type") {
		return ""
	}
	delimiter, rest, _ := bytes.Cut(bytes.TrimLeft(body, "\n"), []byte("\n"))
	boundary, ok := bytes.CutPrefix(bytes.TrimRight(delimiter, " \t"), []byte("--"))
	if !ok || len(boundary) == 0 || len(boundary) > maxBoundary || !ascii.HasPrefixFold(rest, "content-") {
		return ""
	}
	return string(boundary)
}

// maxBoundary is the longest boundary (RFC 2046 section 5.1.1).
const maxBoundary = 70
