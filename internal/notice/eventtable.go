package notice

import (
	"encoding/csv"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// maxTop is how many lines may be above a table.
const maxTop = 20

// readTable reads a table of deliveries as comma-separated values (RFC 4180),
// or with another separator: one whose columns are named, or one of a program
// that always writes the same:
//
//	type,timeLogged,orig,rcpt,dsnStatus,dsnDiag
//	b,2026-03-02 09:30:00+0900,taro@example.com,jiro@example.org,5.1.1,smtp;550 5.1.1 No such user
//
//	#Fields: date-time,…,event-id,…,recipient-address,recipient-status,…
//	2026-03-02T01:00:00.000Z,…,FAIL,…,jiro@example.org,550 5.1.1 No such user,…
func readTable(text string) (*fact.Notice, bool) {
	rows := text
	for range maxTop {
		line, below, _ := strings.Cut(rows, "\n")
		comma := separator(line)
		if comma == 0 {
			if rows = below; rows == "" {
				break
			}
			continue
		}
		cells := cellsOf(line, comma)
		if s := serviceOfColumns(cells); s != nil {
			return s.readRows(below, comma, cells)
		}
		if s := serviceOfRow(cells); s != nil {
			return s.readRows(rows, comma, s.Columns)
		}
		rows = below
	}
	return nil, false
}

// separator returns what is between the values of a line, 0 where it has
// hardly any.
func separator(line string) rune {
	most, found := 1, rune(0)
	for _, c := range ",;\t" {
		if n := strings.Count(line, string(c)); n > most {
			most, found = n, c
		}
	}
	return found
}

// cellsOf returns the values of one line.
func cellsOf(line string, comma rune) []string {
	line = strings.TrimPrefix(strings.TrimPrefix(line, "\ufeff"), "#Fields: ")
	cells, _ := newTableReader(line, comma).Read()
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

func newTableReader(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.Comment = comma, '#'
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	return r
}

// serviceOfColumns returns the service that has columns of these names.
func serviceOfColumns(names []string) *service {
	row := rowOf(names, names)
	for _, s := range services() {
		if s.owns(row) {
			return s
		}
	}
	return nil
}

// serviceOfRow returns the service that writes such a row without names, by
// what is in the columns of the event and of the recipient.
func serviceOfRow(cells []string) *service {
	for _, s := range services() {
		if len(s.Columns) == 0 {
			continue
		}
		row := rowOf(s.Columns, cells)
		if s.fates[bareEvent(row.first(s.Event))] != "" && len(addresses(row.first(s.Address))) > 0 {
			return s
		}
	}
	return nil
}

// rowOf returns a row as a record.
func rowOf(names, cells []string) record {
	r := record{}
	for i, name := range names[:min(len(names), len(cells))] {
		r[name] = cells[i]
	}
	return r
}

// readRows reads the rows of a table.
func (s *service) readRows(text string, comma rune, names []string) (*fact.Notice, bool) {
	found := newEvents()
	for r := newTableReader(text, comma); ; {
		cells, err := r.Read()
		if err != nil {
			return found.conclude()
		}
		row := rowOf(names, cells)
		if fate := s.fate(row); fate != "" {
			found.read(s, row, fate)
		}
	}
}
