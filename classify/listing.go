package classify

import (
	"net/netip"
	"strings"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

// listing returns the blocklist entry that the reply names, nil if it names
// none. A list that is named comes before one that is only linked to.
func (c *Classifier) listing(s *scratch, held []candidate, in *Input) *Listing {
	var linked *Listing
	for i := range held {
		m := &held[i]
		text := in.Reply
		if m.field == 1 {
			text = in.Notice
		}
		switch {
		case m.hit.Start < 0:
		case m.rule.list >= 0:
			l, named := s.known(&c.lists[m.rule.list], m, text)
			if named {
				return l
			}
			if linked == nil {
				linked = l
			}
		case m.rule.namesList && linked == nil:
			return &Listing{
				List:    s.zoneNamed(m.hit, in, m.field),
				Subject: addressNear(text, int(s.folded.from[m.hit.Start])),
			}
		}
	}
	return linked
}

// known describes an entry on a list that the rules know, and tells whether the
// text names one of the list's zones.
func (s *scratch) known(list *List, m *candidate, text string) (entry *Listing, named bool) {
	at := int(s.folded.from[m.hit.Start])
	l := &Listing{List: list.Name}
	lower := strings.ToLower(text)
	for _, zone := range list.Zones {
		if strings.Contains(lower, zone) && (l.List == list.Name || len(zone) > len(l.List)) {
			l.List, named = zone, true
		}
	}
	if list.Subject == subjectDomain {
		l.Subject = domainNear(text, at, list)
	} else {
		l.Subject = addressNear(text, at)
	}
	return l, named
}

const subjectDomain = "domain"

// isTokenEnd parts the addresses and names of a reply from what surrounds
// them; = / ? & part those in links.
func isTokenEnd(r rune) bool { return r <= ' ' || strings.ContainsRune("[]()<>{}\"',;=/?&!*|", r) }

// token is a piece of text and where it begins.
type token struct {
	text string
	at   int
}

// tokens yields the pieces of text between white space and brackets.
func tokens(text string) func(yield func(token) bool) {
	return func(yield func(token) bool) {
		from := 0
		for i, r := range text {
			if isTokenEnd(r) {
				if i > from && !yield(token{text[from:i], from}) {
					return
				}
				from = i + len(string(r))
			}
		}
		if from < len(text) {
			yield(token{text[from:], from})
		}
	}
}

// addressNear returns the IP address nearest to at. Addresses of the loopback
// network are a list's answer, not what it lists (RFC 5782 section 2.1).
func addressNear(text string, at int) string {
	best, distance := "", len(text)+1
	for t := range tokens(text) {
		word := strings.TrimRight(t.text, ".:")
		if len(word) < 7 && !strings.Contains(word, "::") {
			continue
		}
		word = strings.TrimPrefix(strings.TrimPrefix(word, "IPv6:"), "ip:")
		addr, err := netip.ParseAddr(word)
		if err != nil || addr.IsLoopback() || addr.IsUnspecified() {
			continue
		}
		if d := max(t.at-at, at-t.at); d < distance {
			best, distance = word, d
		}
	}
	return best
}

// domainNear returns the domain nearest to at that is not the list's own.
func domainNear(text string, at int, list *List) string {
	best, distance := "", len(text)+1
	for t := range tokens(text) {
		word := strings.Trim(t.text, ".:")
		if i := strings.LastIndexByte(word, '@'); i >= 0 {
			word = word[i+1:]
		}
		if !looksLikeDomain(word) || list.owns(word) {
			continue
		}
		if d := max(t.at-at, at-t.at); d < distance {
			best, distance = word, d
		}
	}
	return best
}

// owns reports whether a name belongs to the list itself: a zone, its site.
func (l *List) owns(name string) bool {
	name = strings.ToLower(name)
	for _, own := range l.Zones {
		if underDomain(name, own) || underDomain(own, name) {
			return true
		}
		if _, parent, ok := strings.Cut(own, "."); ok && strings.Contains(parent, ".") && underDomain(name, parent) {
			return true
		}
	}
	for _, w := range l.Words {
		if strings.Contains(w, name) {
			return true
		}
	}
	return false
}

func looksLikeDomain(s string) bool {
	s = strings.ToLower(s)
	dot := strings.LastIndexByte(s, '.')
	if dot <= 0 || len(s)-dot < 3 || len(s) > 253 {
		return false
	}
	for i := range len(s) {
		if b := s[i]; !phrase.IsWord(b) && b != '-' && b != '.' && b < 0x80 {
			return false
		}
	}
	return !isDigit(s[dot+1])
}

// zoneNamed returns the host name that follows a phrase in a field.
func (s *scratch) zoneNamed(h phrase.Hit, in *Input, field int) string {
	text := in.Reply
	if field == 1 {
		text = in.Notice
	}
	return zoneAfter(text[runeEnd(text, int(s.folded.from[h.End-1])):])
}

// zoneAfter returns the host name that stands next in text, "" if something
// else does.
func zoneAfter(text string) string {
	const reach = 40
	for t := range tokens(text) {
		if t.at > reach {
			return ""
		}
		if strings.HasSuffix(text[:t.at], "//") {
			return "" // a link to what explains the refusal
		}
		if word := strings.Trim(t.text, ".:"); looksLikeDomain(word) {
			return word
		}
	}
	return ""
}
