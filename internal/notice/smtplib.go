package notice

import (
	"regexp"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

var smtplibPair = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:['"]([^'"@\s]+@[^'"\s]+)['"]:\s*)?\(([245]\d\d), b?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")(?:, ['"]([^'"@\s]+@[^'"\s]+)['"])?`)
})

// readSmtplib reads the tracebacks of Python's smtplib, and of aiosmtplib:
//
//	smtplib.SMTPRecipientsRefused: {'jiro@example.org': (550, b'5.1.1 No such user')}
//	smtplib.SMTPAuthenticationError: (535, b'5.7.8 Bad credentials')
//	aiosmtplib.errors.SMTPRecipientRefused: (550, '5.1.1 No such user', 'jiro@example.org')
func readSmtplib(text string) (*fact.Notice, bool) {
	if !strings.Contains(text, "smtplib") {
		return nil, false
	}
	n := &fact.Notice{Format: "smtplib", Client: &fact.Client{Name: "smtplib", Protocol: "SMTP"}}
	_, said, ok := strings.Cut(text, "smtplib.SMTP")
	if !ok {
		_, said, ok = strings.Cut(text, "smtplib.errors.SMTP")
	}
	if !ok {
		if said = exception(text); said == "" {
			return nil, false
		}
		n.Words = said
		n.Recipients = []fact.Recipient{{Action: fact.Failed, Diagnostic: said, Words: said}}
		return n, true
	}
	n.Words = bounded("smtplib.SMTP" + said)
	for _, m := range smtplibPair().FindAllStringSubmatch(said, maxGuesses) {
		words := pythonString(m[3] + m[4])
		if !strings.HasPrefix(words, m[2]) {
			words = m[2] + " " + words
		}
		if m[1] == "" && strings.HasPrefix(said, "Recipient") {
			m[1] = m[5]
		}
		n.Recipients = append(n.Recipients, fact.Recipient{Address: m[1], Action: fact.Failed, Reply: reply.Parse(words), Diagnostic: words, Words: words})
	}
	if strings.HasPrefix(said, "SenderRefused") {
		if all := addresses(said); len(all) > 0 {
			n.Original.From = all[len(all)-1]
		}
	}
	if len(n.Recipients) == 0 {
		line, _, _ := strings.Cut(said, "\n")
		n.Recipients = []fact.Recipient{{Action: fact.Failed, Diagnostic: "smtplib.SMTP" + line, Words: "smtplib.SMTP" + line}}
	}
	return n, true
}

// exception returns the last line of a traceback, which names what went wrong.
func exception(text string) string {
	if !strings.Contains(text, "Traceback (most recent call last)") {
		return ""
	}
	text = strings.TrimSpace(text)
	return bounded(text[strings.LastIndexByte(text, '\n')+1:])
}
