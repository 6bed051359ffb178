package notice

import (
	"cmp"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readLocalNames reads the lists of systems that name their own users without
// the domain, as AOL and JetMail do:
//
//	Your mail to the following recipients could not be delivered
//	because they are not accepting mail from taro@example.com:
//		jiro1970
func readLocalNames(d *document, _ *fact.Notice) []fact.Recipient {
	if !d.said.says(saysLocalNames) {
		return nil
	}
	heading := ""
	full := d.byLocalPart()
	var all []fact.Recipient
	for i, line := range d.lines {
		line = strings.TrimSpace(line)
		switch {
		case heading == "" || !strings.HasSuffix(heading, ":"):
			if heading = strings.TrimSpace(heading + " " + line); line == "" || containsAny(fold(heading), phrases().LocalNames) == "" {
				heading = line
			}
		case line == "" && len(all) == 0:
		case line == "" || isSection(line) || len(all) == 0 && strings.Contains(line, "@") && !listsNames(d.lines[i:]):
			return all
		default:
			r := localName(line, heading)
			r.Address = cmp.Or(full[strings.ToLower(r.Address)], r.Address)
			all = append(all, r)
		}
	}
	return all
}

// listsNames reports whether lines begin with a list of addresses and local names,
// each with its reason in parentheses:
//
//	hanako@example.org (mailbox is full)
//	jsato.po1.dom1 (user not found)
func listsNames(lines []string) bool {
	bare := false
	for _, line := range lines {
		name, said, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case name == "":
			return bare
		case !strings.HasPrefix(said, "(") || !strings.HasSuffix(said, ")") || !isBareName(name) && !strings.Contains(name, "@"):
			return false
		}
		bare = bare || isBareName(name)
	}
	return bare
}

// localName reads an entry: the name, and the reason where one is given.
func localName(line, heading string) fact.Recipient {
	name, said, _ := strings.Cut(line, " ")
	name = strings.TrimSuffix(name, ":")
	rewritten := ""
	if user, host, ok := strings.Cut(name, ","); ok && reply.IsHostname(host) {
		name, rewritten = user+"@"+host, "comma" // as FirstClass writes it
	}
	if a, ok := nextAddress(line, 0); ok && strings.HasPrefix(line, `"`) {
		name, said = a.address, behind(line[a.end:], a.address) // with a display name before it
	}
	if said = strings.TrimSpace(said); said == "" {
		said = heading
	}
	if inner, ok := strings.CutPrefix(said, "("); ok {
		said = strings.TrimSuffix(inner, ")")
	}
	r := fact.Recipient{Address: name, Guessed: rewritten, Words: said, Diagnostic: strings.Trim(said, ` "`)}
	r.Reply = reply.Parse(r.Diagnostic)
	if r.Reply.Code == 0 {
		r.Reply = fact.Reply{Status: r.Reply.Status}
	}
	return r
}

// byLocalPart returns the first addresses of the notice's own words by their local
// parts: a list of names may be followed by what a directory made of them.
func (d *document) byLocalPart() map[string]string {
	full := map[string]string{}
	for _, line := range d.lines {
		for _, a := range addresses(line) {
			if local := strings.ToLower(a[:strings.LastIndexByte(a, '@')]); full[local] == "" && !d.isSender(a) {
				full[local] = a
			}
		}
		if len(full) > maxGuesses {
			break
		}
	}
	return full
}
