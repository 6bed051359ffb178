package phrase

import "encoding/binary"

// A Filter excludes most places in a text as beginnings of a phrase, without
// consulting the trie. It has bits for the beginnings of phrases, by their hashes:
// of the first three bytes of every phrase, and of the first six where a phrase
// has as many.
type Filter struct {
	Three [threeBits / 32]uint32
	Short [threeBits / 32]uint32 // the bits of Three that are of phrases shorter than six
	Six   [sixBits / 32]uint32
}

const (
	threeBits = 1 << 14
	sixBits   = 1 << 16
)

const golden = 0x9e3779b97f4a7c15 // Knuth's multiplicative hash

// three and six return the numbers of the bits for the first bytes of the
// eight from which word was read.
func three(word uint64) uint64 { return (word << 40 * golden) >> (64 - 14) }
func six(word uint64) uint64   { return (word << 16 * golden) >> (64 - 16) }

// admits reports whether a phrase may begin at text[i:].
func (f *Filter) admits(text []byte, i int) bool {
	var word uint64
	if i+8 <= len(text) {
		word = binary.LittleEndian.Uint64(text[i:])
	} else {
		var end [8]byte
		copy(end[:], text[i:])
		word = binary.LittleEndian.Uint64(end[:])
	}
	n := three(word)
	if f.Three[n/32]>>(n%32)&1 == 0 {
		return false
	}
	if f.Short[n/32]>>(n%32)&1 != 0 {
		return true
	}
	n = six(word)
	return f.Six[n/32]>>(n%32)&1 != 0
}

// add sets the bits for the beginning of a phrase; for one that is shorter than
// three bytes, the bits of all that can follow it.
func (f *Filter) add(phrase string) {
	if len(phrase) < 3 {
		for c := range 256 {
			f.add(phrase + string([]byte{byte(c)}))
		}
		return
	}
	var word [8]byte
	copy(word[:], phrase)
	n := three(binary.LittleEndian.Uint64(word[:]))
	f.Three[n/32] |= 1 << (n % 32)
	if len(phrase) < 6 {
		f.Short[n/32] |= 1 << (n % 32)
		return
	}
	n = six(binary.LittleEndian.Uint64(word[:]))
	f.Six[n/32] |= 1 << (n % 32)
}
