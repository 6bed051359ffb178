package classify

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/hostname"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// maxName bounds how far around a word an address or link is looked for.
const maxName = 300

// insideName reports whether a word is within a mail address, a link, a host
// name, a file's path or the name of a test, where it means nothing:
// <spam@example.com>, relay.example.net, /usr/bin/spamfilter, RCVD_IN_SBL.
func insideName(text []byte, h phrase.Hit) bool {
	if bytes.IndexByte(text[h.Start:h.End], ' ') >= 0 {
		return false
	}
	from, to := int(h.Start), int(h.End)
	for from > 0 && int(h.Start)-from < maxName && !endsName[text[from-1]] {
		from--
	}
	for to < len(text) && to-int(h.End) < maxName && !endsName[text[to]] {
		to++
	}
	name := text[from:to]
	if len(name) == int(h.End-h.Start) {
		return false
	}
	if at := bytes.IndexByte(name, '@'); at > 0 && at < len(name)-1 {
		return true
	}
	return bytes.Contains(name, []byte("://")) || bytes.HasPrefix(name, []byte("www.")) ||
		isTest(name) || isPath(name) || isHostName(name)
}

// endsName reports whether an address, link or host name ends at b.
var endsName = func() (t [256]bool) {
	for _, b := range []byte(" <>\"'()[]{},;") {
		t[b] = true
	}
	t[separator] = true
	return t
}()

// isTest reports whether name is of the form of a filter's test: SPF_FAIL.
func isTest(name []byte) bool {
	return bytes.IndexByte(name, '_') > 0 && !bytes.ContainsAny(name, "0123456789")
}

// isPath reports whether name is the absolute path of a file in a folder.
func isPath(name []byte) bool { return name[0] == '/' && bytes.IndexByte(name[1:], '/') > 0 }

// isHostName reports whether name has three labels or more and ends in
// what could be a top-level domain. Two labels may be a missing space.
func isHostName(name []byte) bool {
	name = bytes.TrimRight(name, ".:")
	dots := 0
	for _, b := range name {
		switch {
		case b == '.':
			dots++
		case !phrase.IsWord(b) && b != '-':
			return false
		}
	}
	if dots < 2 {
		return false
	}
	last := name[bytes.LastIndexByte(name, '.')+1:]
	if len(last) < 2 || len(last) > 6 {
		return false
	}
	for _, b := range last {
		if ascii.IsDigit(b) {
			return false
		}
	}
	return true
}

// A NamedHost says which host name must follow the words of a rule.
type NamedHost string

// The values of Rule.NamesDomain besides "".
const (
	NamesOtherHost   NamedHost = "other"   // a host name other than the recipient's domain, though it may lie within it
	NamesForeignHost NamedHost = "outside" // a host name outside the recipient's domain
)

// holds reports whether the name of a host is one that n asks for. A domain that
// is spelt in other letters than ASCII cannot be compared.
func (n NamedHost) holds(name, domain string) bool {
	domain = strings.TrimSuffix(domain, ".")
	if name == "" || domain == "" || strings.ContainsFunc(domain, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return false
	}
	if n == NamesForeignHost {
		return !hostname.Under(name, domain)
	}
	return !strings.EqualFold(name, domain)
}
