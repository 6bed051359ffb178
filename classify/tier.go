package classify

// A tier orders evidence by its kind, the weakest first. The refusing server's
// words count more than its enhanced status code, that more than its reply code
// and the words of the notice; but words that say little give way to a code that
// says more.
type tier int8

const (
	noTier tier = iota
	noticeWeak
	statusWeak
	noticeVague
	codeOnly
	clientError
	statusVague
	replyWeak
	noticeWords
	replyVague
	statusSpecific
	noticeAlone
	replyVagueProvider
	replyWords
	replyProvider
)

// tiers holds the name of each tier, and how often a verdict on such evidence
// alone is right.
var tiers = [...]struct {
	name       string
	confidence float64
}{
	noTier:             {"nothing", 0},
	noticeWeak:         {"weak words of the notice", 0.6},
	statusWeak:         {"a weak status code", 0.6},
	noticeVague:        {"vague words of the notice", 0.5},
	codeOnly:           {"the reply code", 0.6},
	clientError:        {"the client's error number", 0.7},
	statusVague:        {"a vague status code", 0.5},
	replyWeak:          {"weak words of the reply", 0.6},
	noticeWords:        {"words of the notice", 0.8},
	replyVague:         {"vague words of the reply", 0.7},
	statusSpecific:     {"the enhanced status code", 0.8},
	noticeAlone:        {"words of a notice without a reply", 0.85},
	replyVagueProvider: {"the provider's vague words", 0.85},
	replyWords:         {"words of the reply", 0.92},
	replyProvider:      {"the provider's own words", 0.97},
}

func (t tier) String() string { return tiers[t].name }

// strength returns the rule's Strength or, if it has none, the one that follows
// from its cause.
func (r *Rule) strength() Strength {
	if r.Strength != "" {
		return r.Strength
	}
	if r.Cause == PolicyRejected || r.Cause == Unknown {
		return StrengthVague
	}
	return StrengthSpecific
}

// tiersOf returns the tiers of a rule's words in the reply and in the notice;
// noTier where it does not look there. A rule without words has one tier.
func tiersOf(r *Rule, own bool) [2]tier {
	strength := r.strength()
	if !r.hasWords() {
		t := codeOnly
		switch {
		case len(r.Error) > 0:
			t = clientError
		case len(r.Status) > 0 || r.Strength == StrengthSpecific:
			t = map[Strength]tier{StrengthSpecific: statusSpecific, StrengthVague: statusVague, StrengthWeak: statusWeak}[strength]
		}
		return [2]tier{t, t}
	}
	reply := map[Strength]tier{StrengthSpecific: replyWords, StrengthVague: replyVague, StrengthWeak: replyWeak}[strength]
	if r.provider() != "" || own {
		switch strength {
		case StrengthSpecific:
			reply = replyProvider
		case StrengthVague:
			reply = replyVagueProvider
		}
	}
	notice := map[Strength]tier{StrengthSpecific: noticeWords, StrengthVague: noticeVague, StrengthWeak: noticeWeak}[strength]
	switch r.In {
	case inReply:
		notice = noTier
	case inNotice:
		reply = noTier
	}
	return [2]tier{reply, notice}
}
