package classify

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/hostname"
	"github.com/ndrparse/ndrparse/internal/phrase"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// maxCandidates bounds the candidates of one failure; an honest reply has a
// handful.
const maxCandidates = 256

// A candidate is a rule of which some words or codes occur in the failure.
type candidate struct {
	rule   *compiled
	number int32 // of the rule
	tier   tier
	found  uint8      // the fields that its words were found in, a bit each
	field  field      // the one that counts
	hit    phrase.Hit // the phrase that counts; Start is -1 if it matched a code
	length int        // of its words
	keep   bool
	weight uint64 // orders the candidates
}

// A pair is a phrase that was found and the candidate that has it.
type pair struct {
	candidate int32
	hit       phrase.Hit
	field     field
}

// match finds the rules that hold for in.
func (c *Classifier) match(s *scratch, in *Input) {
	s.folded.add(in.Reply)
	s.folded.put(separator, len(in.Reply))
	s.notice = int32(len(s.folded.text))
	s.folded.add(in.Notice)
	s.hits = c.trie.Sweep(s.folded.text, s.hits)
	for _, h := range s.hits {
		p := &c.phrases[h.Phrase]
		if p.plain && insideName(s.folded.text, h) {
			continue
		}
		f := s.fieldAt(h.Start)
		s.seen[h.Phrase] |= 1 << f
		for _, r := range p.rules {
			if k := s.candidate(c, r); k >= 0 {
				s.pairs = append(s.pairs, pair{k, h, f})
				s.candidates[k].found |= 1 << f
			}
		}
	}
	status := smtpcode.ParseStatus(in.Status)
	for i := range s.candidates {
		c.judgeWords(s, &s.candidates[i], in, status)
	}
	s.placeWords(in)
	c.matchCodes(s, in, status)
	s.drop(c.missesProvider(s, in))
	s.overrule()
}

// candidate returns the place of a rule's candidate, a new one if need be; -1
// if there are too many.
func (s *scratch) candidate(c *Classifier, rule int32) int32 {
	k := s.slot[rule]
	if k == 0 {
		if len(s.candidates) == maxCandidates {
			return -1
		}
		s.candidates = append(s.candidates, candidate{rule: &c.rules[rule], number: rule, hit: phrase.Hit{Start: -1}})
		k = int32(len(s.candidates))
		s.slot[rule] = k
	}
	return k - 1
}

// judgeWords decides in which field the words of m's rule hold, if in any.
func (c *Classifier) judgeWords(s *scratch, m *candidate, in *Input, status smtpcode.Status) {
	if !m.rule.conditions(in, status) || m.rule.namesSender && !namesSender(in) {
		return
	}
	for f := range fieldCount {
		if m.rule.tier[f] != noTier && m.found>>f&1 != 0 && s.wordsHold(m.rule, f) {
			m.keep, m.field, m.tier = true, f, m.rule.tier[f]
			if m.tier == noticeWords && in.Reply == "" {
				// The system that wrote the notice is the one that refused the mail.
				m.tier = noticeAlone
			}
			return
		}
	}
}

// wordsHold reports whether the words that a rule requires occur in the field
// and none of those that it forbids.
func (s *scratch) wordsHold(r *compiled, f field) bool {
	bit := uint8(1) << f
	for _, p := range r.all {
		if s.seen[p]&bit == 0 {
			return false
		}
	}
	for _, p := range r.not {
		if s.seen[p]&bit != 0 {
			return false
		}
	}
	return len(r.with) == 0 || slices.ContainsFunc(r.with, func(p int32) bool { return s.seen[p]&bit != 0 })
}

// placeWords chooses the phrase that counts for each rule: its longest that is not
// inside a longer phrase of a rule with another cause. "Virus scanner unavailable"
// is not a virus. A rule left with none is dropped.
func (s *scratch) placeWords(in *Input) {
	s.pairs = slices.DeleteFunc(s.pairs, func(p pair) bool { return !s.placed(&p, in) })
	s.findAsides(in)
	for i := range s.pairs {
		p := &s.pairs[i]
		m := &s.candidates[p.candidate]
		if p.field != m.field || s.hidden(i) {
			continue
		}
		if m.hit.Start < 0 || p.hit.End-p.hit.Start > m.hit.End-m.hit.Start {
			m.hit = p.hit
		}
	}
	for i := range s.candidates {
		m := &s.candidates[i]
		m.keep = m.keep && m.hit.Start >= 0
		m.length = m.rule.length + int(m.hit.End-m.hit.Start)
	}
}

