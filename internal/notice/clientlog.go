package notice

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// A logReader reads one program's error output or log lines. It reports false
// where the text is none of its own.
type logReader func(text string) (*fact.Notice, bool)

// logReaders are tried in order.
var logReaders = []logReader{readMsmtp, readPostfixLog, readEximLog, readSendmailLog, readSmtplib, readMutt}

// readMsmtp reads what msmtp prints, and its log:
//
//	msmtp: authentication failed (method PLAIN)
//	msmtp: server message: 535 5.7.8 Bad credentials
//
//	Mar 02 10:00:00 host=smtp.example.com tls=on auth=on user=taro
//	from=taro@example.com recipients=jiro@example.org smtpstatus=550
//	smtpmsg='550 5.1.1 No such user' errormsg='…' exitcode=EX_UNAVAILABLE
func readMsmtp(text string) (*fact.Notice, bool) {
	if strings.Contains(text, "exitcode=EX_") && strings.Contains(text, "host=") {
		return readMsmtpLog(text), true
	}
	if !strings.Contains(text, "msmtp:") {
		return nil, false
	}
	n := &fact.Notice{Format: "msmtp", Client: &fact.Client{Name: "msmtp"}, Words: bounded(text)}
	r := fact.Recipient{Action: fact.Failed, Words: n.Words}
	for _, line := range strings.Split(text, "\n") {
		_, said, ok := strings.Cut(line, "msmtp: ")
		if !ok {
			continue
		}
		switch {
		case strings.HasPrefix(said, "server message: "):
			r.Diagnostic = strings.TrimSpace(r.Diagnostic + " " + strings.TrimPrefix(said, "server message: "))
		case strings.HasPrefix(said, "recipient address "):
			r.Address = first(addresses(said))
		case strings.HasPrefix(said, "envelope from address "):
			n.Original.From = first(addresses(said))
		case strings.HasPrefix(said, "cannot connect to "), strings.HasPrefix(said, "cannot locate host "), strings.HasPrefix(said, "network "):
			host, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(said, "cannot connect to "), "cannot locate host "), ",")
			host, _, _ = strings.Cut(host, ":")
			if reply.IsHostname(host) {
				n.Client.Server = host
			}
			n.Client.Port = portIn(rest)
		case strings.HasPrefix(said, "could not send mail"):
			n.Client.Account = accountIn(said)
		}
	}
	if r.Diagnostic != "" {
		r.Reply = reply.Parse(r.Diagnostic)
	}
	n.Recipients = []fact.Recipient{r}
	return n, true
}

// readMsmtpLog reads the last failing line of msmtp's log.
func readMsmtpLog(text string) *fact.Notice {
	n := &fact.Notice{Format: "msmtp", Client: &fact.Client{Name: "msmtp", Protocol: "SMTP"}, Words: bounded(text)}
	f := logFields(text)
	n.Client.Server, n.Client.Account = f["host"], f["user"]
	n.Client.Port, _ = strconv.Atoi(f["port"])
	n.Client.Secure = map[string]string{"on": "yes", "off": "no"}[f["tls"]]
	n.Original.From = f["from"]
	r := fact.Recipient{Action: fact.Failed, Diagnostic: f["smtpmsg"], Words: f["errormsg"]}
	if r.Diagnostic != "" {
		r.Reply = reply.Parse(r.Diagnostic)
		r.Remote = fact.Host{Name: f["host"]}
	}
	if r.Reply.Code == 0 {
		r.Reply.Code, _ = strconv.Atoi(f["smtpstatus"])
	}
	if r.Diagnostic == "" {
		r.Diagnostic = r.Words
	}
	for _, a := range addresses(f["recipients"]) {
		r.Address = a
		n.Recipients = append(n.Recipients, r)
	}
	if len(n.Recipients) == 0 {
		n.Recipients = []fact.Recipient{r}
	}
	return n
}

// logFields reads name=value pairs; a value in single quotes may hold blanks.
func logFields(text string) map[string]string {
	fields := map[string]string{}
	for text != "" {
		eq := strings.IndexByte(text, '=')
		if eq < 0 {
			break
		}
		name := text[strings.LastIndexAny(text[:eq], " \t\n,")+1 : eq]
		text = text[eq+1:]
		var value string
		if rest, ok := strings.CutPrefix(text, "'"); ok {
			value, text, _ = strings.Cut(rest, "'")
		} else {
			end := strings.IndexAny(text, " \t\n")
			if end < 0 {
				end = len(text)
			}
			value, text = strings.TrimSuffix(text[:end], ","), text[end:]
		}
		if name != "" {
			fields[name] = value
		}
	}
	return fields
}

