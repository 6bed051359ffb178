package classify

import (
	"fmt"
	"slices"
	"strings"
)

// A Classifier holds rules made ready to match. It may be used by several
// goroutines at once.
type Classifier struct {
	rules     []compiled
	phrases   []phrase
	trie      *trie
	byStatus  map[statusCode][]int32 // wordless rules for one status, keyed without its class
	ranges    []int32                // wordless rules for a range of them
	byCode    [600][]int32           // wordless rules for a reply code
	byError   map[string][]int32     // rules for a mail client's error number
	hosts     map[string]string      // provider by host suffix
	domains   map[string]string      // provider by recipient domain
	scratches scratchPool
}

// A compiled rule is a Rule with its conditions parsed.
type compiled struct {
	*Rule
	index    int32
	all, not []int32 // phrases
	length   int     // of the phrases that must all occur
	status   []statusRange
	code     []codeRange
	tier     [2]tier // of words in the reply, in the notice; codes have one
	own      bool    // from a file of the caller's
}

// A phrase knows the rules that it may make a candidate of.
type phrase struct {
	rules []int32
	plain bool // only words: means nothing inside an address or link
}

// Options say what a classifier is made of.
type Options struct {
	// Rules are added to the built-in ones; a rule with the id of a built-in
	// one, or of one in an earlier set, takes its place.
	Rules []*RuleSet
	// NoBuiltin leaves the built-in rules out.
	NoBuiltin bool
}

// New makes a classifier. It fails only where two sets of rules cannot stand
// together.
func New(o Options) (*Classifier, error) {
	var sets []*RuleSet
	if !o.NoBuiltin {
		builtin, err := Builtin()
		if err != nil {
			return nil, err
		}
		sets = builtin
	}
	return compile(sets, o.Rules)
}

func compile(builtin, own []*RuleSet) (*Classifier, error) {
	c := &Classifier{
		byStatus: map[statusCode][]int32{}, byError: map[string][]int32{},
		hosts: map[string]string{}, domains: map[string]string{},
	}
	at := map[string]int{}
	for i, set := range slices.Concat(builtin, own) {
		isOwn := i >= len(builtin)
		for _, r := range set.all() {
			k, taken := at[r.ID]
			switch {
			case !taken:
				at[r.ID] = len(c.rules)
				c.rules = append(c.rules, compiled{Rule: &r, own: isOwn})
			case isOwn:
				c.rules[k] = compiled{Rule: &r, own: true}
			default:
				return nil, &RuleError{File: set.Name, Rule: r.ID, Err: fmt.Errorf("the id is taken by another file")}
			}
		}
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
	return c, nil
}

// index fills in everything that is looked up by phrase, status, code or error.
func (c *Classifier) index() {
	var keys []phraseKey
	numbers := map[phraseKey]int32{}
	number := func(s string) int32 {
		key, _ := parsePhrase(s) // checked when the rule was loaded
		n, ok := numbers[key]
		if !ok {
			n = int32(len(keys))
			numbers[key] = n
			keys = append(keys, key)
			c.phrases = append(c.phrases, phrase{plain: isPlain(key.text)})
		}
		return n
	}
	for i := range c.rules {
		r := &c.rules[i]
		r.index = int32(i)
		r.parse()
		for _, s := range r.Not {
			r.not = append(r.not, number(s))
		}
		for _, s := range r.All {
			n := number(s)
			r.all = append(r.all, n)
			r.length += len(keys[n].text)
			if len(r.Any) == 0 {
				c.phrases[n].rules = append(c.phrases[n].rules, r.index)
			}
		}
		for _, s := range r.Any {
			n := number(s)
			c.phrases[n].rules = append(c.phrases[n].rules, r.index)
		}
		if !r.hasWords() {
			c.indexCodes(r)
		}
	}
	c.trie = newTrie(keys)
}

// parse parses the conditions, which Load has checked.
func (r *compiled) parse() {
	for _, s := range r.Status {
		st, _ := parseStatusRange(s)
		r.status = append(r.status, st)
	}
	for _, s := range r.Code {
		co, _ := parseCodeRange(s)
		r.code = append(r.code, co)
	}
	r.tier = tiersOf(r)
}

// indexCodes files a rule without words under the most telling of its codes.
func (c *Classifier) indexCodes(r *compiled) {
	switch {
	case len(r.Error) > 0:
		for _, e := range r.Error {
			e = strings.ToUpper(e)
			c.byError[e] = append(c.byError[e], r.index)
		}
	case len(r.status) > 0:
		ranged := false
		for _, s := range r.status {
			if s.lo == s.hi {
				c.byStatus[s.lo] = append(c.byStatus[s.lo], r.index)
			} else {
				ranged = true
			}
		}
		if ranged {
			c.ranges = append(c.ranges, r.index)
		}
	default:
		for _, k := range r.code {
			for code := k.lo; code <= k.hi; code++ {
				c.byCode[code] = append(c.byCode[code], r.index)
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
