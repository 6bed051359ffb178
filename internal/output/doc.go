// Package output writes reports: as text for people, in English and Japanese,
// as JSON, as CSV, and as a summary for a support desk.
//
// Whatever comes from a message is written so that it cannot harm its reader:
// no control character or bidirectional override reaches a terminal, no cell
// begins a spreadsheet formula, no invalid UTF-8 gets into JSON.
package output

import "github.com/ndrparse/ndrparse/ndr"

// A Writer writes reports, or explained replies, one after the other.
type Writer interface {
	Write(*ndr.Report) error
	Explained(*ndr.Recipient) error
	Close() error // ends the output, but does not close what it goes to
}
