// Package message decodes a mail message, well formed or not, into one view: its
// header, the words meant for people, the machine-readable report fields, and the
// header of the message that it returns.
//
// It follows RFC 5322, RFC 2045 to 2047 and RFC 6522. The multipart structure
// is read by github.com/emersion/go-message; what go-message cannot read is
// mended first (mend.go) or handed to github.com/jhillyerd/enmime.
package message
