package notice

import (
	"slices"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/message"
)

// A family is one mail system's way of writing notices: a table of the folder
// families, which lists the marks that identify it.
type family struct {
	Name      string
	Title     string
	Languages []string
	Marks     []mark // any of them identifies the family
}

// A mark is a set of conditions that must all hold. Words are in lower case, with
// white space folded.
type mark struct {
	From    string // is in the From field
	Subject string // is in the Subject field
	Header  string // this field is present
	Value   string // is in the field that Header names
	Text    string // is in the notice's words
	And     string // is there as well
	Status  string // is in the delivery-status fields

	rank int // how sure it is
}

var families = sync.OnceValue(func() []family {
	entries, err := tables.ReadDir("families")
	if err != nil {
		panic("notice: " + err.Error())
	}
	var all []family
	for _, e := range entries {
		file := table[struct{ Family []family }]("families/" + e.Name())
		for _, f := range file.Family {
			for i := range f.Marks {
				f.Marks[i].rank = f.Marks[i].weight()
			}
			all = append(all, f)
		}
	}
	return all
})

// A sign is a mark with the family that it identifies.
type sign struct {
	mark
	family    string
	text, and int // the numbers of its phrases in the vocabulary, -1 for none
	field     int // the number of its header field, -1 for none
}

// signs are the marks of all families, the surest first.
var signs = sync.OnceValue(func() []sign {
	var all []sign
	for _, f := range families() {
		all = append(all, newSigns(f.Name, f.Marks)...)
	}
	slices.SortStableFunc(all, func(a, b sign) int { return b.rank - a.rank })
	return all
})

// newSigns readies marks for the search.
func newSigns(family string, marks []mark) []sign {
	v := vocabularyOf()
	number := func(p string) int {
		if p == "" {
			return -1
		}
		return v.number[p]
	}
	signs := make([]sign, len(marks))
	for i, m := range marks {
		field := -1
		if m.Header != "" {
			field = v.fields[ascii.Lower(m.Header)]
		}
		signs[i] = sign{m, family, number(m.Text), number(m.And), field}
	}
	return signs
}

// recognise names the family that wrote the notice, or "". Where several
// leave their mark, the surest one counts: words over a header field over the
// name in From.
func recognise(d *document) string {
	if s := firstHolding(signs(), d); s != nil {
		return s.family
	}
	return ""
}

// firstHolding returns the first of the signs that a message has, or nil.
func firstHolding(all []sign, d *document) *sign {
	for i := range all {
		if all[i].holds(d) {
			return &all[i]
		}
	}
	return nil
}

// weight is how sure a mark is.
func (m *mark) weight() int {
	rank := len(m.Text)/8 + len(m.And)/8
	if m.Text != "" {
		rank += 8
	}
	if m.Header != "" {
		rank += 6 + len(m.Value)/8
	}
	if m.From != "" {
		rank += 3
	}
	if m.Status != "" {
		rank += 8
	}
	if m.Subject != "" {
		rank += 2
	}
	return rank
}

// holds reports whether a message has the mark.
func (s *sign) holds(d *document) bool {
	return (s.text < 0 || d.said.has(s.text)) &&
		(s.and < 0 || d.said.has(s.and)) &&
		(s.field < 0 || d.fields[s.field]) &&
		(s.From == "" || strings.Contains(d.from, s.From)) &&
		(s.Subject == "" || strings.Contains(d.title, s.Subject)) &&
		(s.Value == "" || d.headerContains(s.Header, s.Value)) &&
		(s.Status == "" || strings.Contains(d.status, s.Status))
}

// markedFields returns, for each field that marks a family, whether h has it.
func markedFields(h message.Header) []bool {
	number := vocabularyOf().fields
	has := make([]bool, len(number))
	var low [maxFieldName]byte
	for i := range h {
		if n, ok := number[string(ascii.AppendLower(low[:0], h[i].Name))]; ok {
			has[n] = true
		}
	}
	return has
}

// headerContains reports whether any field of this name holds words.
func (d *document) headerContains(name, words string) bool {
	for _, value := range d.view.Header.All(name) {
		if strings.Contains(fold(value), words) {
			return true
		}
	}
	return false
}
