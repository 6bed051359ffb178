package output

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/ndr"
)

// A JSON writes one indented document: the object of a single message, or the
// array of the objects of several.
type JSON struct {
	out   *bufio.Writer
	array bool
	begun bool
}

// NewJSON returns a JSON that writes to w, an array if array is set.
func NewJSON(w io.Writer, array bool) *JSON {
	return &JSON{out: bufio.NewWriter(w), array: array}
}

// Write writes one report.
func (j *JSON) Write(r *ndr.Report) error { return j.value(r.Source, completed(r)) }

// Explained writes what one reply means, as [ndr.Explain] gives it.
func (j *JSON) Explained(rec *ndr.Recipient) error { return j.value("", completedRecipient(rec)) }

func (j *JSON) value(source string, v any) error {
	prefix := ""
	if j.array {
		prefix = "  "
	}
	text, err := encode(source, v, prefix, "  ")
	if err != nil {
		return err
	}
	switch {
	case !j.array:
	case j.begun:
		j.out.WriteString(",\n  ")
	default:
		j.out.WriteString("[\n  ")
	}
	j.begun = true
	j.out.Write(text)
	if !j.array {
		j.out.WriteByte('\n')
	}
	return j.out.Flush()
}

// Close ends the document.
func (j *JSON) Close() error {
	switch {
	case j.array && j.begun:
		j.out.WriteString("\n]\n")
	case j.array:
		j.out.WriteString("[]\n")
	}
	return j.out.Flush()
}

// An NDJSON writes one object a line.
type NDJSON struct{ out *bufio.Writer }

// NewNDJSON returns an NDJSON that writes to w, with a buffer: Close flushes
// it.
func NewNDJSON(w io.Writer) *NDJSON { return &NDJSON{bufio.NewWriterSize(w, 64<<10)} }

// Write writes one report.
func (n *NDJSON) Write(r *ndr.Report) error { return n.value(r.Source, completed(r)) }

// Explained writes what one reply means, as [ndr.Explain] gives it.
func (n *NDJSON) Explained(rec *ndr.Recipient) error { return n.value("", completedRecipient(rec)) }

func (n *NDJSON) value(source string, v any) error {
	text, err := encode(source, v, "", "")
	if err != nil {
		return err
	}
	n.out.Write(text)
	return n.out.WriteByte('\n')
}

// Close writes what is left in the buffer.
func (n *NDJSON) Close() error { return n.out.Flush() }

// encode returns v as JSON, without the HTML escapes that would only hurt
// outside of a web page, and without a line end.
func encode(source string, v any, prefix, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, indent)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return escapeUnsafe(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// escapeUnsafe spells out, as JSON escapes, the characters that could turn a
// terminal against who looks at the output. In JSON they can only stand in a
// string, so that the value stays the same.
func escapeUnsafe(text []byte) []byte {
	dangerous := func(r rune) bool { return r >= 0x7F && unsafe(r) }
	if bytes.IndexFunc(text, dangerous) < 0 {
		return text
	}
	escaped := make([]byte, 0, len(text)+64)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case !dangerous(r):
			escaped = append(escaped, text[:size]...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			escaped = fmt.Appendf(escaped, `\u%04x\u%04x`, high, low)
		default:
			escaped = fmt.Appendf(escaped, `\u%04x`, r)
		}
		text = text[size:]
	}
	return escaped
}

// completed returns a copy of r whose lists and maps are empty where they were
// nil: a reader of the JSON never meets a null in their place.
func completed(r *ndr.Report) *ndr.Report {
	c := *r
	c.Original.To = nonNil(c.Original.To)
	if c.Original.Headers == nil {
		c.Original.Headers = map[string]string{}
	}
	c.Warnings = nonNil(c.Warnings)
	c.Recipients = make([]ndr.Recipient, len(r.Recipients))
	for i := range r.Recipients {
		c.Recipients[i] = *completedRecipient(&r.Recipients[i])
	}
	return &c
}

func completedRecipient(rec *ndr.Recipient) *ndr.Recipient {
	c := *rec
	c.Evidence = nonNil(c.Evidence)
	return &c
}

func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
