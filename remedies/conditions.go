package remedies

import (
	"slices"
	"strconv"
	"strings"
)

// Conditions say where a remedy applies. Every key that is set must hold, and
// it holds if one of its values does; "*" holds for anything that is known.
type conditions struct {
	Provider        []string `toml:"provider"`         // slug of the provider or filter that refused
	Service         []string `toml:"service"`          // slug of the sender's submission service
	Client          []string `toml:"client"`           // the mail program that reported the error
	Host            []string `toml:"host"`             // suffix of the name of a server that took part
	ReportingMTA    []string `toml:"reporting_mta"`    // suffix of the name of the server that wrote the notice
	ServerOf        []string `toml:"server_of"`        // whose server refused, by its name: "sender" or "recipient"
	RecipientDomain []string `toml:"recipient_domain"` // suffix
	SenderDomain    []string `toml:"sender_domain"`    // suffix
	List            []string `toml:"list"`             // suffix of the blocklist's zone
	Status          []string `toml:"status"`           // "5.7.139", "*.7.1", "5.7.606-5.7.649"
	Code            []int    `toml:"code"`             // three-digit reply code
	Error           []string `toml:"error"`            // the client's error number
	Port            []int    `toml:"port"`             // of the submission server that the client used
	Secure          []string `toml:"secure"`           // whether the client encrypted: "yes" or "no"
	Says            []string `toml:"says"`             // lower-case words of the reply
	Command         []string `toml:"command"`          // prefix of the SMTP command that was refused
	Format          []string `toml:"format"`           // format of the notice; "exchange*" is a prefix
	ReportedBy      []string `toml:"reported_by"`      // "client", "server" or "text"
	Has             []string `toml:"has"`              // names of facts that must be known
	Lacks           []string `toml:"lacks"`            // names of facts that must not be known
	Delayed         *bool    `toml:"delayed"`          // the system is still trying
	Permanent       *bool    `toml:"permanent"`
}

// match reports whether c holds for b, and how many of its keys are set: the
// more, the more specific the remedy.
func (c *conditions) match(b *bounce) (specificity int, ok bool) {
	ok = true
	check := func(want []string, holds func(string) bool) {
		if len(want) == 0 || !ok {
			return
		}
		specificity++
		ok = slices.ContainsFunc(want, holds)
	}
	check(c.Provider, oneOf(b.rec.Provider))
	check(c.Service, oneOf(b.service().Slug))
	check(c.Client, oneOf(b.clientName()))
	check(c.Host, suffixOf(b.hosts()...))
	check(c.ReportingMTA, suffixOf(b.report.ReportingMTA))
	check(c.ServerOf, func(side string) bool { return side == serverOf(b) })
	check(c.RecipientDomain, suffixOf(recipientDomain(b)))
	check(c.SenderDomain, suffixOf(senderDomain(b)))
	check(c.List, suffixOf(listZone(b)))
	check(c.Status, func(p string) bool {
		return statusMatches(p, b.rec.Status) || statusMatches(p, b.rec.Reply.Status)
	})
	check(c.Error, oneOf(errorNumber(b)))
	check(numbers(c.Port), oneOf(clientPort(b)))
	check(c.Secure, oneOf(clientSecure(b)))
	check(c.Says, func(phrase string) bool { return strings.Contains(b.said(), phrase) })
	check(c.Command, func(p string) bool { return strings.HasPrefix(strings.ToUpper(b.rec.Reply.Command), p) })
	check(c.Format, func(p string) bool {
		prefix, wild := strings.CutSuffix(p, "*")
		return b.report.Format == p || wild && strings.HasPrefix(b.report.Format, prefix)
	})
	check(c.ReportedBy, oneOf(b.reportedBy()))
	if len(c.Has) > 0 {
		specificity++
		ok = ok && !slices.ContainsFunc(c.Has, func(name string) bool { return b.text(name) == "" })
	}
	if len(c.Lacks) > 0 {
		specificity++
		ok = ok && !slices.ContainsFunc(c.Lacks, func(name string) bool { return b.text(name) != "" })
	}
	check(numbers(c.Code), oneOf(strconv.Itoa(b.rec.Reply.Code)))
	if c.Delayed != nil {
		specificity++
		ok = ok && *c.Delayed == b.delayed()
	}
	if c.Permanent != nil {
		specificity++
		ok = ok && *c.Permanent == b.rec.Permanent
	}
	return specificity, ok
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

func numbers(all []int) []string {
	text := make([]string, len(all))
	for i, n := range all {
		text[i] = strconv.Itoa(n)
	}
	return text
}

func oneOf(have string) func(string) bool {
	return func(want string) bool {
		return have != "" && (want == "*" || strings.EqualFold(want, have))
	}
}

func suffixOf(have ...string) func(string) bool {
	return func(suffix string) bool {
		for _, name := range have {
			if name != "" && (suffix == "*" || under(name, suffix)) {
				return true
			}
		}
		return false
	}
}

// under reports whether name is domain or lies below it.
func under(name, domain string) bool {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	return name == domain || strings.HasSuffix(name, "."+domain)
}

// statusMatches reports whether an enhanced status code is the pattern's code,
// lies in its range of details (both ends in), or matches it at every place
// that is not "*".
func statusMatches(pattern, status string) bool {
	have, ok := parseStatus(status)
	if !ok {
		return false
	}
	if low, high, isRange := strings.Cut(pattern, "-"); isRange {
		from, ok1 := parseStatus(low)
		to, ok2 := parseStatus(high)
		return ok1 && ok2 && have[0] == from[0] && have[1] == from[1] && have[2] >= from[2] && have[2] <= to[2]
	}
	for i, part := range strings.SplitN(pattern, ".", 3) {
		if part != "*" && part != strconv.Itoa(have[i]) {
			return false
		}
	}
	return true
}

// parseStatus splits an enhanced status code (RFC 3463 section 2).
func parseStatus(s string) (parts [3]int, ok bool) {
	fields := strings.Split(s, ".")
	if len(fields) != len(parts) {
		return parts, false
	}
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil {
			return parts, false
		}
		parts[i] = n
	}
	return parts, true
}
