package reply

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// Host returns the server that words speak of: "host mx.example.org
// [192.0.2.1] said", "mx.example.org gave this error". A name without an
// address counts only behind a word that announces a server. What stands in
// the reply itself are the server's words on others: the client that it
// blocked, the list that it asked.
func Host(words string) fact.Host {
	words = words[:min(len(words), MaxWords)]
	if !mayNameHost(words) {
		return fact.Host{}
	}
	at := find(words)
	before := words
	if at >= 0 {
		before = words[:at]
	}
	if h := hostBehind(before, cues().server, at >= 0); h != (fact.Host{}) {
		return h
	}
	if h := bracketed(before); h != (fact.Host{}) {
		return h
	}
	if h := speaker(before); h != (fact.Host{}) {
		return h
	}
	if at >= 0 {
		if h := named(before); h != (fact.Host{}) {
			return h
		}
	}
	if h := attempted(words); h != (fact.Host{}) {
		return h
	}
	return hostBehind(words, cues().sender, false)
}

// Speaker returns the server whose reply words tell, if they say so right
// before it: "host mx.example.org[192.0.2.1] said: 550 No such user".
func Speaker(words string) fact.Host {
	words = words[:min(len(words), MaxWords)]
	if at := find(words); at > 0 && isIntroduced(words[:at]) {
		return hostBehind(words[:at], cues().server, true)
	}
	return fact.Host{}
}

// mayNameHost reports whether words have a dot or a colon as it stands within
// names and addresses.
func mayNameHost(words string) bool {
	for i := 0; i+1 < len(words); i++ {
		if (words[i] == '.' || words[i] == ':') && words[i+1] != ' ' {
			return true
		}
	}
	return false
}

// Peer returns the server that words say was tried, reply or none: one named
// with its address. A name alone may be one that does not exist.
func Peer(words string) fact.Host {
	if h := Host(words); h.IP != "" {
		return h
	}
	return fact.Host{}
}

// hostBehind reads the host behind the first of cues that has one; behind its
// last place where the nearest to a reply counts.
func hostBehind(words string, cues *phrase.List, nearest bool) (host fact.Host) {
	var low [512]byte
	var hits [16]phrase.Hit
	found := int32(-1)
	for _, cue := range cues.Hits(ascii.AppendLower(low[:0], words), hits[:0]) {
		if found >= 0 && cue.Phrase != found {
			break
		}
		if isOwn(words[:cue.End]) {
			continue
		}
		if h := hostAt(words[cue.End:]); h != (fact.Host{}) {
			if !nearest {
				return h
			}
			host, found = h, cue.Phrase
		}
	}
	return host
}

// isOwn reports whether words lead to the name of the system that wrote them:
// "This is the mail system at host mx.example.com".
func isOwn(words string) bool {
	for _, p := range table().Own {
		if ascii.HasSuffixFold(words, p) {
			return true
		}
	}
	return false
}

// attempted reads what Exchange states of its last attempt:
// "[LastAttemptedServerName=mx.example.org] [LastAttemptedIP=192.0.2.1:25]".
func attempted(words string) fact.Host {
	if strings.IndexByte(words, '=') < 0 {
		return fact.Host{}
	}
	h := hostBehind(words, cues().address, false)
	if h.IP == "" {
		return fact.Host{}
	}
	return fact.Host{Name: hostBehind(words, cues().name, false).Name, IP: h.IP}
}

// speaker reads the host that words begin with, if it is said to speak:
// "mx.example.org #550 5.1.1 …", "mx.example.org Remote Server returned '550 …'".
// qmail begins with the address, in whatever language it goes on.
func speaker(words string) fact.Host {
	first, rest, _ := strings.Cut(words, " ")
	if words != "" && (ascii.IsDigit(words[0]) || words[0] == '[') && strings.HasSuffix(strings.TrimRight(rest, " '\""), ":") {
		if ip := IP(first); ip != "" {
			return fact.Host{IP: ip}
		}
	}
	for _, s := range table().Speaks {
		if ascii.HasPrefixFold(rest, s) {
			return hostAt(words)
		}
	}
	return fact.Host{}
}

// named reads the host right before a reply: "mx.example.org: 550 …".
func named(before string) fact.Host {
	before = strings.TrimRight(before, " '\"")
	name, ok := strings.CutSuffix(before, ":")
	name = name[strings.LastIndexByte(name, ' ')+1:]
	if !ok || !IsHostname(name) {
		return fact.Host{}
	}
	return fact.Host{Name: name}
}

// hostAt reads a host at the start of words: a name, an address, or both.
func hostAt(words string) fact.Host {
	token, rest := hostToken(strings.TrimLeft(words, " \t「『"))
	token = asciiName(token)
	if ip := IP(token); ip != "" {
		return fact.Host{IP: ip}
	}
	if token != "" && token[0] == '[' {
		return pair(token[1:])
	}
	name := strings.TrimSuffix(strings.Trim(token, "<>'\"]})"), ".")
	if !IsHostname(name) {
		return fact.Host{}
	}
	rest = strings.TrimLeft(rest, " .>'\"")
	if rest != "" && (rest[0] == '[' || rest[0] == '(') {
		if ip, _ := hostToken(rest); IP(ip) != "" {
			return fact.Host{Name: name, IP: IP(ip)}
		}
	}
	return fact.Host{Name: name}
}

