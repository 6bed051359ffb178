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

	attached []string // the messages attached to one that is no report itself
	depth    int      // how deep they are attached
	inner    []*View  // their views, once someone asked for them
}

// Attached returns the views of the messages that are attached to one that is no
// report itself, as forwarded notices are. They are read when first asked for:
// mostly it is one original that nobody needs.
func (v *View) Attached() []*View {
	if v.inner == nil {
		for _, text := range v.attached {
			v.inner = append(v.inner, readMessage([]byte(text), v.depth))
		}
	}
	return v.inner
}

// HasAttached reports whether there are such messages. The header of the first
// is Original.
func (v *View) HasAttached() bool { return len(v.attached) > 0 }

// warn adds a warning, once.
func (v *View) warn(text string) {
	for _, w := range v.Warnings {
		if w == text {
			return
		}
	}
	v.Warnings = append(v.Warnings, text)
}

// empty reports whether nothing was read from the body.
func (v *View) empty() bool {
	return v.Status == "" && v.Feedback == "" && v.Disposition == "" && v.Original == nil &&
		len(v.attached) == 0 && strings.TrimSpace(v.Text) == ""
}
