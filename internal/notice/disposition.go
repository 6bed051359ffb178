package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/dsn"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/message"
)

// readDisposition reads a disposition notification (RFC 8098). Sieve's reject
// (RFC 5429 section 2.1.2) and some delivery agents refuse mail in this form:
// such a one is a failure.
func readDisposition(d *document, n *fact.Notice) bool {
	if d.view.Disposition == "" {
		return readReceiptWords(d, n)
	}
	n.Format = "mdn"
	fields, _ := message.ParseHeader(d.view.Disposition)
	r := fact.Recipient{
		Address:  dsn.Address(fields.Get("Final-Recipient")),
		Original: dsn.Address(fields.Get("Original-Recipient")),
	}
	if r.Address == "" {
		r.Address, r.Original = r.Original, ""
	}
	if n.Original.MessageID == "" {
		n.Original.MessageID = fields.Raw("Original-Message-ID")
	}
	n.ReportingMTA = reportingUA(fields.Raw("Reporting-UA"))
	disposition := fold(fields.Raw("Disposition"))
	if strings.Contains(disposition, "displayed") || !d.said.says(saysRefused) && !strings.Contains(disposition, "/error") {
		n.Kind = fact.Receipt
	} else {
		r.Action = fact.Failed
		r.Reply, r.Remote, r.Diagnostic = bestReply(d.units())
		r.Words = words(d.lines)
		if r.Diagnostic == "" {
			r.Diagnostic = anyReason(d.units())
		}
	}
	n.Recipients = []fact.Recipient{r}
	return true
}

// readReceiptWords reads a receipt that has lost its fields, as one that Outlook
// has saved: its subject and its sentence say what became of the message.
func readReceiptWords(d *document, n *fact.Notice) bool {
	p := phrases().Receipts
	if d.view.Status != "" || !startsWithAny(d.title, p.Prefixes) || containsAny(d.folded, p.Words) == "" {
		return false
	}
	n.Format, n.Kind, n.Recipients = "mdn", fact.Receipt, repliers(d)
	return true
}

// reportingUA returns the host of a Reporting-UA field.
func reportingUA(value string) string {
	host, _, _ := strings.Cut(value, ";")
	return strings.TrimSpace(host)
}
