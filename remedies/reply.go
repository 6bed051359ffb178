package remedies

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
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

// notInAddress parts the words of a reply such that a host name stays whole:
// 7.2.0.192.zen.example is not an address.
func notInAddress(r rune) bool {
	return !('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z' || r == '.' || r == ':' || r == '-')
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

var waitPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:in|after|for|wait|within)\s+(?:at least\s+|another\s+|about\s+)?(\d{1,6})\s*(s|sec|secs|second|seconds|m|min|mins|minute|minutes|h|hour|hours)\b`)
})

// waitAsked returns how long the server asks the sender to wait, 0 if it names
// no time.
func waitAsked(reply string) time.Duration {
	m := waitPattern().FindStringSubmatch(reply)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	switch m[2][0] {
	case 's':
		return time.Duration(n) * time.Second
	case 'm':
		return time.Duration(n) * time.Minute
	}
	return time.Duration(n) * time.Hour
}

var limitPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:limit|maximum|max)\b[^0-9]{0,40}(\d{1,12})\s*(bytes|kb|kib|k|mb|mib|m|gb)?\b`)
})

// leastLimit is the smallest number without a unit that passes for a size
// limit in bytes: RFC 5321 section 4.5.3.1.7 lets no server accept less.
const leastLimit = 64 << 10

// sizeLimit returns the size limit in bytes that the reply names, 0 if none.
func sizeLimit(reply string) int64 {
	m := limitPattern().FindStringSubmatch(reply)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseInt(m[1], 10, 64)
	if m[2] != "" {
		switch m[2][0] {
		case 'k':
			n <<= 10
		case 'm':
			n <<= 20
		case 'g':
			n <<= 30
		}
	}
	if n < leastLimit {
		return 0
	}
	return n
}

// size writes a number of bytes in whole megabytes, or kilobytes below one.
func size(n int64) string {
	switch {
	case n <= 0:
		return ""
	case n < 1<<20:
		return strconv.FormatInt(n>>10, 10) + " KB"
	}
	return strconv.FormatInt(n>>20, 10) + " MB"
}
