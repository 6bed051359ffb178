package reply

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
)

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
