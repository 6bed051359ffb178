package message

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"

	"github.com/emersion/go-message/textproto"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// Read gives the view of one message. It never fails: what cannot be read is
// told in Warnings, and all that is readable around it is there.
func Read(raw []byte) *View {
	text := string(normalize(raw))
	return readMessage(text, 0)
}

// readMessage reads a message whose line ends are LF.
func readMessage(text string, depth int) *View {
	v := &View{}
	var body string
	v.Header, body = ParseHeader(text)
	r := &reader{view: v}
	v.Type, v.Report = reportType(v.Header)
	r.entity(v.Header, strings.NewReader(body), depth)
	v.Text = strings.Join(r.texts, "\n")
	if len(r.texts) == 0 {
		v.Text = strings.Join(r.attachments, "\n")
	}
	if v.empty() && strings.TrimSpace(body) != "" && (r.broken || strings.HasPrefix(v.Type, "multipart/")) {
		readBroken(v, text, body)
	}
	return v
}

// reader collects the parts of one message into its view.
type reader struct {
	view        *View
	texts       []string // what is meant to be read
	attachments []string // text parts offered as files
	parts       int
	broken      bool
}

// entity reads a message's body or one part.
func (r *reader) entity(h Header, body io.Reader, depth int) {
	kind, params := contentType(h)
	if strings.HasPrefix(kind, "multipart/") {
		if depth >= MaxDepth {
			r.view.warn("parts nested deeper than MaxDepth are left out")
			return
		}
		whole, _ := io.ReadAll(io.LimitReader(body, maxBodyBytes))
		r.multipart(kind, params["boundary"], string(whole), depth)
		return
	}
	if r.parts++; r.parts > MaxParts {
		r.view.warn("parts beyond MaxParts are left out")
		return
	}
	r.leaf(h, kind, params["charset"], body, depth)
}

// multipart reads the parts of one multipart body.
func (r *reader) multipart(kind, boundary string, body string, depth int) {
	if kind == "multipart/alternative" {
		r.alternative(boundary, body, depth)
		return
	}
	r.each(boundary, body, func(h Header, part io.Reader) bool {
		r.entity(h, part, depth+1)
		return !r.complete()
	})
}

// complete reports whether a report has given all it can: what follows the
// original that it returns is nothing that a reader needs.
func (r *reader) complete() bool {
	return r.view.Report != "" && r.view.Original != nil && r.view.Status != ""
}

// each calls do for every part until do returns false. A body that go-message cannot read to its end
// is read once more, mended; parts that were already there are not repeated.
func (r *reader) each(boundary, body string, do func(Header, io.Reader) bool) {
	n, err := walk(boundary, body, 0, do)
	if err == nil && n > 0 {
		return
	}
	if n == 0 {
		if b := boundaryIn(body); b != "" {
			boundary = b
		}
	}
	if boundary != "" {
		if m, _ := walk(boundary, mendParts(body, boundary), n, do); m > n {
			r.view.warn("damaged multipart structure was mended")
			return
		}
	}
	if n == 0 {
		r.broken = true
		r.view.warn("no parts found in a multipart body")
	}
}

// maxBodyBytes bounds what is read of one multipart body.
const maxBodyBytes = 32 << 20

// walk calls do for each part from number skip on, and returns how many parts
// there were.
func walk(boundary, body string, skip int, do func(Header, io.Reader) bool) (n int, err error) {
	if boundary == "" {
		return 0, errors.New("no boundary")
	}
	mr := textproto.NewMultipartReader(strings.NewReader(body), boundary)
	for n <= MaxParts {
		part, err := mr.NextPart()
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			return n, nil // RFC 2046 asks for a closing boundary; cut-off mail has none
		}
		if err != nil {
			return n, err
		}
		if n++; n > skip && !do(partHeader(part.Header), part) {
			return n, nil
		}
	}
	return n, nil
}

// alternative reads a multipart/alternative: its plain text if that says
// anything, else its HTML, and whatever is no text at all.
func (r *reader) alternative(boundary, body string, depth int) {
	outer := r.texts
	var plain, markup []string
	r.each(boundary, body, func(h Header, part io.Reader) bool {
		r.texts = nil
		r.entity(h, part, depth+1)
		if kind, _ := contentType(h); kind == "text/html" || strings.HasPrefix(kind, "multipart/") {
			markup = append(markup, r.texts...)
		} else {
			plain = append(plain, r.texts...)
		}
		return true
	})
	if strings.TrimSpace(strings.Join(plain, "")) == "" {
		plain = markup
	}
	r.texts = append(outer, plain...)
}

