package mailbox

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"time"
)

// The properties that are read ([MS-OXPROPS]).
const (
	propClass        = "001A"
	propHeaders      = "007D" // the header as it came over the Internet
	propSubject      = "0037"
	propSenderName   = "0C1A"
	propSenderEmail  = "0C1F"
	propSenderSMTP   = "5D01"
	propDisplayTo    = "0E04"
	propMessageID    = "1035"
	propBody         = "1000"
	propReportText   = "1001"
	propHTML         = "1013"
	propReportingMTA = "6820"

	propSMTPAddress  = "39FE"
	propEmail        = "3003"
	propSupplement   = "0C1B" // what the refusing server said
	propRemoteMTA    = "0C21"
	propAttachType   = "370E"
	propAttachName   = "3707"
	propAttachData   = "3701"
	propSubmitTime   = 0x0039
	embeddedMessage  = "__substg1.0_3701000D"
	attachmentPrefix = "__attach_version1.0_"
	recipientPrefix  = "__recip_version1.0_"
)

// maxEmbedded bounds how deep messages in messages are written out.
const maxEmbedded = 3

// writeMIME writes the message as Internet mail. Attachments that are no
// messages or texts are named and left out: nothing reads them.
func (o *object) writeMIME(out *bytes.Buffer, depth int) {
	o.writeHeader(out)
	boundary := fmt.Sprintf("=_outlook_%d", depth)
	attachments := o.named(attachmentPrefix)
	report := reportAction(o.text(propClass))
	switch {
	case report != "":
		fmt.Fprintf(out, "Content-Type: multipart/report; report-type=delivery-status; boundary=%q\n\n--%s\n", boundary, boundary)
		o.writeBody(out)
		fmt.Fprintf(out, "\n--%s\nContent-Type: message/delivery-status\n\n", boundary)
		o.writeStatus(out, report)
	case len(attachments) > 0:
		fmt.Fprintf(out, "Content-Type: multipart/mixed; boundary=%q\n\n--%s\n", boundary, boundary)
		o.writeBody(out)
	default:
		o.writeBody(out)
		return
	}
	for _, a := range attachments {
		fmt.Fprintf(out, "\n--%s\n", boundary)
		o.part(a).writeAttachment(out, depth)
	}
	fmt.Fprintf(out, "\n--%s--\n", boundary)
}

// reportAction is the RFC 3464 action that a message class stands for, or "".
func reportAction(class string) string {
	if class = strings.ToUpper(class); !strings.HasPrefix(class, "REPORT.") {
		return ""
	}
	for _, r := range reportClasses {
		if strings.HasSuffix(class, r.suffix) {
			return r.action
		}
	}
	return ""
}

// reportClasses are the ends of the message classes of reports, the longer
// before those that they end in.
var reportClasses = []struct{ suffix, action string }{
	{".EXPANDED.DR", "expanded"},
	{".RELAYED.DR", "relayed"},
	{".NDR", "failed"},
	{".DELAYED", "delayed"},
	{".DR", "delivered"},
}

// writeHeader writes the fields that the message came with or, if it did not
// come over the Internet, those that follow from its properties.
func (o *object) writeHeader(out *bytes.Buffer) {
	headers := o.text(propHeaders)
	if headers == "" {
		writeField(out, "From", address(o.text(propSenderName), o.text(propSenderSMTP), o.text(propSenderEmail)))
		writeField(out, "To", mime.QEncoding.Encode("utf-8", o.text(propDisplayTo)))
		writeField(out, "Subject", mime.QEncoding.Encode("utf-8", o.text(propSubject)))
		writeField(out, "Message-ID", o.text(propMessageID))
		if sent := o.time(propSubmitTime); !sent.IsZero() {
			writeField(out, "Date", sent.Format(time.RFC1123Z))
		}
	}
	keep := false
	for line := range strings.SplitSeq(strings.ReplaceAll(headers, "\r\n", "\n"), "\n") {
		switch {
		case line == "":
			keep = false
		case line[0] != ' ' && line[0] != '\t':
			keep = fieldLine([]byte(line)) && !describesBody(line)
		}
		if keep {
			out.WriteString(line + "\n")
		}
	}
	out.WriteString("MIME-Version: 1.0\n")
}

// describesBody reports whether a field describes a body that Outlook took apart.
func describesBody(line string) bool {
	name, _, _ := strings.Cut(strings.ToLower(line), ":")
	return strings.HasPrefix(name, "content-") || strings.TrimSpace(name) == "mime-version"
}

func writeField(out *bytes.Buffer, name, value string) {
	if value = strings.Join(strings.Fields(value), " "); value != "" {
		fmt.Fprintf(out, "%s: %s\n", name, value)
	}
}

// address returns name and the first of the addresses that is one of the
// Internet: Exchange keeps X.500 names beside them.
func address(name string, addresses ...string) string {
	for _, a := range addresses {
		if strings.Contains(a, "@") {
			return mime.QEncoding.Encode("utf-8", name) + " <" + a + ">"
		}
	}
	return mime.QEncoding.Encode("utf-8", name)
}

// writeBody writes the text, which for a report made by Exchange is with
// its recipients.
func (o *object) writeBody(out *bytes.Buffer) {
	text, kind := o.text(propBody), "plain"
	if text == "" {
		text = o.text(propReportText)
	}
	for _, r := range o.named(recipientPrefix) {
		if text == "" {
			text = o.part(r).text(propReportText)
		}
	}
	if html := o.binary(propHTML); text == "" && html != nil {
		text, kind = o.decode(html), "html"
	}
	fmt.Fprintf(out, "Content-Type: text/%s; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n", kind, strings.ReplaceAll(text, "\r\n", "\n"))
}

// writeStatus writes what the report says of its recipients, as RFC 3464 has
// it, save the fields that it does not know.
func (o *object) writeStatus(out *bytes.Buffer, action string) {
	if mta := o.text(propReportingMTA); mta != "" {
		writeField(out, "Reporting-MTA", "dns; "+mta)
	}
	for _, s := range o.named(recipientPrefix) {
		r := o.part(s)
		out.WriteString("\n")
		for _, a := range []string{r.text(propSMTPAddress), r.text(propEmail)} {
			if strings.Contains(a, "@") {
				writeField(out, "Final-Recipient", "rfc822; "+a)
				break
			}
		}
		writeField(out, "Action", action)
		if said := r.text(propSupplement); said != "" {
			writeField(out, "Diagnostic-Code", "smtp; "+said)
		}
		if mta := r.text(propRemoteMTA); mta != "" {
			writeField(out, "Remote-MTA", "dns; "+mta)
		}
	}
}

// writeAttachment writes an attachment as a MIME part.
func (o *object) writeAttachment(out *bytes.Buffer, depth int) {
	if inner := o.storages[embeddedMessage]; inner != nil && depth < maxEmbedded {
		out.WriteString("Content-Type: message/rfc822\n\n")
		inner.object(24).writeMIME(out, depth+1)
		return
	}
	kind := strings.ToLower(strings.TrimSpace(o.text(propAttachType)))
	if _, _, err := mime.ParseMediaType(kind); err != nil {
		kind = "application/octet-stream"
	}
	fmt.Fprintf(out, "Content-Type: %s\n", kind)
	if name := o.text(propAttachName); name != "" {
		writeField(out, "Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	out.WriteString("\n")
	if strings.HasPrefix(kind, "message/") || strings.HasPrefix(kind, "text/") {
		out.Write(o.binary(propAttachData))
	}
}
