package output

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
)

// csvHeader is the row of the columns' names.
const csvHeader = "source,kind,format,address,action,status,reply_code,cause,category,permanent," +
	"list_action,confidence,remote_mta,provider,diagnostic,message_id,remedy_ids\r\n"

// CSV is one row a recipient (RFC 4180), below a row of column names. A message
// without recipients has one row, its recipient's cells empty.
func CSV() Format {
	return Format{
		Report: func(dst []byte, r *ndr.Report) ([]byte, error) {
			if len(r.Recipients) == 0 {
				return appendRow(dst, unaddressedRow(r))
			}
			for i := range r.Recipients {
				var err error
				if dst, err = appendRow(dst, recipientRow(r, &r.Recipients[i])); err != nil {
					return dst, err
				}
			}
			return dst, nil
		},
		Reply: func(dst []byte, rec *ndr.Recipient) ([]byte, error) {
			return appendRow(dst, recipientRow(&ndr.Report{}, rec))
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
		r.Source, string(r.Kind), r.Format, rec.Address, rec.Action, rec.Status, code, string(rec.Cause),
		string(rec.Category), strconv.FormatBool(rec.Permanent), string(rec.ListAction),
		strconv.FormatFloat(rec.Confidence, 'g', -1, 64), remote, rec.Provider, rec.Diagnostic,
		r.Original.MessageID, strings.Join(ids, ";"),
	}
}

// unaddressedRow is the row of a message without recipients.
func unaddressedRow(r *ndr.Report) []string {
	return []string{r.Source, string(r.Kind), r.Format, "", "", "", "", "", "", "", "", "", "", "", "", r.Original.MessageID, ""}
}

func appendRow(dst []byte, cells []string) ([]byte, error) {
	for i, cell := range cells {
		cells[i] = guarded(cell)
	}
	b := bytes.NewBuffer(dst)
	w := csv.NewWriter(b)
	w.UseCRLF = true // RFC 4180 section 2.1
	if err := w.Write(cells); err != nil {
		return dst, err
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// guarded returns cell on one line, with a ' before what a spreadsheet would
// take for a formula.
func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + Safe(cell)
	}
	return Safe(cell)
}
