package suppress

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/ascii"
)

// A Format is a file format in which a list is written.
type Format string

// The formats. CSV and JSON hold all fields of every entry. The others are for
// import by a program; they hold the addresses to remove and no others, since
// none of these programs can pause one.
const (
	CSV      Format = "csv"
	JSON     Format = "json"
	Listmonk Format = "listmonk" // subscriber CSV, to be imported in the mode "blocklist"
	Mailman  Format = "mailman"  // an address a line, for "mailman delmembers -f" and "remove_members -f"
	SendGrid Format = "sendgrid" // CSV with a column "email", for the suppression upload
	SES      Format = "ses"      // address and reason, for an import job of the account's suppression list
)

// Formats returns all formats.
func Formats() []Format { return []Format{CSV, JSON, Listmonk, Mailman, SendGrid, SES} }

// Write writes the entries to w. It returns the entries that it skipped because
// a format for import cannot hold them safely: their address begins like the
// formula of a spreadsheet, in which such a file may well be opened first. The
// error is one of w, or says that the format is unknown.
func Write(w io.Writer, format Format, entries []Entry) (skipped []Entry, err error) {
	out := bufio.NewWriter(w)
	switch format {
	case JSON:
		err = writeJSON(out, entries)
	case CSV:
		err = writeCSV(out, entries)
	default:
		var removals []Entry
		removals, skipped = split(entries)
		err = writeImport(out, format, removals)
	}
	if err != nil {
		return nil, err
	}
	return skipped, out.Flush()
}

// split returns the entries to be removed, and of them apart those to skip.
func split(entries []Entry) (removals, skipped []Entry) {
	for _, e := range entries {
		switch {
		case e.Action != Remove:
		case ascii.BeginsFormula(e.Address):
			skipped = append(skipped, e)
		default:
			removals = append(removals, e)
		}
	}
	return removals, skipped
}

func writeJSON(w io.Writer, entries []Entry) error {
	if entries == nil {
		entries = []Entry{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(entries)
}

func writeCSV(w io.Writer, entries []Entry) error {
	rows := [][]string{{"address", "action", "cause", "count", "first", "last"}}
	for _, e := range entries {
		address := e.Address
		if ascii.BeginsFormula(address) {
			address = "'" + address
		}
		rows = append(rows, []string{address, string(e.Action), string(e.Cause), strconv.Itoa(e.Count), date(e.First), date(e.Last)})
	}
	return writeRows(w, rows)
}

func date(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.RFC3339)
}

// writeImport writes removals as a program imports them.
func writeImport(w io.Writer, format Format, removals []Entry) error {
	var rows [][]string
	switch format {
	case Listmonk:
		rows = append(rows, []string{"email", "name", "attributes"})
	case SendGrid:
		rows = append(rows, []string{"email"})
	case Mailman, SES:
	default:
		return fmt.Errorf("unknown format %q", format)
	}
	for _, e := range removals {
		switch format {
		case Listmonk:
			attributes, err := json.Marshal(map[string]classify.Cause{"bounce_cause": e.Cause})
			if err != nil {
				return err
			}
			rows = append(rows, []string{e.Address, "", string(attributes)})
		case SES:
			rows = append(rows, []string{e.Address, sesReason(e.Cause)})
		default:
			rows = append(rows, []string{e.Address})
		}
	}
	if format == Mailman || format == SES {
		return writeLines(w, rows)
	}
	return writeRows(w, rows)
}

// sesReason returns one of the two reasons that Amazon SES knows.
func sesReason(cause classify.Cause) string {
	if cause == Complaint {
		return "COMPLAINT"
	}
	return "BOUNCE"
}

// writeRows writes CSV (RFC 4180).
func writeRows(w io.Writer, rows [][]string) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	return c.WriteAll(rows)
}

// writeLines writes plain lines, which a normal address cannot break.
func writeLines(w io.Writer, rows [][]string) error {
	for _, row := range rows {
		if _, err := fmt.Fprintln(w, strings.Join(row, ",")); err != nil {
			return err
		}
	}
	return nil
}
