package notice

import "github.com/ndrparse/ndrparse/internal/message"

// SentTo returns the address that a notice was sent to: the envelope recipient
// where its delivery left a trace, else the first of To.
func SentTo(h message.Header) string {
	for _, field := range []string{"X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To"} {
		if a := first(mailboxes(h.Raw(field))); a != "" {
			return a
		}
	}
	return ""
}