var portWords = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`port (\d{1,5})`) })

func portIn(s string) int {
	if m := portWords().FindStringSubmatch(s); m != nil {
		port, _ := strconv.Atoi(m[1])
		return port
	}
	return 0
}

// accountIn reads the account in "could not send mail (account work from …)".
func accountIn(s string) string {
	_, rest, ok := strings.Cut(s, "(account ")
	if !ok {
		return ""
	}
	account, _, _ := strings.Cut(strings.TrimSuffix(rest, ")"), " from ")
	return account
}

// readPostfixLog reads Postfix's delivery log lines:
//
//	postfix/smtp[42]: 4X0: to=<jiro@example.org>, relay=mx.example.org[192.0.2.9]:25,
//	delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.9] said: 550 …)
func readPostfixLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "postfix", " status=", func(line string, n *fact.Notice) (r fact.Recipient, ok bool) {
		_, said, found := strings.Cut(line, " status=")
		word, detail, _ := strings.Cut(said, " ")
		if !found || !strings.Contains(line, "to=<") {
			return r, false
		}
		r.Action = map[string]string{"bounced": fact.Failed, "undeliverable": fact.Failed, "expired": fact.Failed, "deferred": fact.Delayed, "sent": fact.Delivered}[word]
		r.Status = reply.Status(between(line, " dsn=", ","))
		detail = strings.TrimSpace(detail)
		r.Diagnostic = strings.TrimSuffix(strings.TrimPrefix(detail, "("), ")")
		r.Remote = reply.Host("relay=" + between(line, " relay=", ","))
		return r, r.Action != ""
	})
}

// readSendmailLog reads sendmail's delivery log lines:
//
//	sendmail[42]: k1: to=<jiro@example.org>, delay=00:00:01, mailer=esmtp,
//	relay=mx.example.org. [192.0.2.9], dsn=5.1.1, stat=User unknown
func readSendmailLog(text string) (*fact.Notice, bool) {
	return readLogLines(text, "sendmail", " stat=", func(line string, n *fact.Notice) (r fact.Recipient, ok bool) {
		_, said, found := strings.Cut(line, " stat=")
		if !found || !strings.Contains(line, "to=") {
			return r, false
		}
		r.Diagnostic = strings.TrimSpace(said)
		r.Status = reply.Status(between(line, " dsn=", ","))
		switch low := strings.ToLower(r.Diagnostic); {
		case strings.HasPrefix(low, "sent"):
			r.Action = fact.Delivered
		case strings.HasPrefix(low, "deferred"):
			r.Action = fact.Delayed
		default:
			r.Action = fact.Failed
		}
		r.Remote = reply.Host("relay=" + between(line, " relay=", ","))
		return r, true
	})
}

// readLogLines reads a log of which each line with mark tells one recipient's
// fate; the last line on a recipient counts.
func readLogLines(text, format, mark string, read func(string, *fact.Notice) (fact.Recipient, bool)) (*fact.Notice, bool) {
	if !strings.Contains(text, mark) || !strings.Contains(text, "to=") {
		return nil, false
	}
	n := &fact.Notice{Format: format, Words: bounded(text)}
	for _, line := range strings.Split(text, "\n") {
		if from := between(line, " from=<", ">"); from != "" {
			n.Original.From = from
		}
		r, ok := read(line, n)
		if !ok {
			continue
		}
		r.Address = first(addresses(between(line+",", "to=", ",")))
		r.Words = r.Diagnostic
		if r.Diagnostic != "" {
			r.Reply = reply.Parse(r.Diagnostic)
			if r.Remote == (fact.Host{}) {
				r.Remote = reply.Host(r.Diagnostic)
			}
		}
		replaceRecipient(n, r)
	}
	return n, len(n.Recipients) > 0
}

// replaceRecipient files r in the place of an earlier fate of its address.
func replaceRecipient(n *fact.Notice, r fact.Recipient) {
	for i := range n.Recipients {
		if strings.EqualFold(n.Recipients[i].Address, r.Address) {
			n.Recipients[i] = r
			return
		}
	}
	n.Recipients = append(n.Recipients, r)
}

// between gives what stands between a and b in s, "" where they do not.
func between(s, a, b string) string {
	_, rest, ok := strings.Cut(s, a)
	if !ok {
		return ""
	}
	inner, _, _ := strings.Cut(rest, b)
	return inner
}

