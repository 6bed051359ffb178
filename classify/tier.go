package classify

// A tier says how far a piece of evidence goes before another. The order is
// the taxonomy's: the refusing server's words, its enhanced status code, its
// reply code, the words of the notice; but words that decide nothing give way
// to a code that does.
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

// confidence is how often an answer on this evidence alone is right.
var confidence = [...]float64{
	noTier:             0,
	noticeWeak:         0.6,
	statusWeak:         0.6,
	replyWeak:          0.6,
	noticeVague:        0.5,
	codeOnly:           0.6,
	clientError:        0.7,
	statusVague:        0.5,
	noticeWords:        0.8,
	replyVague:         0.7,
	statusSpecific:     0.8,
	noticeAlone:        0.85,
	replyVagueProvider: 0.85,
	replyWords:         0.92,
	replyProvider:      0.97,
}

// strength returns what the rule states or, where it does not, what follows
// from its cause.
func (r *Rule) strength() Strength {
	if r.Strength != "" {
		return r.Strength
	}
	if r.Cause == PolicyRejected || r.Cause == Unknown {
		return Vague
	}
	return Specific
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
		case len(r.Status) > 0 || r.Strength == Specific:
			t = map[Strength]tier{Specific: statusSpecific, Vague: statusVague, Weak: statusWeak}[strength]
		}
		return [2]tier{t, t}
	}
	reply := map[Strength]tier{Specific: replyWords, Vague: replyVague, Weak: replyWeak}[strength]
	if r.provider() != "" || own {
		switch strength {
		case Specific:
			reply = replyProvider
		case Vague:
			reply = replyVagueProvider
		}
	}
	notice := map[Strength]tier{Specific: noticeWords, Vague: noticeVague, Weak: noticeWeak}[strength]
	switch r.In {
	case inReply:
		notice = noTier
	case inNotice:
		reply = noTier
	}
	return [2]tier{reply, notice}
}

var tierNames = [...]string{
	noTier:             "nothing",
	noticeWeak:         "weak words of the notice",
	statusWeak:         "a weak status code",
	replyWeak:          "weak words of the reply",
	noticeVague:        "vague words of the notice",
	codeOnly:           "the reply code",
	clientError:        "the client's error number",
	statusVague:        "a vague status code",
	noticeWords:        "words of the notice",
	replyVague:         "vague words of the reply",
	statusSpecific:     "the enhanced status code",
	noticeAlone:        "words of a notice without a reply",
	replyVagueProvider: "the provider's vague words",
	replyWords:         "words of the reply",
	replyProvider:      "the provider's own words",
}

func (t tier) String() string { return tierNames[t] }
