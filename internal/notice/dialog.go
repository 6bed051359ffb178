package notice

import (
	"html"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/phrase"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// dialogTable is dialog.toml.
type dialogTable struct {
	Fields map[string][]string
	Words  struct {
		Recipient, Sender, Task, Live, Express, Yes, No []string
	}
}

var dialogWords = sync.OnceValue(func() dialogTable { return table[dialogTable]("dialog.toml") })

// maxDialog bounds what is read as a dialog; a real one has some 600 bytes.
const maxDialog = 16 << 10

// errorNumber is an HRESULT as mail clients show it.
var errorNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\b0x8[0-9a-f]{7}\b`) })

// readDialog reads the error dialog of a Microsoft mail client, pasted as text
// in whatever state: on one line, quotes doubled or escaped, fields missing.
//
//	The message could not be sent because one of the recipients was rejected
//	by the server. The rejected e-mail address was 'jiro@example.org'.
//	Subject 'Hello', Account: 'example', Server: 'smtp.example.com',
//	Protocol: SMTP, Server Response: '550 Relaying denied', Port: 25,
//	Secure(SSL): No, Server Error: 550, Error Number: 0x800CCC79
func readDialog(text string) (*fact.Notice, bool) {
	if len(text) > maxDialog {
		return nil, false
	}
	raw := text
	text = plainQuotes(text)
	low := ascii.Lower(text)
	number := ""
	if strings.Contains(low, "0x8") {
		number = errorNumber().FindString(text)
	}
	fields := dialogFields(text, low)
	if number == "" && (fields["server"] == "" || fields["protocol"] == "" && fields["port"] == "") {
		return nil, false
	}
	c := &fact.Client{
		Name:        dialogClient(low),
		Account:     fields["account"],
		Server:      serverName(fields["server"]),
		Protocol:    fields["protocol"],
		Secure:      yesNo(fields["secure"]),
		ErrorNumber: strings.Replace(strings.ToUpper(number), "0X", "0x", 1),
	}
	c.Port, _ = strconv.Atoi(fields["port"])
	if c.Account == "" {
		c.Account = taskAccount(text, low)
	}
	n := &fact.Notice{Format: "outlook_dialog", Client: c, Words: strings.TrimSpace(bounded(text))}
	n.Original.Subject = fields["subject"]
	n.Original.From = first(addresses(after(text, low, dialogWords().Words.Sender, 200)))
	r := fact.Recipient{
		Address: first(addresses(after(text, low, dialogWords().Words.Recipient, 200))),
		Action:  fact.Failed,
		Words:   n.Words,
	}
	if r.Diagnostic = fields["response"]; r.Diagnostic == "" {
		if said, ok := quotedReply(raw); ok {
			r.Diagnostic = untilField(plainQuotes(said))
		}
	}
	if r.Diagnostic != "" {
		r.Reply = reply.Parse(r.Diagnostic)
		r.Remote = fact.Host{Name: c.Server}
	}
	if r.Reply.Code == 0 {
		r.Reply.Code = reply.Parse(fields["code"]).Code
	}
	if r.Address == "" && n.Original.From == "" {
		nameRefused(n, &r, text)
	}
	if r.Remote.Name == "" && r.Reply.Code != 0 {
		r.Remote.Name = c.Server
	}
	n.Recipients = []fact.Recipient{r}
	return n, true
}

// Error numbers that say which address was refused.
const (
	senderRefused    = "0x800CCC78"
	recipientRefused = "0x800CCC79"
)

// nameRefused finds the refused address where no known words are before it:
// the error number says whose it is.
func nameRefused(n *fact.Notice, r *fact.Recipient, text string) {
	address := first(addresses(r.Diagnostic))
	switch n.Client.ErrorNumber {
	case senderRefused:
		n.Original.From = address
	case recipientRefused:
		if r.Address = address; address == "" {
			r.Address = first(addresses(text))
		}
	default:
		r.Address = recipientIn(r.Diagnostic)
	}
}

// plainQuotes undoes HTML escapes and makes one sort of quote of them all.
func plainQuotes(text string) string {
	text = html.UnescapeString(text)
	text = strings.NewReplacer(
		"“", "'", "”", "'", "‘", "'", "’", "'", "「", "'", "」", "'", "『", "'", "』", "'", "`", "'", "\"", "'",
		"：", ":", "（", " (", "）", ")", "、", ", ", "\u00a0", " ", "\r", "",
	).Replace(text)
	for strings.Contains(text, "''") {
		text = strings.ReplaceAll(text, "''", "'")
	}
	return strings.Join(strings.Fields(text), " ")
}

