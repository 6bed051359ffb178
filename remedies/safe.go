package remedies

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// A kind is the sort of value that a variable has, which decides where it may be
// used.
type kind int

// The kinds of variables.
const (
	asText    kind = iota // a message's text, shown in sentences only
	asPhrase              // the catalogue's own words, shown in sentences only
	asDomain              // a domain or host name
	asAddress             // a mail address
	asIP                  // an IP address
	asNumber
	asWord // from the catalogue's own tables
)

// valid returns s in the form in which it may be in a command, a setting
// or a DNS record, or "" if it is not valid for its kind.
func (k kind) valid(s string) string {
	switch k {
	case asDomain:
		return validDomain(s)
	case asAddress:
		return validAddress(s)
	case asIP:
		return validIP(s)
	case asNumber:
		if n, err := strconv.Atoi(s); err == nil && n > 0 {
			return s
		}
	case asWord:
		return s
	}
	return ""
}

// hostNames validates names by RFC 5890, the letters, digits and hyphens of RFC
// 952, and the lengths of RFC 1035 section 2.3.4.
var hostNames = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.VerifyDNSLength(true))

// validDomain returns a fully qualified domain name in its ASCII form.
func validDomain(s string) string {
	name, err := hostNames.ToASCII(strings.TrimSuffix(s, "."))
	if err != nil || !strings.Contains(name, ".") {
		return ""
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return ""
	}
	return name
}

// localPunctuation is the part of RFC 5321's atext that no shell and no
// configuration file takes for anything but itself.
const localPunctuation = ".+_-="

// validAddress returns an address with a plain local part.
func validAddress(s string) string {
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || at > 64 || !ascii.IsAlnum(s[0]) {
		return ""
	}
	for _, c := range []byte(s[:at]) {
		if !ascii.IsAlnum(c) && strings.IndexByte(localPunctuation, c) < 0 {
			return ""
		}
	}
	domain := validDomain(s[at+1:])
	if domain == "" {
		return ""
	}
	return s[:at+1] + domain
}

// validIP returns an IP address without a zone.
func validIP(s string) string {
	ip, err := netip.ParseAddr(s)
	if err != nil || ip.Zone() != "" {
		return ""
	}
	return ip.String()
}

// maxShown is how many characters of a variable are shown. A server's whole reply
// is in the report; a sentence quotes its beginning.
const maxShown = 200

// clean returns a message's text as it may be shown in a sentence: on one line, of
// bounded length, and without control characters or those that change the direction
// of writing (a bidi override could make a text look like another).
func clean(s string) string {
	var out strings.Builder
	n := 0
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		if n > 0 {
			out.WriteByte(' ')
			n++
		}
		for _, r := range word {
			if unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar {
				continue
			}
			if n == maxShown {
				out.WriteString("…")
				return out.String()
			}
			out.WriteRune(r)
			n++
		}
	}
	return strings.TrimSpace(out.String())
}
