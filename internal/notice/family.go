package notice

import (
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// A family is one mail system's way of writing notices: a table of the folder
// families, which says by what it is told.
type family struct {
	Name      string
	Title     string
	Languages []string
	Marks     []mark // any of them tells the family
}

// A mark holds what must all be so. Words are in lower case, with white space
// folded.
type mark struct {
	From    string // stands in the From field
	Subject string // stands in the Subject field
	Header  string // this field is present
	Value   string // stands in the field that Header names
	Text    string // stands in the notice's words
	And     string // stands there as well
	Status  string // stands in the delivery-status fields

	rank int // how sure it is
}

var families = sync.OnceValue(func() []family {
	entries, err := tables.ReadDir("families")
	if err != nil {
		panic("notice: " + err.Error())
	}
	var all []family
	for _, e := range entries {
		src, err := tables.ReadFile("families/" + e.Name())
		if err != nil {
			panic("notice: " + err.Error())
		}
		var table struct{ Family []family }
		if err := toml.Unmarshal(src, &table); err != nil {
			panic("notice: families/" + e.Name() + ": " + err.Error())
		}
		for _, f := range table.Family {
			for i := range f.Marks {
				f.Marks[i].rank = f.Marks[i].weight()
			}
			all = append(all, f)
		}
	}
	return all
})

// recognise names the family that wrote the notice, or "". Where several
// leave their mark, the surest one counts: words over a header field over the
// name in From.
func recognise(d *document) string {
	var best string
	var bestRank int
	from, subject := fold(d.view.Header.Get("From")), fold(d.view.Header.Get("Subject"))
	for _, f := range families() {
		for i := range f.Marks {
			m := &f.Marks[i]
			if m.rank > bestRank && m.holds(d, from, subject) {
				best, bestRank = f.Name, m.rank
			}
		}
	}
	return best
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

func (m *mark) holds(d *document, from, subject string) bool {
	return (m.Text == "" || d.said.has(m.Text)) &&
		(m.And == "" || d.said.has(m.And)) &&
		(m.From == "" || strings.Contains(from, m.From)) &&
		(m.Subject == "" || strings.Contains(subject, m.Subject)) &&
		(m.Header == "" || d.view.Header.Has(m.Header) && (m.Value == "" || d.headerContains(m.Header, m.Value))) &&
		(m.Status == "" || strings.Contains(d.status, m.Status))
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
