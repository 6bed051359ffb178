package screen

import (
	"bytes"
	"strings"
)

// phrases is a set of phrases to be found in short texts. Almost no place in a
// text begins a phrase, and two bytes are enough to see that.
type phrases struct {
	begins [1 << 16 / 64]uint64 // bit set of the first two bytes of the phrases
	by     map[uint16][]string  // the phrases by their first two bytes
}

func newPhrases(all []string) *phrases {
	p := &phrases{by: make(map[uint16][]string)}
	for _, s := range all {
		s = strings.ToLower(s)
		pair := uint16(s[0])<<8 | uint16(s[1])
		p.begins[pair>>6] |= 1 << (pair & 63)
		p.by[pair] = append(p.by[pair], s)
	}
	return p
}

// in reports whether one of the phrases stands in text, in any case.
func (p *phrases) in(text []byte) bool {
	var buf [256]byte
	folded := fold(buf[:0], text)
	for i := 0; i+1 < len(folded); i++ {
		pair := uint16(folded[i])<<8 | uint16(folded[i+1])
		if p.begins[pair>>6]&(1<<(pair&63)) == 0 {
			continue
		}
		for _, s := range p.by[pair] {
			if len(s) <= len(folded)-i && string(folded[i:i+len(s)]) == s {
				return true
			}
		}
	}
	return false
}

// fold appends text in lower case, its line folds and runs of space as one
// space each.
func fold(dst, text []byte) []byte {
	ascii := true
	for _, c := range text {
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			if len(dst) > 0 && dst[len(dst)-1] == ' ' {
				continue
			}
			c = ' '
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case c >= 0x80:
			ascii = false
		}
		dst = append(dst, c)
	}
	if ascii {
		return dst
	}
	return bytes.ToLower(dst)
}

func appendLower(dst, b []byte) []byte {
	for _, c := range b {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

// containsFold reports whether the lower-case ASCII string sub stands in b.
func containsFold(b []byte, sub string) bool {
	for i := 0; i+len(sub) <= len(b); i++ {
		if b[i]|0x20 == sub[0]|0x20 && hasPrefixFold(b[i:], sub) {
			return true
		}
	}
	return false
}
