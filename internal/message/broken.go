package message

import (
	"bytes"

	"github.com/jhillyerd/enmime/v2"
)

// readBroken reads a message from which go-message got nothing: with enmime, which
// costs some thirty times as much and mends more; else the body as it is, so that
// readers of plain words still find something.
func readBroken(v *View, text, body []byte) {
	if len(text) <= maxBrokenBytes && bytes.Count(text, []byte("boundary=")) <= MaxDepth {
		if env, err := enmime.ReadEnvelope(bytes.NewReader(text)); err == nil {
			v.Text = decodeText([]byte(env.Text), "")
			if v.Text == "" {
				v.Text = htmlText(decodeText([]byte(env.HTML), ""))
			}
			for _, part := range append(env.OtherParts, env.Attachments...) {
				if part.ContentType == "message/delivery-status" {
					v.Status += decodeText(part.Content, "utf-8") + "\n\n"
				}
			}
		}
	}
	if v.empty() {
		v.Text = decodeText(body[:min(len(body), MaxTextBytes)], "")
	}
	v.warn("the message's structure is broken: its body is read as plain text")
}

// maxBrokenBytes bounds what is handed to enmime, which keeps everything in
// memory several times over. Nor does it get parts nested deeper than MaxDepth:
// it takes a time that grows far faster than their number.
const maxBrokenBytes = 2 << 20
