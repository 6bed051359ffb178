package message

import "strings"

// A View is one message, decoded.
type View struct {
	Header Header
	Type   string // media type of the whole, lower-case; "" where none is declared
	Report string // the report-type parameter of multipart/report (RFC 6522)

	Text        string // the words for people: text parts, or HTML as text, in order
	Status      string // message/delivery-status parts, decoded (RFC 3464)
	Feedback    string // message/feedback-report part (RFC 5965)
	Disposition string // message/disposition-notification part (RFC 8098)

	Files []string // text offered as files beside the words

	Original Header // header of the message that is returned, nil where none is

	Warnings []string

	attached string // the message attached to one that is no report itself
	depth    int    // how deep it is attached
	inner    *View  // its view, once someone asked for it
}

// Attached gives the view of the message that is attached to one that is no
// report itself, as a forwarded notice is; nil where there is none. It is read
// when first asked for: mostly it is an original that nobody needs.
func (v *View) Attached() *View {
	if v.inner == nil && v.attached != "" {
		v.inner = readMessage([]byte(v.attached), v.depth)
	}
	return v.inner
}

// HasAttached reports whether there is such a message. Its header is Original.
func (v *View) HasAttached() bool { return v.attached != "" }

// warn notes once what could not be read.
func (v *View) warn(text string) {
	for _, w := range v.Warnings {
		if w == text {
			return
		}
	}
	v.Warnings = append(v.Warnings, text)
}

// empty reports whether the body gave nothing at all.
func (v *View) empty() bool {
	return v.Status == "" && v.Feedback == "" && v.Disposition == "" && v.Original == nil &&
		v.attached == "" && strings.TrimSpace(v.Text) == ""
}
