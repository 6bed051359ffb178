package dsn

import (
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// Address reads a recipient field's value: a type, a semicolon and an address
// (RFC 3464 section 2.3.1). Real reports leave out the type, put the address
// in angle brackets or quotes, and add comments.
func Address(value string) string {
	kind, address, typed := strings.Cut(value, ";")
	if !typed || strings.ContainsAny(kind, "@<") {
		kind, address = "", value
	}
	address = strings.TrimSpace(uncomment(address))
	if open := strings.LastIndexByte(address, '<'); open >= 0 {
		if end := strings.IndexByte(address[open:], '>'); end > 0 {
			address = address[open+1 : open+end]
		}
	}
	address = strings.Trim(address, "<>'; \t")
	if len(address) > 1 && address[0] == '"' && address[len(address)-1] == '"' {
		address = address[1 : len(address)-1]
	}
	if strings.EqualFold(strings.TrimSpace(kind), "utf-8") {
		address = unescapeUTF8(address)
	}
	if rest, ok := strings.CutPrefix(address, "mailto:"); ok {
		address = rest
	}
	if at := strings.LastIndexByte(address, '@'); at > 0 {
		if blank := strings.IndexByte(address[at:], ' '); blank > 0 {
			address = address[:at+blank]
		}
		if blank := strings.LastIndexByte(address[:at], ' '); blank > 0 && address[0] != '"' {
			address = address[blank+1:]
		}
	}
	return strings.TrimSuffix(address, ".")
}

// uncomment removes comments in parentheses (RFC 5322 section 3.2.2) from the end
// of a value.
func uncomment(s string) string {
	s = strings.TrimSpace(s)
	for strings.HasSuffix(s, ")") {
		open := strings.LastIndexByte(s, '(')
		if open <= 0 {
			break
		}
		s = strings.TrimSpace(s[:open])
	}
	return s
}

// unescapeUTF8 decodes \x{HEX} as in utf-8-addr-xtext and utf-8-addr-unitext
// (RFC 6533 section 3).
func unescapeUTF8(s string) string {
	if !strings.Contains(s, `\x{`) {
		return s
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, `\x{`)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		hex, rest, closed := strings.Cut(after, "}")
		if code, err := strconv.ParseUint(hex, 16, 21); err == nil && closed {
			b.WriteRune(rune(code))
			s = rest
			continue
		}
		b.WriteString(`\x{`)
		s = after
	}
}

// unescapeXtext decodes "+2B" and "+3D", which stand for "+" and "=" in the
// xtext of an Original-Recipient (RFC 3461 section 4), if s is xtext throughout.
// No other character that an address may hold has to be encoded, so any other
// pair of digits is part of the address.
func unescapeXtext(s string) string {
	local, _, ok := strings.Cut(s, "@")
	if !ok || strings.IndexByte(local, '+') < 0 || strings.ContainsAny(s, "= ") {
		return s
	}
	for rest := s; ; {
		_, after, found := strings.Cut(rest, "+")
		if !found {
			return strings.NewReplacer("+2B", "+", "+3D", "=").Replace(s)
		}
		if !strings.HasPrefix(after, "2B") && !strings.HasPrefix(after, "3D") {
			return s
		}
		rest = after[2:]
	}
}

// isExitStatus reports whether a Diagnostic-Code is the number with which a
// delivery program ended: "X-Unix; 255".
func isExitStatus(diagnostic string) bool {
	kind, number, _ := strings.Cut(diagnostic, ";")
	_, err := strconv.Atoi(strings.TrimSpace(number))
	return strings.EqualFold(kind, "x-unix") && err == nil
}

// replyIn reads the reply in a Diagnostic-Code. What a delivery program printed
// may hold numbers of its own, such as HTTP's: only one with an enhanced status
// code, or at the beginning, is SMTP's.
func replyIn(diagnostic string) fact.Reply {
	said := reply.Parse(diagnostic)
	kind, printed, _ := strings.Cut(diagnostic, ";")
	if strings.EqualFold(kind, "x-unix") && said.Status == "" && !strings.HasPrefix(strings.TrimSpace(printed), strconv.Itoa(said.Code)) {
		return fact.Reply{Text: strings.TrimSpace(printed)}
	}
	return said
}

// actions are the action-values of RFC 3464 section 2.3.3, and what is in
// their place in the reports of gateways and mail services, by what they begin
// with.
var actions = []struct{ said, action string }{
	{"fail", fact.Failed},
	{"delay", fact.Delayed},
	{"deliver", fact.Delivered},
	{"relayed", fact.Relayed},
	{"expanded", fact.Expanded},

	{"expired", fact.Failed},
	{"undeliver", fact.Failed},
	{"bounce", fact.Failed},
	{"reject", fact.Failed},
	{"defer", fact.Delayed},
	{"retry", fact.Delayed},
	{"success", fact.Delivered},
}

// action reads an Action field; an unknown action is "".
func action(value string) string {
	value = strings.ToLower(strings.TrimSpace(value))
	for _, a := range actions {
		if strings.HasPrefix(value, a.said) {
			return a.action
		}
	}
	return ""
}

// Host reads an MTA-name field (RFC 3464 section 2.2.2).
func Host(value string) string {
	if _, name, ok := strings.Cut(value, ";"); ok {
		value = name
	}
	value = strings.Trim(uncomment(value), " <>.\t")
	name, _, _ := strings.Cut(value, " ")
	return strings.Trim(name, "[]()")
}

// remote reads a Remote-MTA field. A Windows system adds the address after
// the name; some write only an address.
func remote(value string) fact.Host {
	if _, name, ok := strings.Cut(value, ";"); ok {
		value = name
	}
	var h fact.Host
	for _, token := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" \t()[]<>,", r) }) {
		if ip := reply.IP(token); ip != "" {
			if h.IP == "" {
				h.IP = ip
			}
		} else if h.Name == "" {
			h.Name = strings.TrimSuffix(token, ".")
		}
	}
	return h
}
