package message

import (
	"bytes"
	"io"
	"mime"
	"strings"
	"unicode/utf8"
)

// A Field is one header field. Value is unfolded but not decoded.
type Field struct{ Name, Value string }

// A Header is a block of fields in the order in which they stand. Names
// compare without regard to case.
type Header []Field

// ParseHeader reads a block of fields from the start of text, up to an empty
// line or the end, and returns it with what follows.
//
// It is lenient where real systems err: a field name may have blanks before
// the colon, and a line that is neither a field nor a continuation is taken
// to continue the field before it, as broken folding leaves it.
func ParseHeader(text string) (h Header, rest string) {
	folded := len(text) // where the lines begin that continue the last field
	for at := 0; at < len(text); {
		line, next := lineAt(text, at)
		name, value, ok := CutField(line)
		switch {
		case ok:
			h.unfold(text, folded, at)
			folded = len(text)
			if len(h) < MaxHeaderFields {
				h = append(h, Field{name, strings.TrimSpace(value)})
				folded = next
			}
		case strings.TrimSpace(line) == "":
			h.unfold(text, folded, at)
			return h, text[next:]
		}
		at = next
	}
	h.unfold(text, folded, len(text))
	return h, ""
}

// lineAt returns the line at text[at:] without its end, and where the next begins.
func lineAt(text string, at int) (line string, next int) {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return text[at : at+n], at + n + 1
	}
	return text[at:], len(text)
}

// headerEnd returns where the header at the start of a message ends, the empty
// line below it included.
func headerEnd(text []byte) int {
	for at := 0; at < len(text); {
		next := len(text)
		if end := bytes.IndexByte(text[at:], '\n'); end >= 0 {
			next = at + end + 1
		}
		if len(bytes.TrimSpace(text[at:next])) == 0 {
			return next
		}
		if at > 0 && bytes.HasPrefix(text[at:], []byte("--")) {
			return at // the empty line is lost: a delimiter (RFC 2046 section 5.1.1) is no field
		}
		at = next
	}
	return len(text)
}

// unfold adds the lines in text[from:to] to the value of the last field.
func (h Header) unfold(text string, from, to int) {
	if from >= to {
		return
	}
	last := &h[len(h)-1]
	var b strings.Builder
	b.Grow(len(last.Value) + to - from)
	b.WriteString(last.Value)
	for line := range strings.SplitSeq(strings.TrimSuffix(text[from:to], "\n"), "\n") {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimSpace(line))
	}
	last.Value = b.String()
}

// CutField splits a line that begins a header field, "Name: value", at the
// colon. ok is false for any other line. Blanks before the colon are obsolete
// syntax that RFC 5322 section 4.5.8 asks readers to accept.
func CutField[T ~string | ~[]byte](line T) (name, value T, ok bool) {
	end := 0
	for end < len(line) && line[end] > ' ' && line[end] < 0x7f && line[end] != ':' {
		end++
	}
	colon := end
	for colon < len(line) && (line[colon] == ' ' || line[colon] == '\t') {
		colon++
	}
	if end == 0 || colon == len(line) || line[colon] != ':' {
		return name, value, false
	}
	return line[:end], line[colon+1:], true
}

func cutLine(text string) (line, rest string) {
	line, rest, _ = strings.Cut(text, "\n")
	return line, rest
}

// Raw returns the first value of the named field as it is, or "".
func (h Header) Raw(name string) string {
	for i := range h {
		if len(h[i].Name) == len(name) && strings.EqualFold(h[i].Name, name) {
			return h[i].Value
		}
	}
	return ""
}

// Has reports whether the named field is present.
func (h Header) Has(name string) bool {
	for i := range h {
		if strings.EqualFold(h[i].Name, name) {
			return true
		}
	}
	return false
}

// Get returns the first value of the named field with its encoded words
// (RFC 2047) decoded, or "".
func (h Header) Get(name string) string { return DecodeWords(h.Raw(name)) }

// All returns the values of every field of this name, decoded.
func (h Header) All(name string) []string {
	var all []string
	for i := range h {
		if strings.EqualFold(h[i].Name, name) {
			all = append(all, DecodeWords(h[i].Value))
		}
	}
	return all
}

var words = mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(r)
	return strings.NewReader(decodeText(b, label)), err
}}

// DecodeWords decodes the encoded words (RFC 2047) in a field's value, and
// bytes that are no UTF-8 by a guess at their charset.
func DecodeWords(value string) string {
	if IsPlain(value) {
		return value
	}
	if strings.Contains(value, "=?") {
		if decoded, err := words.DecodeHeader(value); err == nil {
			value = decoded
		}
	}
	return decodeText([]byte(value), "")
}

// IsPlain reports whether DecodeWords leaves a value unchanged: it is ASCII without
// encoded words and without the escapes of ISO-2022-JP.
func IsPlain[T ~string | ~[]byte](value T) bool {
	for i := range len(value) {
		if c := value[i]; c >= utf8.RuneSelf || c == 0x1b || c == '=' && i+1 < len(value) && value[i+1] == '?' {
			return false
		}
	}
	return true
}
