package classify

import (
	"bytes"
	"net/netip"
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

// A Reach is how far noise hides the words around it.
type Reach string

// The values of Rule.Hides. With "", noise hides only the words inside its own.
const (
	HidesRest      Reach = "rest"      // what follows in its sentence
	HidesSentence  Reach = "sentence"  // all of its sentence
	HidesParagraph Reach = "paragraph" // its sentence and what follows in the paragraph: a list of possible reasons
)

// maxSentence bounds how far from a phrase the ends of its sentence are looked
// for, maxParagraph how far that of its paragraph.
const (
	maxSentence  = 300
	maxParagraph = 1200
)

// A span is a part of the folded text.
type span struct{ from, to int32 }

func (a span) holds(h phrase.Hit) bool { return a.from <= h.Start && h.End <= a.to }

// An aside is a part of the text that noise hides, and the words of that noise.
type aside struct {
	span
	words phrase.Hit
}

// hides reports whether the aside hides h. It does not hide a longer phrase around
// its words: "the group may not exist, or you may not post to it".
func (a *aside) hides(h phrase.Hit) bool {
	longer := h.Start <= a.words.Start && a.words.End <= h.End
	return a.holds(h) && !longer
}

// sentence returns the sentence that contains h.
func (s *scratch) sentence(h phrase.Hit, in *Input) span {
	from, to := h.Start, h.End
	for from > 0 && h.Start-from < maxSentence && !s.endsSentence(from-1, in) {
		from--
	}
	for int(to) < len(s.folded.text) && to-h.End < maxSentence && !s.endsSentence(to, in) {
		to++
	}
	return span{from, to}
}

// fullStop ends a sentence in Chinese and Japanese.
var fullStop = []byte("。")

// endsSentence reports whether a sentence of the folded text ends at at. A line
// end is none: replies and notices are wrapped.
func (s *scratch) endsSentence(at int32, in *Input) bool {
	text := s.folded.text
	switch text[at] {
	case '.', ';', '!', '?':
		return int(at)+1 == len(text) || text[at+1] == ' ' || text[at+1] == separator
	case fullStop[0]:
		return bytes.HasPrefix(text[at:], fullStop)
	}
	return s.endsParagraph(at, in)
}

// endsParagraph reports whether an empty line, or the field's end, is at text[at].
func (s *scratch) endsParagraph(at int32, in *Input) bool {
	text := s.folded.text
	if text[at] != ' ' || int(at)+1 == len(text) {
		return text[at] == separator
	}
	from, to := s.folded.from[at], s.folded.from[at+1]
	return from < to && strings.Count(in.text(s.fieldAt(at))[from:to], "\n") > 1
}

// findAsides finds the parts of the text that noise hides.
func (s *scratch) findAsides(in *Input) {
	for i := range s.pairs {
		p := &s.pairs[i]
		reach := s.candidates[p.candidate].rule.hides
		if reach == "" {
			continue
		}
		a := s.sentence(p.hit, in)
		switch reach {
		case HidesRest:
			a.from = p.hit.Start
		case HidesParagraph:
			for int(a.to) < len(s.folded.text) && a.to-p.hit.End < maxParagraph && !s.endsParagraph(a.to, in) {
				a.to++
			}
		}
		s.asides = append(s.asides, aside{a, p.hit})
	}
}

// inAside reports whether an aside hides h. The words of the noise itself are not
// hidden: they may be another rule's as well.
func (s *scratch) inAside(h phrase.Hit) bool {
	hidden := false
	for i := range s.asides {
		if s.asides[i].words == h {
			return false
		}
		hidden = hidden || s.asides[i].hides(h)
	}
	return hidden
}

// sideBySide reports whether the words that a rule requires beside h are in its
// sentence.
func (s *scratch) sideBySide(r *compiled, h phrase.Hit, in *Input) bool {
	a := s.sentence(h, in)
	first, _ := slices.BinarySearchFunc(s.hits, a.from, func(h phrase.Hit, at int32) int { return int(h.Start - at) })
	hits := s.hits[first:]
	if end := slices.IndexFunc(hits, func(h phrase.Hit) bool { return h.Start >= a.to }); end >= 0 {
		hits = hits[:end]
	}
	stands := func(p int32) bool {
		return slices.ContainsFunc(hits, func(h phrase.Hit) bool { return h.Phrase == p && h.End <= a.to })
	}
	for _, p := range r.all {
		if !stands(p) {
			return false
		}
	}
	return len(r.with) == 0 || slices.ContainsFunc(r.with, stands)
}

// besideAddress reports whether an IP address is right before or after h.
func (s *scratch) besideAddress(h phrase.Hit, in *Input) bool {
	const reach = 48 // an IPv6 address in brackets
	text, start, end := s.original(h, in)
	before, after := "", ""
	for t := range tokens(text[max(0, start-reach):start]) {
		before = t.text
	}
	for t := range tokens(text[end:min(len(text), end+reach)]) {
		after = t.text
		break
	}
	return isAddress(before) || isAddress(after)
}

// isAddress reports whether a token is an IP address.
func isAddress(token string) bool {
	token = strings.TrimRight(strings.TrimPrefix(token, "IPv6:"), ".:")
	addr, err := netip.ParseAddr(token)
	return err == nil && !addr.IsLoopback()
}
