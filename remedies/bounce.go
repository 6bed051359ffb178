package remedies

import (
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
)

// A bounce is one recipient's failure as the catalogue sees it. What the report
// states is worked out when a condition or a sentence asks for it.
type bounce struct {
	report *ndr.Report
	rec    *ndr.Recipient
	lang   Lang
	values map[string]string // of the variables, by name, as text

	reply      string // see said
	submission *service
}

func newBounce(r *ndr.Report, rec *ndr.Recipient, lang Lang) *bounce {
	return &bounce{report: r, rec: rec, lang: lang, values: map[string]string{}}
}

// said returns what the refusing server and the notice said, in lower case.
func (b *bounce) said() string {
	if b.reply == "" {
		said := []string{b.rec.Reply.Text, b.rec.Diagnostic}
		for _, e := range b.rec.Evidence {
			said = append(said, e.Text)
		}
		b.reply = strings.ToLower(strings.Join(said, "\n"))
	}
	return b.reply
}

// The parties that can have reported a failure.
const (
	byClient = "client" // the sender's own mail program
	byServer = "server" // a mail system, in a notice
	byText   = "text"   // a line of which only the words are known
)

// reportedBy returns who reported the failure.
func (b *bounce) reportedBy() string {
	switch {
	case b.reporter().Name != "":
		return byClient
	case b.report.ReportingMTA != "" || b.rec.RemoteMTA.Host != "" || b.report.Format != "" && b.report.Format != "text":
		return byServer
	}
	return byText
}

// delayed reports whether a system is still trying to deliver.
func (b *bounce) delayed() bool {
	if b.rec.Action != "" {
		return b.rec.Action == ndr.ActionDelayed
	}
	return b.report.Kind == ndr.Delayed
}

// text returns a variable, a label or a menu path as it is shown in a
// sentence, "" if it is not known.
func (b *bounce) text(name string) string {
	if key, ok := strings.CutPrefix(name, "label."); ok {
		return b.vocabulary().Labels[key]
	}
	if task, ok := strings.CutPrefix(name, "menu."); ok {
		return b.client().menu(task, b)
	}
	value, seen := b.values[name]
	if !seen {
		if v, known := variables[name]; known {
			if value = v.of(b); v.kind != asPhrase {
				value = clean(value)
			}
		}
		b.values[name] = value
	}
	return value
}

// safe returns a variable as it may be in a command, a setting or a DNS
// record: "" unless it is valid for its kind.
func (b *bounce) safe(name string) string {
	if strings.HasPrefix(name, "label.") {
		return b.text(name)
	}
	return variables[name].kind.valid(b.text(name))
}
