package output

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/ndr"
)

// csvHeader is the row of the columns' names.
const csvHeader = "source,kind,format,address,action,status,reply_code,cause,category,permanent," +
	"list_action,confidence,remote_mta,provider,diagnostic,message_id,remedy_ids\r\n"

// CSV renders one row a recipient (RFC 4180), below a row of column names. A message
// without recipients has one row, its recipient's cells empty.
func CSV() Format {
	return Format{
		Report: func(dst []byte, r *ndr.Report) ([]byte, error) {
			if len(r.Recipients) == 0 {
				return appendRows(dst, unaddressedRow(r))
			}
			rows := make([][]string, len(r.Recipients))
			for i := range r.Recipients {
				rows[i] = recipientRow(r, &r.Recipients[i])
			}
			return appendRows(dst, rows...)
		},
		Reply: func(dst []byte, rec *ndr.Recipient) ([]byte, error) {
			return appendRows(dst, recipientRow(&ndr.Report{}, rec))
		},
		Begin: []byte(csvHeader),
		Empty: []byte(csvHeader),
	}
}

func recipientRow(r *ndr.Report, rec *ndr.Recipient) []string {
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
		r.Source, string(r.Kind), r.Format, rec.Address, string(rec.Action), rec.Status, code, string(rec.Cause),
		string(rec.Category), strconv.FormatBool(rec.Permanent), string(rec.ListAction),
		strconv.FormatFloat(rec.Confidence, 'g', -1, 64), remote, rec.Provider, rec.Diagnostic,
		r.Original.MessageID, strings.Join(ids, ";"),
	}
}

// unaddressedRow returns the row of a message without recipients.
func unaddressedRow(r *ndr.Report) []string {
	return []string{r.Source, string(r.Kind), r.Format, "", "", "", "", "", "", "", "", "", "", "", "", r.Original.MessageID, ""}
}

func appendRows(dst []byte, rows ...[]string) ([]byte, error) {
	for _, cells := range rows {
		for i, cell := range cells {
			cells[i] = guarded(cell)
		}
	}
	b := bytes.NewBuffer(dst)
	w := csv.NewWriter(b)
	w.UseCRLF = true // RFC 4180 section 2.1
	if err := w.WriteAll(rows); err != nil {
		return dst, err
	}
	return b.Bytes(), nil
}

// guarded returns cell on one line, with a ' before what a spreadsheet would
// take for a formula.
func guarded(cell string) string {
	if ascii.BeginsFormula(cell) {
		return "'" + Safe(cell)
	}
	return Safe(cell)
}
