package classify

import (
	"cmp"
	"math"
	"slices"

	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// Classify names the cause of a failure.
func (c *Classifier) Classify(in Input) Verdict {
	s := c.scratches.get(c)
	defer c.scratches.put(s)
	c.match(s, &in)
	return c.decide(s, &in)
}

// A Match is a rule that matched a failure.
type Match struct {
	Rule       string  `json:"rule"` // its id
	Cause      Cause   `json:"cause"`
	Provider   string  `json:"provider"`
	On         string  `json:"on"`         // the kind of evidence: "words of the reply", "the reply code"
	Text       string  `json:"text"`       // the piece of text, or the code, that it matched
	Confidence float64 `json:"confidence"` // of a verdict on this rule alone, 0 to 1
	Won        bool    `json:"won"`        // it decided
	Lost       string  `json:"lost"`       // why it did not, "" for the rule that decided
}

// Trace classifies in as Classify does. It also returns every rule that matched,
// the deciding one first.
func (c *Classifier) Trace(in Input) (Verdict, []Match) {
	s := c.scratches.get(c)
	defer c.scratches.put(s)
	c.match(s, &in)
	v := c.decide(s, &in)
	var matches []Match
	for i := range s.candidates {
		m := &s.candidates[i]
		if !m.keep {
			continue
		}
		e := Match{
			Rule: m.rule.id, Cause: m.rule.cause, Provider: m.rule.provider, On: m.tier.String(),
			Text: s.evidence(m, &in).Text, Confidence: m.confidence(), Won: i == 0 && !m.rule.noise,
		}
		if i > 0 {
			e.Lost = m.lostTo(&s.candidates[0])
		}
		matches = append(matches, e)
	}
	return v, matches
}

// decide sorts the candidates, strongest first, and draws the verdict.
func (c *Classifier) decide(s *scratch, in *Input) Verdict {
	held := s.sort()
	v := Verdict{Cause: Unknown, Confidence: unknownConfidence}
	if len(held) > 0 {
		best := &held[0]
		v.Cause = best.rule.cause
		v.Confidence = agreed(held)
		v.Provider = cmp.Or(c.providerNamed(in), best.rule.provider)
		v.Evidence = s.speakers(held, in)
	}
	v.Category = v.Cause.Category()
	if v.Provider == "" {
		v.Provider = c.providerOf(in)
	}
	if v.Provider == "" {
		v.Provider = s.anyProvider()
	}
	if v.Cause == ReputationBlock {
		v.Listing = c.listing(s, held, in)
	}
	v.Permanent = isPermanent(v.Cause, len(held) > 0 && held[0].rule.permanent, in)
	v.ListAction = v.Cause.listAction(v.Permanent)
	return v
}

// sort brings the candidates that hold and name a cause to the front, strongest
// first, and returns them.
func (s *scratch) sort() []candidate {
	n := 0
	for i := range s.candidates {
		if m := &s.candidates[i]; m.keep && !m.rule.noise {
			s.candidates[n], s.candidates[i] = s.candidates[i], s.candidates[n]
			n++
		}
	}
	held := s.candidates[:n]
	for i := range held {
		held[i].weight = held[i].strength()
	}
	slices.SortFunc(held, func(a, b candidate) int { return cmp.Compare(b.weight, a.weight) })
	return held
}

// strength packs what decides between candidates into one number: the tier, a
// caller's own rules, words of a particular server, the more specific cause,
// the longer words, and of equals the rule that stands first.
func (m *candidate) strength() uint64 {
	w := uint64(m.tier)
	w = w<<1 | bit(m.rule.own)
	w = w<<1 | bit(!m.rule.generic)
	w = w<<8 | uint64(min(m.rule.rank, 1<<8-1))
	w = w<<16 | uint64(min(m.length, 1<<16-1))
	return w<<24 | uint64(1<<24-1-m.number)
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func (m *candidate) confidence() float64 {
	if m.rule.confidence != 0 {
		return m.rule.confidence
	}
	return tiers[m.tier].confidence
}

// lostTo returns why m did not decide.
func (m *candidate) lostTo(best *candidate) string {
	switch {
	case m.rule.noise:
		return "decides nothing"
	case m.tier != best.tier:
		return "outweighed by " + best.tier.String()
	case m.rule.own != best.rule.own:
		return "your own rules come first"
	case m.rule.generic != best.rule.generic:
		return "words of any server give way to those of a particular one"
	case m.rule.rank != best.rule.rank:
		return string(best.rule.cause) + " is the more specific cause"
	case m.length != best.length:
		return "the other's words are longer"
	}
	return "the other stands first"
}

// What agreement and contradiction do to the confidence, and its bounds.
const (
	unknownConfidence = 0.2
	agreementBonus    = 0.03
	conflictMalus     = 0.12
	maxConfidence     = 0.99

	// clearRank is by how much a cause must outrank another for words of both
	// to be no contradiction: a refusal for spam (50) is a policy (20) as well.
	clearRank = 20
)

// agreed returns the winner's confidence, higher where other evidence names the same
// cause and lower where words of the same weight name another.
func agreed(held []candidate) float64 {
	best := &held[0]
	conf := best.confidence()
	conflict, support := false, false
	for i := range held[1:] {
		m := &held[1+i]
		switch {
		case m.rule.cause == best.rule.cause:
			support = support || m.tier != best.tier
		case m.tier == best.tier && best.rule.rank-m.rule.rank < clearRank:
			conflict = true
		}
	}
	if support {
		conf += agreementBonus
	}
	if conflict {
		conf -= conflictMalus
	}
	return math.Round(min(conf, maxConfidence)*100) / 100
}

// anyProvider returns the provider that other matching words name.
func (s *scratch) anyProvider() string {
	for i := range s.candidates {
		if m := &s.candidates[i]; m.keep && m.rule.words && m.rule.provider != "" {
			return m.rule.provider
		}
	}
	return ""
}

// isPermanent reports whether the failure will not pass by itself: what the
// reply code says, else the status, else the notice, else what the words that
// decided say or what is usual for the cause.
func isPermanent(cause Cause, final bool, in *Input) bool {
	if in.Code >= 400 && in.Code < 600 {
		return in.Code >= 500
	}
	if class := smtpcode.ParseStatus(in.Status).Class(); class == 4 || class == 5 {
		return class == 5
	}
	if in.Delayed {
		return false
	}
	return final || !cause.row().passes
}
