package output

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
)

// csvHeader names the columns, in their order.
var csvHeader = []string{
	"source", "kind", "format", "address", "action", "status", "reply_code", "cause", "category", "permanent",
	"list_action", "confidence", "remote_mta", "provider", "diagnostic", "message_id", "remedy_ids",
}

// A CSV writes one row a recipient (RFC 4180), below a row of column names. A
// message without recipients has one row, its recipient's cells empty.
type CSV struct {
	out   *csv.Writer
	begun bool
}

// NewCSV returns a CSV that writes to w, with a buffer: Close flushes it.
func NewCSV(w io.Writer) *CSV {
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180 section 2.1
	return &CSV{out: out}
}

// Write writes the rows of one report.
func (c *CSV) Write(r *ndr.Report) error {
	if len(r.Recipients) == 0 {
		row := make([]string, len(csvHeader))
		row[0], row[1], row[2], row[15] = r.Source, string(r.Kind), r.Format, r.Original.MessageID
		return c.row(row)
	}
	for i := range r.Recipients {
		if err := c.row(csvRow(r, &r.Recipients[i])); err != nil {
			return err
		}
	}
	return nil
}

// Explained writes the row of one reply, the message's cells empty.
func (c *CSV) Explained(rec *ndr.Recipient) error {
	return c.row(csvRow(&ndr.Report{}, rec))
}

// Close writes the column names if no row did, and what is left in the buffer.
func (c *CSV) Close() error {
	if err := c.header(); err != nil {
		return err
	}
	c.out.Flush()
	return c.out.Error()
}

func csvRow(r *ndr.Report, rec *ndr.Recipient) []string {
	var code string
	if rec.Reply.Code != 0 {
		code = strconv.Itoa(rec.Reply.Code)
	}
	remote := rec.RemoteMTA.Host
	if remote == "" {
		remote = rec.RemoteMTA.IP
	}
	ids := make([]string, len(rec.Remedies))
	for i := range rec.Remedies {
		ids[i] = rec.Remedies[i].ID
	}
	return []string{
		r.Source, string(r.Kind), r.Format, rec.Address, rec.Action, rec.Status, code, string(rec.Cause),
		string(rec.Category), strconv.FormatBool(rec.Permanent), string(rec.ListAction),
		strconv.FormatFloat(rec.Confidence, 'g', -1, 64), remote, rec.Provider, rec.Diagnostic,
		r.Original.MessageID, strings.Join(ids, ";"),
	}
}

func (c *CSV) row(cells []string) error {
	if err := c.header(); err != nil {
		return err
	}
	for i, cell := range cells {
		cells[i] = guarded(cell)
	}
	return c.out.Write(cells)
}

func (c *CSV) header() error {
	if c.begun {
		return nil
	}
	c.begun = true
	return c.out.Write(csvHeader)
}

// guarded returns cell on one line, with a ' before what a spreadsheet would
// take for a formula.
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + Safe(cell)
	}
	return Safe(cell)
}
