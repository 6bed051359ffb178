package classify

import (
	"bytes"
	"net/netip"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/hostname"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// listing returns the blocklist entry that the reply names, nil if it names
// none. A list that is named comes before one that is only linked to.
func (c *Classifier) listing(s *scratch, held []candidate, in *Input) *Listing {
	var linked *Listing
	for i := range held {
		m := &held[i]
		switch {
		case m.hit.Start < 0:
		case m.rule.list >= 0:
			l, named := s.known(&c.lists[m.rule.list], m.hit, in)
			if named {
				return l
			}
			if linked == nil {
				linked = l
			}
		case m.rule.namesList && linked == nil:
			text, start, _ := s.original(m.hit, in)
			return &Listing{List: s.hostAfter(m.hit, in), Subject: addressNear(text, start)}
		}
	}
	return linked
}

// known returns the entry of a list that the rules have, one of whose words h
// is, and reports whether the text names one of the list's zones.
func (s *scratch) known(list *List, h phrase.Hit, in *Input) (entry *Listing, named bool) {
	text, at, _ := s.original(h, in)
	folded := s.folded.text[:s.notice]
	if s.fieldAt(h.Start) == noticeField {
		folded = s.folded.text[s.notice:]
	}
	l := &Listing{List: list.Name}
	for _, zone := range list.Zones {
		if bytes.Contains(folded, []byte(zone)) && (l.List == list.Name || len(zone) > len(l.List)) {
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

// isTokenEnd reports whether an address or name of a reply ends at r; = / ? & end
// those in links.
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

// domainNear returns the domain nearest to at that does not belong to the list.
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
		if hostname.Under(name, own) || hostname.Under(own, name) {
			return true
		}
		if _, parent, ok := strings.Cut(own, "."); ok && strings.Contains(parent, ".") && hostname.Under(name, parent) {
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
	return !ascii.IsDigit(s[dot+1])
}

// hostAfter returns the host name that follows a phrase, "" if something else
// does.
func (s *scratch) hostAfter(h phrase.Hit, in *Input) string {
	const reach = 40
	text, _, end := s.original(h, in)
	text = text[end:]
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
