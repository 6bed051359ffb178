package remedies

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/hostname"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// Conditions say where a remedy applies. Every key that is set must hold, and
// it holds if one of its values does; "*" holds for anything that is known.
type conditions struct {
	Provider        []string        `toml:"provider"`         // slug of the provider or filter that refused
	Service         []string        `toml:"service"`          // slug of the sender's submission service
	Client          []string        `toml:"client"`           // the mail program that reported the error
	Host            []string        `toml:"host"`             // suffix of the name of a server that took part
	ReportingMTA    []string        `toml:"reporting_mta"`    // suffix of the name of the server that wrote the notice
	ServerOf        []string        `toml:"server_of"`        // whose server refused, by its name: "sender" or "recipient"
	RecipientDomain []string        `toml:"recipient_domain"` // suffix
	SenderDomain    []string        `toml:"sender_domain"`    // suffix
	List            []string        `toml:"list"`             // suffix of the blocklist's zone
	Status          []statusPattern `toml:"status"`           // as "5.7.139", "x.7.1" or "5.7.606-5.7.649"
	Code            []int           `toml:"code"`             // three-digit reply code
	Error           []string        `toml:"error"`            // the client's error number
	Port            []int           `toml:"port"`             // of the submission server that the client used
	Secure          []string        `toml:"secure"`           // whether the client encrypted: "yes" or "no"
	Says            []string        `toml:"says"`             // lower-case words of the reply
	Command         []string        `toml:"command"`          // prefix of the SMTP command that was refused
	Format          []string        `toml:"format"`           // format of the notice; "exchange*" is a prefix
	ReportedBy      []string        `toml:"reported_by"`      // "client", "server" or "text"
	Has             []string        `toml:"has"`              // names of variables, all of which must be known
	Lacks           []string        `toml:"lacks"`            // names of variables, none of which may be known
	Delayed         *bool           `toml:"delayed"`          // the system is still trying
	Permanent       *bool           `toml:"permanent"`
}

// match reports whether c holds for b, and how many of its keys are set: the
// more, the more specific the remedy.
func (c *conditions) match(b *bounce) (specificity int, ok bool) {
	m := match{bounce: b, ok: true}
	anyOf(&m, c.Provider, func(b *bounce, slug string) bool { return equals(b.rec.Provider, slug) })
	anyOf(&m, c.Service, func(b *bounce, slug string) bool { return equals(b.service().Slug, slug) })
	anyOf(&m, c.Client, func(b *bounce, slug string) bool { return equals(b.reporter().Name, slug) })
	anyOf(&m, c.Host, func(b *bounce, suffix string) bool {
		return under(b.rec.RemoteMTA.Host, suffix) || under(clientServer(b), suffix) || under(b.report.ReportingMTA, suffix)
	})
	anyOf(&m, c.ReportingMTA, func(b *bounce, suffix string) bool { return under(b.report.ReportingMTA, suffix) })
	anyOf(&m, c.ServerOf, func(b *bounce, side string) bool { return serverOf(b) == side })
	anyOf(&m, c.RecipientDomain, func(b *bounce, suffix string) bool { return under(recipientDomain(b), suffix) })
	anyOf(&m, c.SenderDomain, func(b *bounce, suffix string) bool { return under(senderDomain(b), suffix) })
	anyOf(&m, c.List, func(b *bounce, suffix string) bool { return under(listZone(b), suffix) })
	anyOf(&m, c.Status, func(b *bounce, p statusPattern) bool { return p.holds(b.rec.Status) || p.holds(b.rec.Reply.Status) })
	anyOf(&m, c.Code, func(b *bounce, code int) bool { return b.rec.Reply.Code == code })
	anyOf(&m, c.Error, func(b *bounce, number string) bool { return equals(errorNumber(b), number) })
	anyOf(&m, c.Port, func(b *bounce, port int) bool { return clientPort(b) == port })
	anyOf(&m, c.Secure, func(b *bounce, answer string) bool { return equals(clientSecure(b), answer) })
	anyOf(&m, c.Says, func(b *bounce, phrase string) bool { return strings.Contains(b.said(), phrase) })
	anyOf(&m, c.Command, func(b *bounce, prefix string) bool { return ascii.HasPrefixFold(b.rec.Reply.Command, prefix) })
	anyOf(&m, c.Format, func(b *bounce, format string) bool {
		prefix, wild := strings.CutSuffix(format, "*")
		return b.report.Format == format || wild && strings.HasPrefix(b.report.Format, prefix)
	})
	anyOf(&m, c.ReportedBy, func(b *bounce, by string) bool { return equals(b.reportedBy(), by) })
	allOf(&m, c.Has, func(b *bounce, name string) bool { return b.text(name) != "" })
	allOf(&m, c.Lacks, func(b *bounce, name string) bool { return b.text(name) == "" })
	same(&m, c.Delayed, (*bounce).delayed)
	same(&m, c.Permanent, func(b *bounce) bool { return b.rec.Permanent })
	return m.set, m.ok
}

// A match counts the keys that are set and remembers whether all of them hold.
type match struct {
	bounce *bounce
	set    int
	ok     bool
}

func (m *match) add(holds bool) {
	m.set++
	m.ok = m.ok && holds
}

func anyOf[T any](m *match, want []T, holds func(*bounce, T) bool) {
	if len(want) > 0 {
		m.add(slices.ContainsFunc(want, func(v T) bool { return m.ok && holds(m.bounce, v) }))
	}
}

func allOf[T any](m *match, want []T, holds func(*bounce, T) bool) {
	if len(want) > 0 {
		m.add(!slices.ContainsFunc(want, func(v T) bool { return !holds(m.bounce, v) }))
	}
}

func same(m *match, want *bool, have func(*bounce) bool) {
	if want != nil {
		m.add(*want == have(m.bounce))
	}
}

// holds reports whether one of when holds for b, if there are any, and none of
// unless; and how specific that is.
func holds(when, unless []conditions, b *bounce) (specificity int, ok bool) {
	for i := range unless {
		if _, ok := unless[i].match(b); ok {
			return 0, false
		}
	}
	ok = len(when) == 0
	for i := range when {
		if n, matches := when[i].match(b); matches {
			specificity, ok = max(specificity, n), true
		}
	}
	return specificity, ok
}

// equals reports whether have is known and is want, which may be "*".
func equals(have, want string) bool {
	return have != "" && (want == "*" || strings.EqualFold(want, have))
}

// under reports whether a host or domain name is known and is suffix, which
// may be "*", or lies below it.
func under(name, suffix string) bool {
	return name != "" && (suffix == "*" || hostname.Under(name, suffix))
}

// A statusPattern is a set of enhanced status codes, as [smtpcode.ParseStatusRange]
// reads it.
type statusPattern struct {
	text  string
	codes smtpcode.StatusRange
}

func (p *statusPattern) UnmarshalText(text []byte) (err error) {
	p.text = string(text)
	p.codes, err = smtpcode.ParseStatusRange(p.text)
	return err
}

func (p *statusPattern) holds(code string) bool { return p.codes.Holds(smtpcode.ParseStatus(code)) }
