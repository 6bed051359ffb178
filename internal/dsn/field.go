package dsn

import "github.com/ndrparse/ndrparse/internal/ascii"

// A scope is what a field describes.
type scope int

const (
	ofMessage   scope = iota + 1 // the message as a whole: RFC 3464 section 2.2
	ofRecipient                  // one of its recipients: RFC 3464 section 2.3
)

// fields are the fields that are read, in lower case.
var fields = map[string]scope{
	"original-envelope-id": ofMessage,
	"reporting-mta":        ofMessage,
	"arrival-date":         ofMessage,
	"x-postfix-queue-id":   ofMessage, // Postfix
	"x-queue-id":           ofMessage, // others after its model
	"x-exim-message-id":    ofMessage, // Exim

	"original-recipient": ofRecipient,
	"final-recipient":    ofRecipient,
	"action":             ofRecipient,
	"status":             ofRecipient,
	"remote-mta":         ofRecipient,
	"diagnostic-code":    ofRecipient,
	"last-attempt-date":  ofRecipient,
	"will-retry-until":   ofRecipient,
	"x-actual-recipient": ofRecipient, // sendmail
}

// IsField reports whether name, in any case, is that of a field that Read reads.
func IsField(name string) bool { return fields[ascii.Lower(name)] != 0 }
