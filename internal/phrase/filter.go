package phrase

import "encoding/binary"

// A Filter excludes most places in a text as beginnings of a phrase, without
// consulting the trie. It has a bit for each beginning of a phrase, by its hash:
// six bytes, or three of a phrase that is shorter than six, or two of one that
// is shorter than three.
type Filter struct {
	Long  [longBits / 32]uint32
	Short [shortBits / 32]uint32
	Brief [briefBits / 32]uint32
}

const (
	longBits  = 1 << 16
	shortBits = 1 << 13
	briefBits = 1 << 10
)

// hashes returns the numbers of the bits of Long, Short and Brief for the first
// six, three and two of the eight bytes from which word was read.
func hashes(word uint64) (long, short, brief uint64) {
	const golden = 0x9e3779b97f4a7c15 // Knuth's multiplicative hash
	return (word << 16 * golden) >> (64 - 16), (word << 40 * golden) >> (64 - 13), (word << 48 * golden) >> (64 - 10)
}

// admits reports whether a phrase may begin at text[i:].
func (f *Filter) admits(text []byte, i int) bool {
	if i+8 > len(text) {
		return true
	}
	long, short, brief := hashes(binary.LittleEndian.Uint64(text[i:]))
	return f.Long[long/32]>>(long%32)&1 != 0 || f.Short[short/32]>>(short%32)&1 != 0 || f.Brief[brief/32]>>(brief%32)&1 != 0
}

// add sets the bit for the beginning of a phrase; for a phrase of a single byte,
// the bits of all that can follow it.
func (f *Filter) add(phrase string) {
	if len(phrase) == 1 {
		for c := range 256 {
			f.add(phrase + string([]byte{byte(c)}))
		}
		return
	}
	var word [8]byte
	copy(word[:], phrase)
	long, short, brief := hashes(binary.LittleEndian.Uint64(word[:]))
	switch n := len(phrase); {
	case n < 3:
		f.Brief[brief/32] |= 1 << (brief % 32)
	case n < 6:
		f.Short[short/32] |= 1 << (short % 32)
	default:
		f.Long[long/32] |= 1 << (long % 32)
	}
}
