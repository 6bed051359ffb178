package classify

import (
	"sync"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

// A field is one of the texts of an Input in which words are looked for.
type field uint8

const (
	replyField field = iota
	noticeField
	fieldCount
)

func (in *Input) text(f field) string {
	if f == noticeField {
		return in.Notice
	}
	return in.Reply
}

// scratch is the memory of one classification, reused by the next.
type scratch struct {
	folded     folded
	notice     int32 // where the notice begins in the folded text
	hits       []phrase.Hit
	seen       []uint8 // by phrase: the fields it was found in, a bit each
	slot       []int32 // by rule: its candidate + 1
	pairs      []pair
	candidates []candidate
	asides     []aside // parts of the text that decide nothing
}

type scratchPool struct{ sync.Pool }

func (p *scratchPool) get(c *Classifier) *scratch {
	if s, ok := p.Get().(*scratch); ok {
		return s
	}
	return &scratch{seen: make([]uint8, len(c.phrases)), slot: make([]int32, len(c.rules))}
}

// put makes s ready for the next use and keeps it.
func (p *scratchPool) put(s *scratch) {
	for _, h := range s.hits {
		s.seen[h.Phrase] = 0
	}
	for _, m := range s.candidates {
		s.slot[m.number] = 0
	}
	s.hits, s.pairs, s.candidates, s.asides = s.hits[:0], s.pairs[:0], s.candidates[:0], s.asides[:0]
	s.folded.reset()
	p.Put(s)
}

// fieldAt returns the field that contains an offset of the folded text.
func (s *scratch) fieldAt(at int32) field {
	if at >= s.notice {
		return noticeField
	}
	return replyField
}

// original returns the field of h as in the input, and where in it h begins and
// ends.
func (s *scratch) original(h phrase.Hit, in *Input) (text string, start, end int) {
	text = in.text(s.fieldAt(h.Start))
	return text, int(s.folded.from[h.Start]), runeEnd(text, int(s.folded.from[h.End-1]))
}