// readEximLog reads Exim's main log: a failure (**) or a delay (==).
//
//	2026-03-02 10:00:00 1abcDE-000001-AB ** jiro@example.org R=dnslookup
//	T=remote_smtp H=mx.example.org [192.0.2.9]: SMTP error from remote mail
//	server after RCPT TO:<jiro@example.org>: 550 5.1.1 No such user
func readEximLog(text string) (*fact.Notice, bool) {
	n := &fact.Notice{Format: "exim", Words: bounded(text)}
	for _, line := range strings.Split(text, "\n") {
		action, rest := fact.Failed, ""
		if _, after, ok := strings.Cut(line, " ** "); ok {
			rest = after
		} else if _, after, ok := strings.Cut(line, " == "); ok {
			action, rest = fact.Delayed, after
		}
		if rest == "" || !strings.Contains(rest, " R=") && !strings.Contains(rest, ": ") {
			continue
		}
		address, detail, _ := strings.Cut(rest, " ")
		if first(addresses(address)) == "" {
			continue
		}
		r := fact.Recipient{Address: first(addresses(address)), Action: action}
		if h := between(detail, " H=", ":"); h != "" {
			r.Remote = reply.Host("host " + h)
		}
		if at := strings.Index(detail, ": "); at >= 0 {
			detail = detail[at+2:]
		}
		r.Diagnostic, r.Words, r.Reply = detail, detail, reply.Parse(detail)
		n.QueueID = queueID(line)
		replaceRecipient(n, r)
	}
	return n, len(n.Recipients) > 0
}

// queueID gives Exim's message id in a log line: the third word.
func queueID(line string) string {
	if words := strings.Fields(line); len(words) > 2 && strings.Count(words[2], "-") == 2 {
		return words[2]
	}
	return ""
}

var smtplibPair = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:['"]([^'"@\s]+@[^'"\s]+)['"]:\s*)?\(([245]\d\d), b?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")`)
})

// readSmtplib reads the exceptions of Python's smtplib:
//
//	smtplib.SMTPRecipientsRefused: {'jiro@example.org': (550, b'5.1.1 No such user')}
//	smtplib.SMTPAuthenticationError: (535, b'5.7.8 Bad credentials')
func readSmtplib(text string) (*fact.Notice, bool) {
	_, said, ok := strings.Cut(text, "smtplib.SMTP")
	if !ok {
		return nil, false
	}
	n := &fact.Notice{Format: "smtplib", Client: &fact.Client{Name: "smtplib"}, Words: bounded("smtplib.SMTP" + said)}
	for _, m := range smtplibPair().FindAllStringSubmatch(said, maxGuesses) {
		words := strings.NewReplacer(`\n`, " ", `\r`, "", `\'`, "'").Replace(m[3] + m[4])
		if !strings.HasPrefix(words, m[2]) {
			words = m[2] + " " + words
		}
		n.Recipients = append(n.Recipients, fact.Recipient{Address: m[1], Action: fact.Failed, Reply: reply.Parse(words), Diagnostic: words, Words: words})
	}
	if strings.HasPrefix(said, "SenderRefused") {
		all := addresses(said)
		if len(all) > 0 {
			n.Original.From = all[len(all)-1]
		}
	}
	if len(n.Recipients) == 0 {
		line, _, _ := strings.Cut(said, "\n")
		n.Recipients = []fact.Recipient{{Action: fact.Failed, Diagnostic: "smtplib.SMTP" + line, Words: "smtplib.SMTP" + line}}
	}
	return n, true
}

// readMutt reads the status lines of mutt and NeoMutt:
//
//	SMTP session failed: 535 5.7.8 Bad credentials
//	SASL authentication failed.
func readMutt(text string) (*fact.Notice, bool) {
	low := strings.ToLower(text)
	if !strings.Contains(low, "smtp session failed") && !strings.Contains(low, "sasl authentication failed") && !strings.Contains(low, "smtp authentication ") {
		return nil, false
	}
	n := &fact.Notice{Format: "mutt", Client: &fact.Client{Name: "neomutt"}, Words: bounded(strings.TrimSpace(text))}
	words := text
	if _, rest, ok := strings.Cut(text, "session failed:"); ok {
		words = rest
	}
	r := fact.Recipient{Action: fact.Failed, Reply: reply.Parse(words), Diagnostic: strings.TrimSpace(words), Words: n.Words}
	n.Recipients = []fact.Recipient{r}
	return n, true
}
