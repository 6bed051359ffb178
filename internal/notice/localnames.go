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
	for _, line := range d.lines {
		line = strings.TrimSpace(line)
		switch {
		case heading == "" || !strings.HasSuffix(heading, ":"):
			if heading = strings.TrimSpace(heading + " " + line); line == "" || containsAny(fold(heading), phrases().LocalNames) == "" {
				heading = line
			}
		case line == "" && len(all) == 0:
		case line == "" || isSection(line) || len(all) == 0 && strings.Contains(line, "@"):
			return all
		default:
			r := localName(line, heading)
			r.Address = cmp.Or(full[strings.ToLower(r.Address)], r.Address)
			all = append(all, r)
		}
	}
	return all
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

// readBareNames reads what old systems say of users of their own, and of UUCP's
// paths, where a notice names no address:
//
//	550 jiro... User unknown
//	 relay!host!jiro ... unknown user
func readBareNames(d *document) []fact.Recipient {
	if !strings.Contains(d.folded, "... ") || !mayNameUsers(d) {
		return nil
	}
	var all []fact.Recipient
	for _, line := range d.lines {
		name, said, ok := strings.Cut(strings.TrimSpace(line), "... ")
		if !ok || strings.HasPrefix(name, "<<<") || strings.HasPrefix(name, ">>>") {
			continue
		}
		words := strings.Fields(name)
		if n := len(words); n == 0 || n > 3 || n > 1 && !isReplyCode(strings.Join(words[:n-1], " ")) || !isBareName(words[n-1]) {
			continue
		}
		r := fact.Recipient{Address: words[len(words)-1], Words: said, Diagnostic: strings.TrimSpace(line), Reply: reply.Parse(line)}
		if all = append(all, r); len(all) == maxGuesses {
			break
		}
	}
	return all
}

// mayNameUsers reports whether the notice's author is a mail system that writes
// so: its format is known, or it fails in words of its own.
func mayNameUsers(d *document) bool {
	return d.said.says(saysFailed) || titles().In([]byte(d.title)) != ""
}

// isBareName reports whether a word may be a local name or a UUCP path.
func isBareName(word string) bool {
	for i := range len(word) {
		if c := word[i]; !isWordByte(c) && c != '.' && c != '_' && c != '!' && c != '+' {
			return false
		}
	}
	return word != "" && strings.Trim(word, ".-0123456789") != ""
}
