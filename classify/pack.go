package classify

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// Reading the tables of rules takes longer than the whole command may, so
// what matching needs of the built-in ones is also kept packed, in builtin.bin:
// lengths and numbers as varints, strings as they are. A test fails when it is out
// of date.

// A packer writes values or, where it was given a source, reads them: the same
// walk over a classifier does both, so the two cannot differ.
type packer struct {
	out     []byte
	in      string
	pos     int // in in
	reading bool
	err     error
	int32s  []int32 // what is left of the block that small slices are cut from
}

var errPacked = errors.New("the packed rules are damaged")

func (p *packer) number(v *int) {
	if !p.reading {
		p.out = binary.AppendVarint(p.out, int64(*v))
		return
	}
	var x uint64
	in, pos := p.in, p.pos
	for shift := 0; ; shift += 7 {
		if pos >= len(in) || shift >= 64 {
			p.fail()
			return
		}
		b := in[pos]
		pos++
		x |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	p.pos = pos
	*v = int(int64(x>>1) ^ -int64(x&1))
}

// octet packs a number below 256, in one byte whatever it is.
func (p *packer) octet(v *uint8) {
	switch {
	case !p.reading:
		p.out = append(p.out, *v)
	case p.pos < len(p.in):
		*v = p.in[p.pos]
		p.pos++
	default:
		p.fail()
	}
}

// fail gives up: whatever is read from here on is zero.
func (p *packer) fail() { p.err, p.pos = errPacked, len(p.in) }

func packInt[T ~int | ~int8 | ~uint8 | ~int32 | ~uint32](p *packer, v *T) {
	n := int(*v)
	p.number(&n)
	*v = T(n)
}

func packString[T ~string](p *packer, s *T) {
	n := len(*s)
	p.number(&n)
	switch {
	case !p.reading:
		p.out = append(p.out, *s...)
	case n < 0 || n > len(p.in)-p.pos:
		p.fail()
	default:
		*s = T(p.in[p.pos : p.pos+n])
		p.pos += n
	}
}

// bools packs flags, eight to a byte.
func (p *packer) bools(flags ...*bool) {
	for len(flags) > 0 {
		some := flags[:min(8, len(flags))]
		flags = flags[len(some):]
		var bits uint8
		for i, f := range some {
			if *f {
				bits |= 1 << i
			}
		}
		p.octet(&bits)
		for i, f := range some {
			*f = bits>>i&1 != 0
		}
	}
}

func packSlice[T any](p *packer, list *[]T, each func(*T)) {
	n := len(*list)
	p.number(&n)
	if p.reading {
		if n < 0 || n > len(p.in)-p.pos { // every element takes a byte at least
			p.fail()
			return
		}
		if n > 0 {
			*list = make([]T, n)
		}
	}
	for i := range *list {
		each(&(*list)[i])
	}
}

func (p *packer) strings(list *[]string) { packSlice(p, list, func(s *string) { packString(p, s) }) }

// numbers packs a short list, of which there are many: they are cut from
// larger blocks.
func (p *packer) numbers(list *[]int32) {
	const block = 4096
	n := len(*list)
	p.number(&n)
	if p.reading {
		if n < 0 || n > len(p.in)-p.pos {
			p.fail()
			return
		}
		if n == 0 {
			return
		}
		if n > len(p.int32s) {
			p.int32s = make([]int32, max(n, block))
		}
		*list, p.int32s = p.int32s[:n:n], p.int32s[n:]
	}
	for i := range *list {
		packInt(p, &(*list)[i])
	}
}

// names packs a table of names.
func (p *packer) names(table *map[string]string) {
	var keys []string
	if !p.reading {
		keys = slices.Sorted(maps.Keys(*table))
	}
	p.strings(&keys)
	if p.reading {
		*table = make(map[string]string, len(keys))
	}
	for _, k := range keys {
		v := (*table)[k]
		packString(p, &v)
		(*table)[k] = v
	}
}

func (p *packer) classifier(c *Classifier) {
	packSlice(p, &c.rules, p.rule)
	packSlice(p, &c.lists, func(l *List) {
		packString(p, &l.Name)
		packString(p, &l.Subject)
		p.strings(&l.Zones)
		p.strings(&l.Words)
	})
	packSlice(p, &c.phrases, func(f *phraseUse) {
		p.bools(&f.plain)
		p.numbers(&f.rules)
	})
	p.trie(&c.trie)
	p.names(&c.hosts)
	p.names(&c.domains)
}

func (p *packer) rule(r *compiled) {
	packString(p, &r.id)
	packString(p, &r.cause)
	packString(p, &r.provider)
	percent := int(math.Round(r.confidence * 1e4))
	p.number(&percent)
	r.confidence = float64(percent) / 1e4
	p.number(&r.rank)
	packInt(p, &r.tier[0])
	packInt(p, &r.tier[1])
	packInt(p, &r.list)
	p.numbers(&r.all)
	p.numbers(&r.with)
	p.numbers(&r.not)
	p.number(&r.length)
	packSlice(p, &r.status, func(s *smtpcode.StatusRange) {
		p.number(&s.Class)
		packInt(p, &s.Lo)
		packInt(p, &s.Hi)
	})
	packSlice(p, &r.code, func(k *smtpcode.ReplyRange) {
		p.number(&k.Lo)
		p.number(&k.Hi)
	})
	p.strings(&r.command)
	p.strings(&r.host)
	p.strings(&r.errors)
	packInt(p, &r.overrules)
	packString(p, &r.hides)
	packString(p, &r.namesDomain)
	p.bools(&r.words, &r.generic, &r.own, &r.noise, &r.near, &r.requiresProvider, &r.namesSender, &r.namesList, &r.namesAddress, &r.permanent)
}

// pack returns what matching needs of c. Only the test that renews builtin.bin
// and holds it to the rules calls it.
func (c *Classifier) pack() []byte {
	p := packer{}
	p.classifier(c)
	return p.out
}

// unpack makes the classifier that was packed.
func unpack(packed string) (*Classifier, error) {
	p := packer{in: packed, reading: true}
	c := &Classifier{merged: func() []merged { return merge(Builtin(), nil) }}
	p.classifier(c)
	if p.err != nil {
		return nil, p.err
	}
	c.index()
	return c, nil
}
