package message

import (
	"bytes"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// headerSample is how many lines are looked at to decide whether text begins
// with a header, and maxFolded how many more that continue a field.
const (
	headerSample = 8
	maxFolded    = 100
)

// HasHeader reports whether b begins with a message's header: its first lines
// are fields, and one of them is a field that messages have. The output of a
// program, "msmtp: server message: …", only looks like one.
func HasHeader(b []byte) bool {
	known := false
	b = bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), "\r\n\x00")
	fields, others := 0, 0
	folded := 0
	for n := 0; n < headerSample+folded && len(b) > 0; n++ {
		end := bytes.IndexAny(b, "\r\n")
		if end < 0 {
			end = len(b)
		}
		line := b[:min(end, 1000)]
		b = b[end:]
		if bytes.HasPrefix(b, []byte("\r\n")) {
			b = b[2:]
		} else if len(b) > 0 {
			b = b[1:]
		}
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			return known && fields >= others
		case n == 0 && (bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From "))):
			fields++
			known = true
		case line[0] == ' ' || line[0] == '\t':
			if fields == 0 {
				others++
			} else if folded < maxFolded {
				folded++
			}
		default:
			if name, _, ok := CutField(line); ok && ascii.IsAlnum(line[0]) { // no JSON
				fields++
				known = known || isMessageField(string(name))
			} else {
				others++
			}
		}
	}
	return known && fields > 1 && fields > others
}

// messageFields are fields that begin messages (RFC 5322 section 3.6, RFC 2045,
// and what mail systems add), in lower case.
var messageFields = map[string]bool{
	// RFC 5322 section 3.6, RFC 2045 section 4
	"from": true, "sender": true, "to": true, "cc": true, "subject": true, "date": true, "message-id": true, "reply-to": true,
	"in-reply-to": true, "references": true, "received": true, "return-path": true, "mime-version": true,
	// RFC 2076, RFC 3834, RFC 9228: what mail systems and mail programs add
	"delivered-to": true, "envelope-to": true, "delivery-date": true, "errors-to": true, "apparently-to": true,
	"precedence": true, "auto-submitted": true, "importance": true, "priority": true, "user-agent": true,
	"sent": true, "thread-topic": true, "thread-index": true, // Outlook
	// RFC 4870, RFC 6376, RFC 7208, RFC 8601
	"domainkey-signature": true, "dkim-signature": true, "received-spf": true, "authentication-results": true,
}

// messagePrefixes are what the names of further such fields begin with: private
// ones, and those of RFC 8617, RFC 2369, RFC 5322 section 3.6.6 and RFC 2045.
var messagePrefixes = []string{"x-", "arc-", "list-", "resent-", "content-"}

func isMessageField(name string) bool {
	name = ascii.Lower(name)
	for _, prefix := range messagePrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return messageFields[name]
}

// Text returns pasted text as UTF-8 with LF line ends.
func Text(b []byte) string {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		b = []byte(convert(b, lookup("utf-16")))
	}
	out := buffers.Get().(*bytes.Buffer)
	defer release(out)
	return decodeText(normalize(out, b), "")
}
