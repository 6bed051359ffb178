package notice

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/reply"
)

// maxAddress is the longest address that is taken for one: RFC 5321 section
// 4.5.3.1 allows 64 and 255 octets, and real systems exceed it a little.
const maxAddress = 400

// A span is an address and where it stands.
type span struct {
	address    string
	start, end int // of the address itself in the text
}

// addresses returns the addresses in text, in order.
func addresses(text string) []string {
	var all []string
	for from := 0; ; {
		s, ok := nextAddress(text, from)
		if !ok {
			return all
		}
		all = append(all, s.address)
		from = s.end
	}
}

// nextAddress finds the first address (RFC 5321 section 4.1.2, RFC 6531) at or
// behind from.
func nextAddress(text string, from int) (span, bool) {
	for {
		at := strings.IndexByte(text[from:], '@')
		if at < 0 {
			return span{}, false
		}
		at += from
		start, end := localStart(text, at), domainEnd(text, at+1)
		if start < at && end > at+1 && end-start <= maxAddress && isDomain(text[at+1:end]) {
			return span{text[start:end], start, end}, true
		}
		from = at + 1
	}
}

// localStart gives where the local part that ends at the @ begins.
func localStart(text string, at int) int {
	if at > 1 && text[at-1] == '"' {
		if open := strings.LastIndexByte(text[:at-1], '"'); open >= 0 && at-open <= 70 {
			return open
		}
	}
	start := at
	for start > 0 && at-start < 100 {
		c := text[start-1]
		if c >= utf8.RuneSelf {
			if !isWordRune(text, start) {
				break
			}
		} else if !isLocal(c) {
			break
		}
		start--
	}
	for start < at && (text[start] == '.' || text[start] == '\'' || text[start] == '-' || text[start] == '*' || text[start] == '=' && at-start > 1 && text[start+1] == '?') {
		if text[start] == '=' {
			break
		}
		start++
	}
	for start < at && !utf8.RuneStart(text[start]) {
		start++
	}
	return start
}

// isWordRune reports whether the rune that ends at text[:end] can be part of
// an internationalised local part: no punctuation or blank of East Asia, which
// stand around addresses without a space.
func isWordRune(text string, end int) bool {
	start := end - 1
	for start > 0 && end-start < utf8.UTFMax && !utf8.RuneStart(text[start]) {
		start--
	}
	r, _ := utf8.DecodeRuneInString(text[start:])
	switch {
	case r == utf8.RuneError, r >= 0x2000 && r <= 0x206F, r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF, r == 0xA0, r == 0xAB, r == 0xBB:
		return false
	}
	return true
}

func isLocal(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || strings.IndexByte("!#$%&'*+-/=?^_`{|}~.", c) >= 0
}

// domainEnd gives where the domain that begins at start ends.
func domainEnd(text string, start int) int {
	if start < len(text) && text[start] == '[' {
		if closing := strings.IndexByte(text[start:], ']'); closing > 0 && closing < 50 {
			return start + closing + 1
		}
		return start
	}
	end := start
	for end < len(text) && end-start < 256 {
		c := text[end]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !isWordRune(text, end+n) || r == utf8.RuneError {
				break
			}
			end += n
			continue
		}
		if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' || c == '.' || c == '_' {
			end++
			continue
		}
		break
	}
	for end > start && (text[end-1] == '.' || text[end-1] == '-' || text[end-1] == '_') {
		end--
	}
	return end
}

func isDomain(s string) bool {
	if strings.HasPrefix(s, "[") {
		return reply.IP(s) != ""
	}
	return reply.IsHostname(s)
}

// mailboxes reads the addresses of a header field (RFC 5322 section 3.4), as
// far as they can be read.
func mailboxes(value string) []string {
	if list, err := mail.ParseAddressList(value); err == nil {
		all := make([]string, len(list))
		for i, a := range list {
			all[i] = a.Address
		}
		return all
	}
	return addresses(value)
}

// first returns the first of list, or "".
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
