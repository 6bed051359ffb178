package notice

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// maxAddress is the longest address that is taken for one: RFC 5321 section
// 4.5.3.1 allows 64 and 255 octets, and real systems exceed it a little.
const maxAddress = 400

// maxQuoted is the longest quoted local part (RFC 5321 section 4.5.3.1.1).
const maxQuoted = 66

// A span is an address and where it is.
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
// after from.
func nextAddress(text string, from int) (span, bool) {
	floor := from // addresses do not overlap
	for {
		at := strings.IndexByte(text[from:], '@')
		if at < 0 {
			return span{}, false
		}
		at += from
		start, end := localStart(text, floor, at), domainEnd(text, at+1)
		if start < at && end > at+1 && end-start <= maxAddress && isDomain(text[at+1:end]) && !endsLink(text, start, at) {
			return span{text[start:end], start, end}, true
		}
		from = at + 1
	}
}

// endsLink reports whether what looks like a local part is a link that ends in
// an address: "https://www.example.com/login?user=jiro@example.org".
func endsLink(text string, start, at int) bool {
	local := text[start:at]
	return strings.HasPrefix(local, "//") && start > 0 && text[start-1] == ':' ||
		strings.HasPrefix(local, "www.") && strings.Contains(local, "/")
}

// localStart returns where the local part that ends at the @ begins, at or
// after from.
func localStart(text string, from, at int) int {
	if at > from && text[at-1] == '"' {
		near := max(from, at-maxQuoted)
		if open := strings.LastIndexByte(text[near:at-1], '"'); open >= 0 {
			return near + open
		}
	}
	start := at
	word := false // an ASCII letter or digit is in it
	for start > from && at-start < 100 {
		if c := text[start-1]; c < utf8.RuneSelf {
			if !isLocal(c) {
				break
			}
			word = word || isWordByte(c)
			start--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(text[from:start])
		if !isAddressRune(r) || word && r >= ideographs {
			break
		}
		start -= n
	}
	for start < at && strings.IndexByte(".'-*{", text[start]) >= 0 {
		start++
	}
	return start + keySize(text[start:at])
}

// keySize returns the length of the name, with its equals sign, that is before a
// local part: "to=jiro" in a log, or "SMTP=jiro" among the attributes of an X.400
// address, as Exchange 4 and 5 write them.
func keySize(local string) int {
	name, _, ok := strings.Cut(local, "=")
	if !ok || name == "" || len(name)+1 == len(local) || !slices.Contains(phrases().AddressKeys, ascii.Lower(name)) {
		return 0
	}
	return len(name) + 1
}

// ideographs is where the scripts begin that are written without blanks: in
// them, words run into an ASCII address that is no part of it.
const ideographs = 0x2E80

// isAddressRune reports whether a rune beyond ASCII can be part of an
// internationalised address (RFC 6531): a letter, mark, digit or symbol.
func isAddressRune(r rune) bool {
	if r < 0x100 && (!unicode.IsLetter(r) || r == 'ª' || r == 'º') {
		return false // what other charsets look like when they are read as Latin-1
	}
	return r != utf8.RuneError && !unicode.IsPunct(r) && !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r)
}

// isLocal reports whether c can be in a local part that is not quoted (RFC 5321
// section 4.1.2).
func isLocal(c byte) bool { return inLocal[c] }

var inLocal = func() (is [256]bool) {
	for c := range is {
		is[c] = ascii.IsAlnum(byte(c)) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~.", byte(c)) >= 0
	}
	return is
}()

// domainEnd returns where the domain that begins at start ends.
func domainEnd(text string, start int) int {
	if start < len(text) && text[start] == '[' {
		if closing := strings.IndexByte(text[start:], ']'); closing > 0 && closing < 50 {
			return start + closing + 1
		}
		return start
	}
	end, label := start, start
	for end < len(text) && end-start < 256 {
		c := text[end]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !isAddressRune(r) || r >= ideographs && text[label] < utf8.RuneSelf && label > start {
				break // a sentence runs on: "example.com于周一"
			}
			end += n
			continue
		}
		if !isWordByte(c) && c != '.' && c != '_' {
			break
		}
		end++
		if c == '.' {
			label = end
		}
	}
	// A top-level domain is of one script: "example.jp様" ends at "jp".
	if label < end && text[label] < utf8.RuneSelf {
		for i := label; i < end; i++ {
			if text[i] >= utf8.RuneSelf {
				end = i
			}
		}
	}
	for end > start && strings.IndexByte(".-_", text[end-1]) >= 0 {
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
	if strings.Count(value, "@") == 1 && !strings.ContainsAny(value, "\"(\\:;") {
		if one := addresses(value); len(one) == 1 {
			return one // nothing stands around it that needs a parser
		}
	}
	if list, err := mail.ParseAddressList(value); err == nil {
		all := make([]string, len(list))
		for i, a := range list {
			all[i] = a.Address
			if strings.ContainsAny(a.Address, " \"(),:;<>[\\]") { // quoted once more, as it stands in mail
				quoted := mail.Address{Address: a.Address}
				all[i] = strings.Trim(quoted.String(), "<>")
			}
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
