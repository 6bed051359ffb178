package message

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// Read returns the view of one message. It never fails: Warnings says what could
// not be read, and all that is readable around it is there.
func Read(raw []byte) *View {
	b := buffers.Get().(*bytes.Buffer)
	defer release(b)
	return readMessage(normalize(b, raw), 0)
}

// readMessage reads a message whose line ends are LF.
func readMessage(text []byte, depth int) *View {
	end := headerEnd(text)
	h, _ := ParseHeader(string(text[:end]))
	body := text[end:]
	r := readBody(h, undeclaredBoundary(h, body), bytes.NewReader(body), depth)
	if r.damaged {
		r = readMended(r, h, string(body), depth)
	}
	v := r.finish()
	if len(h) == MaxHeaderFields {
		v.warn(fmt.Sprintf("header fields beyond the first %d are left out (MaxHeaderFields)", MaxHeaderFields))
	}
	if v.empty() && strings.HasPrefix(v.Type, "multipart/") && len(bytes.TrimSpace(body)) > 0 {
		readBroken(v, text, body)
	}
	return v
}

// readBody reads the body of a message with this header; a boundary that is
// not empty takes the place of the one that the header declares.
func readBody(h Header, boundary string, body io.Reader, depth int) *reader {
	r := &reader{view: &View{Header: h}}
	kind, params := contentType(h)
	if boundary != "" {
		params = map[string]string{"boundary": boundary, "report-type": params["report-type"]}
		if !strings.HasPrefix(kind, "multipart/") {
			kind = "multipart/mixed"
		}
	}
	r.view.Type, r.view.Report = kind, strings.ToLower(params["report-type"])
	r.entity(h, kind, params, body, depth)
	return r
}

// readMended reads once more, mended, a body that go-message could not read to
// its end, and keeps the reading that found more.
func readMended(first *reader, h Header, body string, depth int) *reader {
	boundary := boundaryOf(h, body)
	if boundary == "" {
		return first
	}
	again := readBody(h, boundary, strings.NewReader(mendParts(body, boundary)), depth)
	if again.parts <= first.parts && again.damaged {
		return first
	}
	again.view.warn("damaged multipart structure was mended")
	return again
}

// reader collects the parts of one message into its view.
type reader struct {
	view        *View
	texts       []string // what is meant to be read
	attachments []string // text parts offered as files
	parts       int
	damaged     bool // go-message gave up on a multipart body
}

// finish puts the words together.
func (r *reader) finish() *View {
	if len(r.texts) == 0 {
		r.texts, r.attachments = r.attachments, nil
	}
	r.view.Files = r.attachments
	r.view.Text = strings.Join(r.texts, "\n")
	return r.view
}

// entity reads a message's body or one part.
func (r *reader) entity(h Header, kind string, params map[string]string, body io.Reader, depth int) {
	switch {
	case strings.HasPrefix(kind, "multipart/") && depth >= MaxDepth:
		r.view.warn(fmt.Sprintf("parts nested more than %d deep are left out (MaxDepth)", MaxDepth))
	case kind == "multipart/alternative":
		r.alternative(params["boundary"], body, depth)
	case strings.HasPrefix(kind, "multipart/"):
		r.each(params["boundary"], body, func(h Header, part io.Reader) bool {
			if kind == "multipart/digest" && !h.Has("Content-Type") { // RFC 2046 section 5.1.5
				r.entity(h, "message/rfc822", nil, part, depth+1)
				return true
			}
			r.part(h, part, depth)
			return !r.complete()
		})
	case r.parts >= MaxParts:
		r.view.warn(fmt.Sprintf("parts beyond the first %d are left out (MaxParts)", MaxParts))
	default:
		r.parts++
		r.leaf(h, kind, params["charset"], body, depth)
	}
}

// part reads one part of a multipart body.
func (r *reader) part(h Header, body io.Reader, depth int) {
	kind, params := contentType(h)
	r.entity(h, kind, params, body, depth+1)
}

// complete reports whether a report has been read as far as needed: no reader needs
// anything after the original that it returns.
func (r *reader) complete() bool {
	return r.view.Report != "" && r.view.Original != nil && r.view.Status != ""
}

// alternative reads a multipart/alternative: its plain text if that is not empty,
// else its HTML, and the parts that are not text.
func (r *reader) alternative(boundary string, body io.Reader, depth int) {
	outer := r.texts
	r.texts = nil
	var markup string
	r.each(boundary, body, func(h Header, part io.Reader) bool {
		kind, params := contentType(h)
		if kind == "text/html" && markup == "" {
			markup = r.text(h, params["charset"], part)
		} else {
			r.entity(h, kind, params, part, depth+1)
		}
		return true
	})
	if strings.TrimSpace(strings.Join(r.texts, "")) == "" && markup != "" {
		r.texts = []string{htmlText(markup)}
	}
	r.texts = append(outer, r.texts...)
}

