package notice

import (
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readMsmtp reads what msmtp prints. Under the name of sendmail, as mutt calls
// it, it prints that name:
//
//	msmtp: recipient address jiro@example.org not accepted by the server
//	msmtp: server message: 550 5.1.1 No such user
//	msmtp: could not send mail (account default from /home/taro/.msmtprc)
func readMsmtp(text string) (*fact.Notice, bool) {
	if strings.Contains(text, "exitcode=EX_") && strings.Contains(text, "host=") {
		return readMsmtpLog(text), true
	}
	if !strings.Contains(text, "msmtp: ") && !strings.Contains(text, ": could not send mail") && !strings.Contains(text, ": server message: ") {
		return nil, false
	}
	n := &fact.Notice{Format: "msmtp", Client: &fact.Client{Name: "msmtp", Protocol: "SMTP"}, Words: bounded(text)}
	current := fact.Recipient{Action: fact.Failed}
	file := func() {
		if current.Diagnostic == "" {
			return
		}
		if current.Reply = reply.Parse(current.Diagnostic); current.Reply.Code == 0 {
			current.Reply = fact.Reply{}
		}
		current.Words = current.Diagnostic
		n.Recipients = append(n.Recipients, current)
		current = fact.Recipient{Action: fact.Failed}
	}
	for _, line := range strings.Split(text, "\n") {
		_, said, ok := strings.Cut(line, ": ")
		if !ok {
			continue
		}
		if message, ok := strings.CutPrefix(said, "server message: "); ok {
			current.Diagnostic = joined(current.Diagnostic, message)
			continue
		}
		if strings.HasPrefix(said, "recipient address ") {
			file()
			current.Address = first(addresses(said))
			continue
		}
		msmtpLine(said, n, &current)
	}
	file()
	if len(n.Recipients) == 0 {
		n.Recipients = []fact.Recipient{{Action: fact.Failed, Diagnostic: n.Words, Words: n.Words}}
	}
	return n, true
}

// msmtpLine reads a line that is not a server's.
func msmtpLine(said string, n *fact.Notice, r *fact.Recipient) {
	switch {
	case strings.HasPrefix(said, "envelope from address "):
		n.Original.From = first(addresses(said))
	case strings.HasPrefix(said, "cannot connect to "), strings.HasPrefix(said, "cannot locate host "):
		host := strings.TrimPrefix(strings.TrimPrefix(said, "cannot connect to "), "cannot locate host ")
		n.Client.Server = hostWord(host)
		n.Client.Port = portIn(host)
		r.Diagnostic = said
	case strings.HasPrefix(said, "could not send mail"):
		n.Client.Account = accountIn(said)
	case r.Diagnostic == "" && r.Address == "" && !strings.HasPrefix(said, "authentication failed"):
		r.Diagnostic = said
	}
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

// readMsmtpLog reads the last failing line of msmtp's log:
//
//	Mar 02 10:00:00 host=smtp.example.com tls=on auth=on user=taro
//	from=taro@example.com recipients=jiro@example.org smtpstatus=550
//	smtpmsg='550 5.1.1 No such user' errormsg='…' exitcode=EX_UNAVAILABLE
func readMsmtpLog(text string) *fact.Notice {
	n := &fact.Notice{Format: "msmtp", Client: &fact.Client{Name: "msmtp", Protocol: "SMTP"}}
	n.Words = bounded(lastFailure(text))
	f := logFields(n.Words)
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
	refused := addresses(f["recipients"])
	if named, ok := strings.CutPrefix(f["errormsg"], "recipient address "); ok {
		refused = addresses(named) // it tried no other
	}
	for _, a := range refused {
		r.Address = a
		n.Recipients = append(n.Recipients, r)
	}
	if len(n.Recipients) == 0 {
		n.Recipients = []fact.Recipient{r}
	}
	return n
}

// lastFailure returns the last entry of the log that did not succeed. An entry
// can be folded when it is pasted, and ends with its exit code.
func lastFailure(text string) string {
	var last string
	for text != "" {
		at := strings.Index(text, "exitcode=")
		if at < 0 {
			break
		}
		end := len(text)
		if n := strings.IndexAny(text[at:], " \t\n"); n >= 0 {
			end = at + n
		}
		if last == "" || !strings.HasPrefix(text[at:], "exitcode=EX_OK") {
			last = text[:end]
		}
		text = text[end:]
	}
	return strings.TrimSpace(last)
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
