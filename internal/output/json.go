package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/ndr"
)

// JSON renders one indented document: the object of a single report, or with
// several set the array of their objects.
func JSON(several bool) Format {
	if !several {
		return jsonFormat("", "  ", "\n")
	}
	f := jsonFormat("  ", "  ", "")
	f.Begin, f.Between, f.End, f.Empty = []byte("[\n  "), []byte(",\n  "), []byte("\n]\n"), []byte("[]\n")
	return f
}

// NDJSON renders one object a line.
func NDJSON() Format { return jsonFormat("", "", "\n") }

func jsonFormat(prefix, indent, end string) Format {
	return Format{
		Report: func(dst []byte, r *ndr.Report) ([]byte, error) {
			dst, err := appendJSON(dst, completed(r), prefix, indent)
			if err != nil {
				return dst, fmt.Errorf("%s: %w", r.Source, err)
			}
			return append(dst, end...), nil
		},
		Reply: func(dst []byte, rec *ndr.Recipient) ([]byte, error) {
			dst, err := appendJSON(dst, completedRecipient(rec), prefix, indent)
			return append(dst, end...), err
		},
	}
}

// WriteJSON writes any value as one indented document.
func WriteJSON(w io.Writer, v any) error {
	text, err := appendJSON(nil, v, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// appendJSON appends v, without a line end and without the HTML escapes that
// would only hurt outside of a web page.
func appendJSON(dst []byte, v any, prefix, indent string) ([]byte, error) {
	begin := len(dst)
	b := bytes.NewBuffer(dst)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, indent)
	if err := e.Encode(v); err != nil {
		return dst, err
	}
	dst = bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if !anyDangerous(dst[begin:]) {
		return dst, nil
	}
	return append(dst[:begin], escapeDangerous(dst[begin:])...), nil
}

// anyDangerous reports whether there is a dangerous character. Nearly all text
// is ASCII, which a plain look at the bytes passes over.
func anyDangerous(text []byte) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < 0x7F {
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if dangerous(r) {
			return true
		}
		i += size - 1
	}
	return false
}

// dangerous reports whether r could do harm on a terminal, and is not escaped by
// JSON anyway.
func dangerous(r rune) bool { return r >= 0x7F && unsafe(r) }

// escapeDangerous spells the dangerous characters out as JSON escapes. In JSON
// they can only occur in a string, so that the value stays the same.
func escapeDangerous(text []byte) []byte {
	var escaped []byte
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
