// Package output renders reports: as text for people, in English and Japanese,
// as JSON, as CSV, and as a description for a support desk.
//
// Whatever comes from a message is written so that it cannot harm its reader:
// no control character or bidirectional override reaches a terminal, no cell
// begins a spreadsheet formula, no invalid UTF-8 gets into JSON.
package output