// placed reports whether a phrase occurs where its rule requires it.
func (s *scratch) placed(p *pair, in *Input) bool {
	m := &s.candidates[p.candidate]
	r := m.rule
	elsewhere := p.field != m.field
	if r.noise { // it hides wherever it stands
		elsewhere = r.tier[p.field] == noTier
	}
	if !m.keep || elsewhere {
		return false
	}
	if r.namesList || r.namesDomain != "" {
		host := s.hostAfter(p.hit, in)
		if r.namesList && host == "" || r.namesDomain != "" && !r.namesDomain.holds(host, in.Domain) {
			return false
		}
	}
	return (!r.namesAddress || s.besideAddress(p.hit, in)) && (!r.near || s.sideBySide(r, p.hit, in))
}

// hidden reports whether the words of the i-th pair are in an aside, or inside a
// longer phrase. The pairs are in the order of the text, so only those close by
// can contain them.
func (s *scratch) hidden(i int) bool {
	p := &s.pairs[i]
	inner := &s.candidates[p.candidate]
	if !inner.rule.noise && s.inAside(p.hit) {
		return true
	}
	holds := func(q *pair) bool {
		return q.hit.Start <= p.hit.Start && p.hit.End <= q.hit.End &&
			q.hit.End-q.hit.Start > p.hit.End-p.hit.Start && s.candidates[q.candidate].hides(inner)
	}
	for k := i - 1; k >= 0 && s.pairs[k].hit.Start >= p.hit.End-phrase.MaxLen; k-- {
		if holds(&s.pairs[k]) {
			return true
		}
	}
	for k := i + 1; k < len(s.pairs) && s.pairs[k].hit.Start == p.hit.Start; k++ {
		if holds(&s.pairs[k]) {
			return true
		}
	}
	return false
}

// hides reports whether the longer words of m take away the meaning of those
// of inner: vague words do not, words that say the reason is open do.
func (m *candidate) hides(inner *candidate) bool {
	switch {
	case m.rule.cause == inner.rule.cause:
		return false
	case m.rule.noise || m.rule.cause == Unknown:
		return true
	}
	return m.tier >= inner.tier
}

// matchCodes adds the rules that need no words.
func (c *Classifier) matchCodes(s *scratch, in *Input, status smtpcode.Status) {
	add := func(rules []int32) {
		for _, i := range rules {
			r := &c.rules[i]
			if !r.conditions(in, status) {
				continue
			}
			if k := s.candidate(c, i); k >= 0 {
				s.candidates[k].keep, s.candidates[k].tier = true, r.tier[0]
			}
		}
	}
	if status != 0 {
		add(c.byStatus[status.AnyClass()])
		add(c.ranges)
	}
	if in.Code > 0 && in.Code < len(c.byCode) {
		add(c.byCode[in.Code])
	}
	if in.Error != "" {
		add(c.byError[strings.ToUpper(in.Error)])
	}
}

// conditions reports whether the rule's conditions other than words hold.
func (r *compiled) conditions(in *Input, status smtpcode.Status) bool {
	if len(r.status) > 0 && !anyHolds(r.status, func(s smtpcode.StatusRange) bool { return s.Holds(status) }) {
		return false
	}
	if len(r.code) > 0 && !anyHolds(r.code, func(k smtpcode.ReplyRange) bool { return k.Holds(in.Code) }) {
		return false
	}
	if len(r.command) > 0 && !anyHolds(r.command, func(p string) bool { return ascii.HasPrefixFold(in.Command, p) }) {
		return false
	}
	if len(r.host) > 0 && !anyHolds(r.host, func(h string) bool { return hostname.Under(in.Host, h) }) {
		return false
	}
	if len(r.errors) > 0 && !anyHolds(r.errors, func(e string) bool { return strings.EqualFold(in.Error, e) }) {
		return false
	}
	return true
}

func anyHolds[T any](list []T, holds func(T) bool) bool {
	for _, v := range list {
		if holds(v) {
			return true
		}
	}
	return false
}

// namesSender reports whether the reply names the envelope sender's address.
func namesSender(in *Input) bool {
	if !strings.Contains(in.Sender, "@") {
		return false
	}
	for i := 0; i+len(in.Sender) <= len(in.Reply) && i < maxText; i++ {
		if strings.EqualFold(in.Reply[i:i+len(in.Sender)], in.Sender) {
			return true
		}
	}
	return false
}

// overrule drops the candidates that another one overrules: in a reply to
// a login, "user disabled" says nothing of a recipient.
func (s *scratch) overrule() {
	for i := range s.candidates {
		m := &s.candidates[i]
		if !m.keep || m.rule.overrules == 0 {
			continue
		}
		for k := range s.candidates {
			o := &s.candidates[k]
			if m.field <= o.field && o.rule.rank < m.rule.rank && m.rule.overrules.holds(o.rule.cause) {
				o.keep = false
			}
		}
	}
}

// drop drops the candidates for which misses is true.
func (s *scratch) drop(misses func(*candidate) bool) {
	for i := range s.candidates {
		m := &s.candidates[i]
		m.keep = m.keep && !misses(m)
	}
}
