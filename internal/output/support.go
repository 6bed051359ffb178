package output

import (
	"bufio"
	"io"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

// SupportOptions controls what goes into a description for a support desk.
type SupportOptions struct {
	Lang     remedies.Lang
	Markdown bool // else plain text
	Private  bool // with the subject and the other addressees
}

// Support writes to w what a support desk asks for about one report: who did
// not get the mail, what the servers said in full, when, and the names under
// which their logs know the message.
func Support(w io.Writer, r *ndr.Report, options SupportOptions) error {
	words := WordsIn(options.Lang)
	s := supportText{bufio.NewWriter(w), options.Markdown}
	s.heading(1, words.Label["support_title"], "")
	s.rows(words.supportMessage(r, options.Private))
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		s.out.WriteByte('\n')
		s.heading(2, words.Label["recipient"]+": ", words.who(rec))
		s.rows(words.supportRecipient(rec))
	}
	return s.out.Flush()
}

// supportMessage returns what the servers' logs know the message by and, if private
// is set, its subject and addressees.
func (w *Words) supportMessage(r *ndr.Report, private bool) []row {
	public := *r
	if !private {
		public.Original.Subject = ""
		public.Original.To = nil
	}
	return w.messageRows(&public)
}

func (w *Words) supportRecipient(rec *ndr.Recipient) []row {
	rows := []row{
		{w.Label["cause"], w.fate(rec)},
		{w.Label["reply"], w.reply(rec)},
		{w.Label["diagnostic"], w.wholeDiagnostic(rec)},
		{w.Label["evidence"], w.unsaid(rec)},
		{w.Label["status"], w.status(rec)},
		{w.Label["remote_mta"], w.host(rec.RemoteMTA)},
		{w.Label["provider"], remedies.ProviderName(rec.Provider, w.lang)},
		{w.Label["listing"], w.listing(rec)},
		{w.Label["original_address"], different(rec.OriginalAddress, rec.Address)},
		{w.Label["tried"], w.tried(rec)},
	}
	return known(rows)
}

// unsaid returns the strongest piece of evidence if it is neither in the reply nor
// in the diagnostic code.
func (w *Words) unsaid(rec *ndr.Recipient) string {
	if len(rec.Evidence) == 0 {
		return ""
	}
	text := rec.Evidence[0].Text
	if strings.Contains(rec.Reply.Text, text) || strings.Contains(rec.Diagnostic, text) {
		return ""
	}
	return text
}

// tried returns the times of the attempts that the notice states.
func (w *Words) tried(rec *ndr.Recipient) string {
	var told []string
	if rec.LastAttempt != nil {
		told = append(told, w.phrase("attempted", "when", moment(rec.LastAttempt)))
	}
	if rec.WillRetryUntil != nil {
		told = append(told, w.phrase("retrying", "when", moment(rec.WillRetryUntil)))
	}
	return strings.Join(told, " ")
}

// A supportText lays the description out, as Markdown or plain.
type supportText struct {
	out      *bufio.Writer
	markdown bool
}

// heading writes a title, and after it what it is about.
func (s supportText) heading(level int, title, about string) {
	about = Safe(about)
	if s.markdown {
		if about != "" {
			about = codeSpan(about)
		}
		s.out.WriteString(strings.Repeat("#", level) + " " + title + about + "\n\n")
		return
	}
	underline := "="
	if level > 1 {
		underline = "-"
	}
	s.out.WriteString(title + about + "\n" + strings.Repeat(underline, columns(title+about)) + "\n")
}

func (s supportText) rows(rows []row) {
	for _, row := range rows {
		if s.markdown {
			s.out.WriteString("- **" + escapeMarkdown(row.label) + ":** " + codeSpan(Safe(row.value)) + "\n")
		} else {
			s.out.WriteString(Safe(row.label+": "+row.value) + "\n")
		}
	}
}

// codeSpan quotes text so that Markdown shows it as it is: between more
// backticks than it holds in a row (CommonMark 0.31, section 6.1).
func codeSpan(text string) string {
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`, "#", `\#`, "!", `\!`)

func escapeMarkdown(text string) string { return markdownEscaper.Replace(text) }