// leaf reads a part without parts of its own.
func (r *reader) leaf(h Header, kind, charset string, body io.Reader, depth int) {
	v := r.view
	switch {
	case strings.HasPrefix(kind, "message/") && strings.HasSuffix(kind, "delivery-status"): // also global-, RFC 6533, and x-
		if charset == "" {
			charset = "utf-8" // RFC 6533 section 3; RFC 3464 has ASCII
		}
		v.Status += strings.TrimLeft(r.text(h, charset, body), "\n") + "\n\n"
	case kind == "message/feedback-report":
		v.Feedback += r.text(h, charset, body)
	case kind == "message/disposition-notification" || kind == "message/global-disposition-notification":
		v.Disposition += r.text(h, charset, body)
	case strings.HasPrefix(kind, "message/") || kind == "text/rfc822-headers" || kind == "text/rfc822" || isMessageFile(h):
		r.returned(h, kind, body, depth)
	case kind == "text/html":
		r.keep(h, htmlText(r.text(h, charset, body)))
	case strings.HasPrefix(kind, "text/"):
		r.keep(h, unflowed(h, r.text(h, charset, body)))
	case isNameless(h) || v.Type == "multipart/report" && strings.HasPrefix(kind, "application/"):
		if text := r.text(h, charset, body); isStatus(text) {
			v.Status += text + "\n\n"
		}
	}
}

// isMessageFile reports whether a part is a message that was attached as a file
// of no known type.
func isMessageFile(h Header) bool {
	for _, field := range []string{"Content-Disposition", "Content-Type"} {
		value := ascii.Lower(h.Raw(field))
		if strings.Contains(value, `.eml"`) || strings.HasSuffix(value, ".eml") {
			return true
		}
	}
	return false
}

// returned reads the original message, or a message that someone forwards. Of
// an original that a report returns, the header is all that is read.
func (r *reader) returned(h Header, kind string, body io.Reader, depth int) {
	v := r.view
	whole := v.Status == "" && v.Feedback == "" && kind != "text/rfc822-headers" && depth < MaxDepth
	if v.Original != nil && !(whole && v.HasAttached() && len(v.attached) < maxAttached) {
		return
	}
	if !whole {
		body = &headerOnly{r: body}
	}
	b := buffers.Get().(*bytes.Buffer)
	defer release(b)
	r.decode(b, h, body)
	mended := buffers.Get().(*bytes.Buffer)
	defer release(mended)
	text := string(normalize(mended, b.Bytes()))
	if v.Original == nil {
		v.Original, _ = ParseHeader(text)
	}
	if whole {
		v.attached, v.depth = append(v.attached, text), depth+1
	}
}

// maxAttached is how many messages that someone attaches are kept to be read.
const maxAttached = 20

// keep adds the words of a part to those that are meant to be read, or to those
// that are offered as files.
func (r *reader) keep(h Header, text string) {
	if ascii.HasPrefixFold(h.Raw("Content-Disposition"), "attachment") {
		if isStatus(text) {
			r.view.Status += text + "\n\n"
			return
		}
		r.attachments = append(r.attachments, text)
		return
	}
	r.texts = append(r.texts, text)
}

// text returns a part's words as UTF-8.
func (r *reader) text(h Header, charset string, body io.Reader) string {
	b := buffers.Get().(*bytes.Buffer)
	defer release(b)
	if r.decode(b, h, body) {
		return decodeText(b.Bytes(), charset)
	}
	return decodeText(undeclared(b.Bytes()), charset)
}

// buffers hold what is being decoded.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// release puts a buffer back, unless a large part has made it too big.
func release(b *bytes.Buffer) {
	if b.Cap() <= 64<<10 {
		b.Reset()
		buffers.Put(b)
	}
}

// decode undoes the transfer encoding (RFC 2045 section 6), if one is declared.
// Where the encoding breaks off, what was decoded so far is kept.
func (r *reader) decode(b *bytes.Buffer, h Header, body io.Reader) (declared bool) {
	switch strings.ToLower(strings.TrimSpace(h.Raw("Content-Transfer-Encoding"))) {
	case "base64":
		body, declared = base64.NewDecoder(base64.StdEncoding, &base64Filter{body}), true
	case "quoted-printable":
		body, declared = quotedprintable.NewReader(body), true
	}
	_, err := b.ReadFrom(io.LimitReader(body, MaxTextBytes+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		r.view.warn("the message is cut off: a multipart body has no closing boundary")
	case err != nil:
		r.view.warn("a part's transfer encoding is damaged")
	}
	if b.Len() > MaxTextBytes {
		r.view.warn(fmt.Sprintf("a part's text beyond %d MiB is left out (MaxTextBytes)", MaxTextBytes>>20))
		b.Truncate(MaxTextBytes)
	}
	return declared
}

// base64Filter passes only what base64 text is made of: real mail has blanks,
// line breaks and other noise in it, which RFC 2045 section 6.8 lets readers
// ignore.
type base64Filter struct{ r io.Reader }

func (f *base64Filter) Read(p []byte) (int, error) {
	for {
		n, err := f.r.Read(p)
		kept := 0
		for _, c := range p[:n] {
			if inBase64(c) {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
	}
}

// inBase64 reports whether c is of base64's alphabet or its padding.
func inBase64(c byte) bool { return ascii.IsAlnum(c) || c == '+' || c == '/' || c == '=' }