// leaf reads a part that has no parts of its own.
func (r *reader) leaf(h Header, kind, charset string, body io.Reader, depth int) {
	v := r.view
	switch {
	case kind == "message/delivery-status" || kind == "message/global-delivery-status":
		v.Status += strings.TrimLeft(r.text(h, charset, body), "\n") + "\n\n"
	case kind == "message/feedback-report":
		v.Feedback += r.text(h, charset, body)
	case kind == "message/disposition-notification" || kind == "message/global-disposition-notification":
		v.Disposition += r.text(h, charset, body)
	case strings.HasPrefix(kind, "message/") || kind == "text/rfc822-headers" || kind == "text/rfc822":
		r.returned(h, kind, body, depth)
	case kind == "text/html":
		r.keep(h, htmlText(r.text(h, charset, body)))
	case strings.HasPrefix(kind, "text/"):
		r.keep(h, r.text(h, charset, body))
	}
}

// returned reads the original message, or a message that someone forwards. Of
// an original that a report returns, the header is all that is read.
func (r *reader) returned(h Header, kind string, body io.Reader, depth int) {
	v := r.view
	if v.Original != nil {
		return
	}
	whole := v.Status == "" && kind != "text/rfc822-headers" && depth < MaxDepth
	if !whole {
		body = &headerOnly{r: body}
	}
	text := strings.TrimLeft(string(normalize(r.decode(h, body))), "\n")
	v.Original, _ = ParseHeader(text)
	if whole {
		v.attached, v.depth = text, depth+1
	}
}

// keep files the words of a part under what is meant to be read, or under
// what is offered as a file.
func (r *reader) keep(h Header, text string) {
	if ascii.HasPrefixFold(h.Raw("Content-Disposition"), "attachment") {
		r.attachments = append(r.attachments, text)
		return
	}
	r.texts = append(r.texts, text)
}

// text gives a part's words as UTF-8.
func (r *reader) text(h Header, charset string, body io.Reader) string {
	return decodeText(r.decode(h, body), charset)
}

// decode undoes the transfer encoding (RFC 2045 section 6). Where the encoding
// breaks off, what was decoded so far is kept.
func (r *reader) decode(h Header, body io.Reader) []byte {
	switch strings.ToLower(strings.TrimSpace(h.Raw("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, &base64Filter{body})
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	b, err := io.ReadAll(io.LimitReader(body, MaxTextBytes+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		r.view.warn("the message is cut off: a multipart body has no closing boundary")
	case err != nil:
		r.view.warn("a part's transfer encoding is damaged")
	}
	if len(b) > MaxTextBytes {
		r.view.warn("a part's text beyond MaxTextBytes is left out")
		b = b[:MaxTextBytes]
	}
	return b
}

// reportType gives a message's media type and its report-type parameter.
func reportType(h Header) (kind, report string) {
	kind, params := contentType(h)
	return kind, strings.ToLower(params["report-type"])
}

// contentType gives a part's media type, text/plain where none is declared
// (RFC 2045 section 5.2), and its parameters as far as they can be read.
func contentType(h Header) (kind string, params map[string]string) {
	value := h.Raw("Content-Type")
	if value == "" {
		return "text/plain", nil
	}
	kind, params, err := mime.ParseMediaType(value)
	if err == nil && params["boundary"] != "" || err == nil && !strings.HasPrefix(kind, "multipart/") {
		return kind, params
	}
	kind, rest, _ := strings.Cut(value, ";")
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), " ")
	if !strings.Contains(kind, "/") {
		kind = "text/plain"
	}
	return kind, looseParams(rest)
}

// looseParams reads the parameters of a Content-Type that the rules of RFC
// 2045 do not allow: unquoted specials, doubled semicolons, stray words.
func looseParams(s string) map[string]string {
	params := map[string]string{}
	for _, param := range strings.Split(s, ";") {
		if name, value, ok := strings.Cut(param, "="); ok {
			params[strings.ToLower(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return params
}

// partHeader turns go-message's header into ours.
func partHeader(h textproto.Header) Header {
	fields := make(Header, 0, h.Len())
	for f := h.Fields(); f.Next(); {
		fields = append(fields, Field{f.Key(), f.Value()})
	}
	return fields
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
			if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
	}
}
