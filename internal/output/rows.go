package output

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

// A row is one line of the table below a headline.
type row struct{ label, value string }

// known returns the rows that have a value.
func known(rows []row) []row {
	return slices.DeleteFunc(rows, func(r row) bool { return r.value == "" })
}

// recipientRows returns what the notice says about one recipient, and what follows
// from it.
func (w *Words) recipientRows(rec *ndr.Recipient) []row {
	l := w.Label
	rows := []row{
		{l["reply"], w.reply(rec)},
		{l["diagnostic"], w.diagnostic(rec)},
		{l["remote_mta"], w.host(rec.RemoteMTA)},
		{l["provider"], remedies.ProviderName(rec.Provider, w.lang)},
		{l["status"], w.status(rec)},
		{l["original_address"], different(rec.OriginalAddress, rec.Address)},
		{l["last_attempt"], moment(rec.LastAttempt)},
		{l["will_retry_until"], moment(rec.WillRetryUntil)},
		{l["evidence"], w.evidence(rec)},
		{l["confidence"], w.confidence(rec)},
		{l["list_action"], w.ListAction[rec.ListAction]},
	}
	return known(rows)
}

// messageRows returns what the notice says about the message as a whole.
func (w *Words) messageRows(r *ndr.Report) []row {
	l, o := w.Label, &r.Original
	rows := w.clientRows(r.Client)
	rows = append(rows,
		row{l["from"], o.From},
		row{l["to"], w.to(r)},
		row{l["subject"], o.Subject},
		row{l["sent"], moment(o.Date)},
		row{l["message_id"], o.MessageID},
		row{l["envelope_id"], o.EnvelopeID},
		row{l["queue_id"], r.QueueID},
		row{l["reported_by"], r.ReportingMTA},
		row{l["arrived"], moment(r.ArrivalDate)},
		row{l["format"], r.Format},
	)
	for _, name := range slices.Sorted(maps.Keys(o.Headers)) {
		rows = append(rows, row{name, o.Headers[name]})
	}
	for _, warning := range r.Warnings {
		rows = append(rows, row{l["warning"], warning})
	}
	return known(rows)
}

// clientRows returns what the mail program that showed the error says.
func (w *Words) clientRows(c *ndr.Client) []row {
	if c == nil {
		return nil
	}
	return []row{
		{w.Label["client"], remedies.ClientName(c.Name, w.lang)},
		{w.Label["account"], c.Account},
		{w.Label["server"], w.server(c)},
		{w.Label["error_number"], c.ErrorNumber},
	}
}

// server returns the submission server with its port and encryption.
func (w *Words) server(c *ndr.Client) string {
	where := c.Server
	if where != "" && c.Port != 0 {
		where = w.phrase("via", "server", c.Server, "port", strconv.Itoa(c.Port))
	}
	if secure := w.Answer[c.Secure]; where != "" && secure != "" {
		where = w.phrase("encrypted", "where", where, "secure", secure)
	}
	return where
}

// to returns the original's addressees if they say more than the recipients.
func (w *Words) to(r *ndr.Report) string {
	failed := func(address string) bool {
		return slices.ContainsFunc(r.Recipients, func(rec ndr.Recipient) bool {
			return strings.EqualFold(rec.Address, address)
		})
	}
	if !slices.ContainsFunc(r.Original.To, func(a string) bool { return !failed(a) }) {
		return ""
	}
	return strings.Join(r.Original.To, ", ")
}

// reply returns what the server said, and to which command, unless its words say
// that too.
func (w *Words) reply(rec *ndr.Recipient) string {
	text, command := rec.Reply.Text, rec.Reply.Command
	if text == "" || command == "" || strings.Contains(strings.ToLower(text), "in reply to "+strings.ToLower(command)) {
		return text
	}
	return text + " " + w.phrase("answering", "command", command)
}

// diagnostic returns the diagnostic code if it says more than the reply and the
// words that introduce it ("host mx.example.org said:").
func (w *Words) diagnostic(rec *ndr.Recipient) string {
	if said := wording(rec.Reply.Text); said != "" && strings.HasSuffix(wording(rec.Diagnostic), said) {
		return ""
	}
	return w.wholeDiagnostic(rec)
}

// wording returns a reply without its codes, which each of its lines can begin with
// (RFC 5321 section 4.2.1), and without what ends a quotation of it.
func wording(reply string) string {
	words := slices.DeleteFunc(strings.Fields(reply), isCode)
	return strings.TrimRight(strings.Join(words, " "), "\"'”’»」)]> .")
}

// isCode reports whether a word is a reply code, an enhanced status code, or
// both joined by a hyphen.
func isCode(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r != '-' && r != '.' && (r < '0' || '9' < r) })
}

// wholeDiagnostic returns the whole diagnostic code, unless it is the reply after
// its type (RFC 3464 section 2.3.6).
func (w *Words) wholeDiagnostic(rec *ndr.Recipient) string {
	kind, text, typed := strings.Cut(rec.Diagnostic, ";")
	if typed && !strings.ContainsAny(strings.TrimSpace(kind), " \t") && strings.TrimSpace(text) == rec.Reply.Text {
		return ""
	}
	return different(rec.Diagnostic, rec.Reply.Text)
}

// status returns the enhanced status code if the reply does not show it.
func (w *Words) status(rec *ndr.Recipient) string {
	if rec.Status == rec.Reply.Status || strings.Contains(rec.Reply.Text, rec.Status) {
		return ""
	}
	return rec.Status
}

func (w *Words) host(h ndr.Host) string {
	switch {
	case h.IP == "":
		return h.Host
	case h.Host == "":
		return "[" + h.IP + "]"
	}
	return w.phrase("host", "host", h.Host, "ip", h.IP)
}

// evidence returns the strongest piece of evidence.
func (w *Words) evidence(rec *ndr.Recipient) string {
	if len(rec.Evidence) == 0 {
		return ""
	}
	return w.phrase("evidence", "text", rec.Evidence[0].Text, "rule", rec.Evidence[0].Rule)
}

func (w *Words) confidence(rec *ndr.Recipient) string {
	if rec.Cause == "" || rec.Confidence == 0 {
		return ""
	}
	return w.phrase("confidence", "percent", strconv.Itoa(int(rec.Confidence*100+0.5)))
}

// moment formats a time in the zone that the message states.
func moment(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format("2006-01-02 15:04:05 -07:00")
}

func different(s, other string) string {
	if s == other {
		return ""
	}
	return s
}
