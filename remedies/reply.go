package remedies

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// sendingIP returns the address that the refused connection came from, as the
// reply names it: the one public address in it that is not the server's own.
func sendingIP(b *bounce) string {
	words := b.rec.Reply.Text
	if words == "" {
		words = b.rec.Diagnostic
	}
	found := ""
	for _, token := range strings.FieldsFunc(words, notInAddress) {
		ip, ok := parseIP(token)
		if !ok || ip == b.rec.RemoteMTA.IP || ip == found {
			continue
		}
		if found != "" {
			return "" // which of the two it is, the reply does not say
		}
		found = ip
	}
	return found
}

// notInAddress reports whether r separates words of a reply. Host names stay
// whole: 7.2.0.192.zen.example is not an address.
func notInAddress(r rune) bool {
	return r >= utf8.RuneSelf || !ascii.IsAlnum(byte(r)) && r != '.' && r != ':' && r != '-'
}

// parseIP reads an address as replies write it: with a port, with the tag of
// RFC 5321 section 4.1.3, at the end of a sentence.
func parseIP(token string) (string, bool) {
	token = strings.TrimSuffix(token, ".")
	if len(token) > 5 && strings.EqualFold(token[:5], "ipv6:") {
		token = token[5:]
	}
	ip, err := netip.ParseAddr(token)
	if err != nil {
		withPort, err := netip.ParseAddrPort(token)
		if err != nil {
			return "", false
		}
		ip = withPort.Addr()
	}
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Zone() != "" {
		return "", false
	}
	return ip.String(), true
}

// newAddress returns the address to which the recipient has moved: the one
// that the reply names beside the refused one (RFC 5321 section 3.4).
func newAddress(b *bounce) string {
	found := ""
	for _, token := range strings.FieldsFunc(b.rec.Reply.Text, func(r rune) bool {
		return r <= ' ' || strings.ContainsRune("<>()[]\"',;:", r)
	}) {
		address := validAddress(strings.TrimRight(token, "."))
		if address == "" || strings.EqualFold(address, b.rec.Address) || strings.EqualFold(address, b.rec.OriginalAddress) ||
			strings.EqualFold(address, sender(b)) || strings.EqualFold(address, found) {
			continue
		}
		if found != "" {
			return ""
		}
		found = address
	}
	return found
}