// asciiName cuts off what a script without blanks lets run into an ASCII name.
func asciiName(token string) string {
	if token == "" || token[0] >= utf8.RuneSelf {
		return token
	}
	if end := strings.IndexFunc(token, func(r rune) bool { return r >= 0x2E80 }); end >= 0 {
		return token[:end]
	}
	return token
}

// bracketed finds the first "name[address]", "name (address)" or "[name
// address: …]".
func bracketed(words string) fact.Host {
	for i := 0; i < len(words); i++ {
		if words[i] != '[' && words[i] != '(' {
			continue
		}
		inner, _ := hostToken(words[i:])
		ip := IP(inner)
		if ip == "" {
			if h := pair(words[i+1:]); h != (fact.Host{}) {
				return h
			}
			continue
		}
		before := strings.TrimRight(words[max(0, i-maxHost):i], " :")
		name := strings.TrimSuffix(before[strings.LastIndexAny(before, " <(\"':")+1:], ".")
		if IsHostname(name) {
			return fact.Host{Name: name, IP: ip}
		}
	}
	return fact.Host{}
}

// pair reads a name and an address that words begin with, as Gmail and Zoho
// write them: "mx.example.org. 192.0.2.1: timed out", "mx.example.org:192.0.2.1".
func pair(words string) fact.Host {
	words = words[:min(len(words), maxHost)]
	end := strings.IndexAny(words, " :]")
	if end < 0 || words[end] == ']' {
		return fact.Host{}
	}
	name := strings.TrimSuffix(words[:end], ".")
	if !IsHostname(name) && IP(name) == "" {
		return fact.Host{}
	}
	address := words[end+1:]
	if stop := strings.IndexAny(address, " ]"); stop >= 0 {
		address = address[:stop]
	}
	switch ip := IP(strings.TrimRight(address, ":")); {
	case ip == "":
		return fact.Host{}
	case IP(name) != "":
		return fact.Host{IP: ip}
	default:
		return fact.Host{Name: name, IP: ip}
	}
}

// hostToken cuts the first token off words; a bracketed address is one. The
// rest is what is near enough to matter.
func hostToken(words string) (token, rest string) {
	if words == "" {
		return "", ""
	}
	words = words[:min(len(words), maxHost)]
	if c := closer(words[0]); c != ' ' {
		if end := strings.IndexByte(words, c); end > 0 {
			return words[:end+1], words[end+1:]
		}
	}
	end := strings.IndexAny(words, " \t[(,;")
	if end < 0 {
		end = len(words)
	}
	if colon := strings.IndexByte(words[:end], ':'); colon >= 0 && IP(words[:end]) == "" {
		end = colon
	}
	return words[:end], words[end:]
}

// maxHost is the longest token that is looked at as a host (RFC 1035 section
// 2.3.4 allows 255 octets).
const maxHost = 260

func closer(open byte) byte {
	switch open {
	case '[':
		return ']'
	case '(':
		return ')'
	}
	return ' '
}

// IP returns the IP address in token, with or without brackets and port, "" if it
// is none.
func IP(token string) string {
	token = strings.Trim(token, "[]()<>., ")
	if rest, ok := strings.CutPrefix(ascii.Lower(token), "ipv6:"); ok {
		token = rest
	}
	if !isAddressLike(token) {
		return ""
	}
	if addr, err := netip.ParseAddr(token); err == nil {
		return addr.Unmap().String() // "::ffff:192.0.2.1" is how a dual-stack socket calls an IPv4 address
	}
	if pair, err := netip.ParseAddrPort(token); err == nil {
		return pair.Addr().Unmap().String()
	}
	return ""
}

// isAddressLike reports whether token is made of what addresses are made of,
// which most tokens are not.
func isAddressLike(token string) bool {
	for i := range len(token) {
		switch c := token[i]; {
		case ascii.IsDigit(c), c|0x20 >= 'a' && c|0x20 <= 'f', c == '.', c == ':', c == '[', c == ']':
		case c == '%':
			return true // a zone follows (RFC 4007 section 11)
		default:
			return false
		}
	}
	return token != ""
}

// IsHostname reports whether s is a host name of at least two labels (RFC 1123
// section 2.1; underscores are seen in the wild). The name of a Java class or
// method is none.
func IsHostname(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if len(s) < 4 || len(s) > 253 || dot < 0 || isCamelCase(s[dot+1:]) {
		return false
	}
	letters := false
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			c := label[i]
			if !ascii.IsAlnum(c) && c != '-' && c != '_' && c < 0x80 {
				return false
			}
			letters = letters || c > '9'
		}
	}
	return letters
}

// isCamelCase reports whether a label has capitals amid it, as programs' names
// do: "SMTPAddressFailedException".
func isCamelCase(label string) bool {
	isUpper := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	isLower := func(c byte) bool { return c >= 'a' && c <= 'z' }
	for i := 1; i < len(label); i++ {
		if isLower(label[i-1]) && isUpper(label[i]) || i > 1 && isUpper(label[i-2]) && isUpper(label[i-1]) && isLower(label[i]) {
			return true
		}
	}
	return false
}
