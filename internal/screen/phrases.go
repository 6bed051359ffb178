package screen

import (
	"bytes"
	"strings"
)

// phrases is a set of phrases to be found in short texts. Almost no place in a
// text begins a phrase, and the first three bytes are enough to see that.
type phrases struct {
	begins [1 << 16 / 64]uint64 // bit set of the hashes of these
	by     map[uint32][]string  // the phrases by them
}

// beginning packs the first three bytes of b. No phrase is shorter.
func beginning(b string) uint32 { return uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2]) }

func bit(beginning uint32) (word int, mask uint64) {
	const golden = 2654435769 // Knuth's multiplicative hash
	h := beginning * golden >> 16
	return int(h >> 6), 1 << (h & 63)
}

func newPhrases(all []string) *phrases {
	p := &phrases{by: make(map[uint32][]string)}
	for _, s := range all {
		s = strings.ToLower(s)
		key := beginning(s)
		word, mask := bit(key)
		p.begins[word] |= mask
		p.by[key] = append(p.by[key], s)
	}
	return p
}

// in reports whether one of the phrases stands in text, in any case.
func (p *phrases) in(text []byte) bool {
	var buf [256]byte
	folded := fold(buf[:0], text)
	if len(folded) < 3 {
		return false
	}
	key := uint32(folded[0])<<8 | uint32(folded[1])
	for i := 2; i < len(folded); i++ {
		key = key<<8&0xffffff | uint32(folded[i])
		if word, mask := bit(key); p.begins[word]&mask != 0 && p.at(folded[i-2:], key) {
			return true
		}
	}
	return false
}

func (p *phrases) at(text []byte, key uint32) bool {
	for _, s := range p.by[key] {
		if len(s) <= len(text) && string(text[:len(s)]) == s {
			return true
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