// dialogNames are the names of all fields, by field.
var dialogNames = sync.OnceValue(func() *phrase.Table[string] {
	var all []phrase.Entry[string]
	for field, names := range dialogWords().Fields {
		all = append(all, phrase.Entry[string]{Value: field, Phrases: names})
	}
	return phrase.NewTable(all)
})

// untilField cuts words where the next field begins.
func untilField(words string) string {
	low := ascii.Lower(words)
	for _, h := range dialogNames().Sweep([]byte(low), nil) {
		if _, ok := fieldEnd(low, int(h.Start), int(h.End), false); ok {
			words = words[:h.Start]
			break
		}
	}
	return trimValue(words)
}

// dialogFields finds the fields by their names and takes what is between
// one name and the next as the value.
func dialogFields(text, low string) map[string]string {
	type place struct {
		field      string
		start, end int
	}
	var places []place
	for _, h := range dialogNames().Hits([]byte(low), nil) {
		field := dialogNames().Value(h.Phrase)
		if end, ok := fieldEnd(low, int(h.Start), int(h.End), field == "subject"); ok {
			places = append(places, place{field, int(h.Start), end})
		}
	}
	// At one place the longer name counts: "Server Response" over "Server".
	sort.Slice(places, func(i, j int) bool {
		if places[i].start != places[j].start {
			return places[i].start < places[j].start
		}
		return places[i].end > places[j].end
	})
	fields := map[string]string{}
	for i, p := range places {
		if i > 0 && p.start < places[i-1].end {
			continue
		}
		end := len(text)
		for _, next := range places[i+1:] {
			if next.start >= p.end {
				end = next.start
				break
			}
		}
		if fields[p.field] == "" {
			fields[p.field] = trimValue(text[p.end:end])
		}
	}
	return fields
}

// fieldEnd reports whether the name at low[at:end] is a field's, and where its
// value begins. Old dialogs have no colon after the subject.
func fieldEnd(low string, at, end int, subject bool) (int, bool) {
	if at > 0 && isWordByte(low[at-1]) && low[at] < 0x80 {
		return 0, false
	}
	rest := strings.TrimLeft(low[end:], " ")
	skipped := len(low[end:]) - len(rest)
	if strings.HasPrefix(rest, ":") {
		return end + skipped + 1, true
	}
	return end + skipped, subject && (strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, "<"))
}

// trimValue takes the quotes and separators off a field's value.
func trimValue(s string) string {
	s = strings.Trim(s, " ,;.。・-")
	s = strings.TrimPrefix(s, "'")
	s = strings.Trim(strings.TrimSuffix(s, "'"), " ,")
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		s = s[1 : len(s)-1]
	}
	return strings.TrimSpace(strings.TrimSuffix(s, "。"))
}

// serverName removes what damage leaves around a host name, and the scheme
// that some people type before it.
func serverName(s string) string {
	s, _, _ = strings.Cut(strings.Trim(s, "<>' "), "'")
	if _, host, ok := strings.Cut(s, "://"); ok {
		s = host
	}
	return strings.TrimSpace(s)
}

func dialogClient(low string) string {
	w := dialogWords().Words
	switch {
	case containsAny(low, w.Live) != "":
		return "windows_live_mail"
	case containsAny(low, w.Task) != "":
		return "outlook"
	case containsAny(low, w.Express) != "":
		return "outlook_express"
	}
	return "outlook"
}

// taskAccount reads the account in "Task 'taro@example.com - Sending'".
func taskAccount(text, low string) string {
	name, _, ok := strings.Cut(after(text, low, dialogWords().Words.Task, 200), "'")
	if !ok {
		return ""
	}
	if cut := strings.LastIndex(name, " - "); cut > 0 {
		name = name[:cut]
	}
	return strings.TrimSpace(name)
}

// after returns up to n bytes of what follows the first of list.
func after(text, low string, list []string, n int) string {
	for _, p := range list {
		if at := strings.Index(low, p); at >= 0 {
			rest := text[at+len(p):]
			return rest[:min(n, len(rest))]
		}
	}
	return ""
}

func yesNo(value string) string {
	low := strings.ToLower(value)
	switch {
	case startsWithAny(low, dialogWords().Words.Yes):
		return "yes"
	case startsWithAny(low, dialogWords().Words.No):
		return "no"
	}
	return ""
}
