package classify

import (
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/phrase"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// A Classifier holds compiled rules. It is safe for concurrent use by multiple
// goroutines.
type Classifier struct {
	merged    func() []merged // the rules it was compiled from
	rules     []compiled
	lists     []List
	phrases   []phraseUse
	trie      phrase.Trie
	byStatus  map[smtpcode.Status][]int32 // wordless rules for one status, keyed without its class
	ranges    []int32                     // wordless rules for a range of them
	byCode    [600][]int32                // wordless rules for a reply code
	byError   map[string][]int32          // rules for a mail client's error number
	hosts     map[string]string           // provider by host suffix
	domains   map[string]string           // provider by recipient domain
	listed    map[string]bool             // providers that keep a blocklist
	scratches scratchPool
}

// A compiled rule is what matching needs of a Rule.
type compiled struct {
	id         string
	cause      Cause
	provider   string
	confidence float64 // 0: by tier
	rank       int
	tier       [2]tier // of words in the reply, in the notice; codes have one
	list       int32   // the list that it stands for, -1 if none
	all, not   []int32 // phrases
	with       []int32 // of which one must occur
	length     int     // of the phrases that must all occur
	status     []smtpcode.StatusRange
	code       []smtpcode.ReplyRange
	command    []string
	host       []string
	errors     []string
	overrules  causeSet

	words, generic, own, noise, near                       bool
	requiresProvider, namesSender, namesList, namesAddress bool
	permanent                                              bool
	namesDomain                                            NamedHost
	hides                                                  Reach // of noise
}

// A phraseUse knows the rules that a phrase may make candidates.
type phraseUse struct {
	rules []int32
	plain bool // only words: means nothing inside an address or link
}

// Options are the rules of a classifier. The zero value means the built-in ones.
type Options struct {
	// Rules are added to the built-in ones. A rule replaces the built-in rule,
	// or the rule of an earlier set, that has the same id.
	Rules []*RuleSet
	// NoBuiltin leaves the built-in rules out.
	NoBuiltin bool
}

// New returns a classifier of the rules that o names. It returns a *RuleError if
// o.Rules has a rule that Load would have refused, and never fails for sets that
// Load returned.
func New(o Options) (*Classifier, error) {
	for _, set := range o.Rules {
		if err := set.check(); err != nil {
			return nil, err
		}
	}
	var builtin []*RuleSet
	if !o.NoBuiltin {
		builtin = Builtin()
	}
	return compile(builtin, o.Rules), nil
}

// compile returns the classifier of rules that have been checked.
func compile(builtin, own []*RuleSet) *Classifier {
	rules := merge(builtin, own)
	c := &Classifier{
		merged: func() []merged { return rules },
		hosts:  map[string]string{}, domains: map[string]string{},
	}
	c.add(rules)
	for _, set := range slices.Concat(builtin, own) {
		for _, p := range set.Providers {
			for _, h := range p.Hosts {
				c.hosts[strings.ToLower(h)] = p.Slug
			}
			for _, d := range p.Domains {
				c.domains[strings.ToLower(d)] = p.Slug
			}
		}
	}
	c.index()
	return c
}

// A merged rule is one that no later rule replaces.
type merged struct {
	Rule
	own bool // from a set of the caller's
}

// merge lays the caller's rules over the built-in ones: of rules with the same
// id, the last one holds.
func merge(builtin, own []*RuleSet) []merged {
	var rules []merged
	at := map[string]int{}
	for i, set := range slices.Concat(builtin, own) {
		isOwn := i >= len(builtin)
		for _, r := range set.all() {
			if k, taken := at[r.ID]; taken {
				rules[k] = merged{r, isOwn}
				continue
			}
			at[r.ID] = len(rules)
			rules = append(rules, merged{r, isOwn})
		}
	}
	return rules
}

// add compiles rules and numbers their phrases.
func (c *Classifier) add(rules []merged) {
	var keys []phrase.Key
	numbers := map[phrase.Key]int32{}
	spelt := spellings(rules)
	number := func(s string) int32 {
		key, _ := parsePhrase(s) // checked when the rule was loaded
		if usual, ok := spelt[key]; ok {
			key = usual
		}
		n, ok := numbers[key]
		if !ok {
			n = int32(len(keys))
			numbers[key] = n
			keys = append(keys, key)
			c.phrases = append(c.phrases, phraseUse{plain: isPlain(key.Text)})
		}
		return n
	}
	for i := range rules {
		r := newCompiled(&rules[i])
		if l := rules[i].list; l != nil {
			r.list = int32(len(c.lists))
			c.lists = append(c.lists, *l)
		}
		for _, s := range rules[i].Not {
			r.not = append(r.not, number(s))
		}
		for _, s := range rules[i].With {
			r.with = append(r.with, number(s))
		}
		starts := rules[i].Any
		if len(starts) == 0 {
			starts = rules[i].All
		}
		for _, s := range rules[i].All {
			n := number(s)
			r.all = append(r.all, n)
			r.length += len(keys[n].Text)
		}
		for _, s := range starts {
			n := number(s)
			c.phrases[n].rules = append(c.phrases[n].rules, int32(i))
		}
		c.rules = append(c.rules, r)
	}
	c.trie = spell(keys, numbers, spelt)
}

// newCompiled parses a rule's conditions, which Load has checked.
func newCompiled(r *merged) compiled {
	k := compiled{
		id: r.ID, cause: r.Cause, provider: r.provider(), confidence: r.Confidence, rank: r.Rank,
		tier: tiersOf(&r.Rule, r.own), list: -1, command: r.Command, host: r.Host, words: r.hasWords(),
		generic: r.generic, own: r.own, noise: r.Noise, requiresProvider: r.RequiresProvider,
		namesSender: r.NamesSender, namesList: r.NamesList, namesAddress: r.NamesAddress,
		namesDomain: r.NamesDomain, near: r.Near, hides: r.Hides, permanent: r.Permanent,
	}
	for _, name := range r.Overrules {
		k.overrules |= causesNamed(name)
	}
	if k.rank == 0 {
		k.rank = r.Cause.row().rank
	}
	for _, s := range r.Status {
		st, _ := smtpcode.ParseStatusRange(s)
		k.status = append(k.status, st)
	}
	for _, s := range r.Code {
		co, _ := smtpcode.ParseReplyRange(s)
		k.code = append(k.code, co)
	}
	for _, e := range r.Error {
		k.errors = append(k.errors, strings.ToUpper(e))
	}
	return k
}

// index builds the tables of the rules without words, each by the most specific
// kind of its codes, and of the providers that keep a blocklist.
func (c *Classifier) index() {
	c.byStatus, c.byError, c.listed = map[smtpcode.Status][]int32{}, map[string][]int32{}, map[string]bool{}
	for i := range c.rules {
		r, n := &c.rules[i], int32(i)
		if r.list >= 0 {
			c.listed[r.provider] = true
		}
		switch {
		case r.words:
		case len(r.errors) > 0:
			for _, e := range r.errors {
				c.byError[e] = append(c.byError[e], n)
			}
		case len(r.status) > 0:
			ranged := false
			for _, s := range r.status {
				if s.Lo == s.Hi {
					c.byStatus[s.Lo] = append(c.byStatus[s.Lo], n)
				} else {
					ranged = true
				}
			}
			if ranged {
				c.ranges = append(c.ranges, n)
			}
		default:
			for _, k := range r.code {
				for code := k.Lo; code <= k.Hi; code++ {
					c.byCode[code] = append(c.byCode[code], n)
				}
			}
		}
	}
}

// isPlain reports whether a phrase is words only, such as occur in addresses
// and links by chance; a digit makes it a code.
func isPlain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && r != ' ' && r != '-' && r != '\''
	})
}
