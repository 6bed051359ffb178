package classify

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

// A Rule says which cause a failure has if certain words or codes stand in
// it. rules/README.md describes the fields as they stand in a file.
type Rule struct {
	ID               string    `toml:"id"`
	Cause            Cause     `toml:"cause"`
	Any              []string  `toml:"any"`
	All              []string  `toml:"all"`
	With             []string  `toml:"with"`
	Not              []string  `toml:"not"`
	Status           []string  `toml:"status"`
	Code             []string  `toml:"code"`
	Command          []string  `toml:"command"`
	Host             []string  `toml:"host"`
	Error            []string  `toml:"error"`
	In               string    `toml:"in"`
	Provider         *string   `toml:"provider"` // nil: the file's
	RequiresProvider bool      `toml:"requires_provider"`
	NamesSender      bool      `toml:"names_sender"`
	NamesList        bool      `toml:"names_list"`
	NamesAddress     bool      `toml:"names_address"`
	NamesDomain      Named     `toml:"names_domain"`
	Overrules        []string  `toml:"overrules"`
	Near             bool      `toml:"near"`
	Strength         Strength  `toml:"strength"`
	Noise            bool      `toml:"noise"`
	Hides            Reach     `toml:"hides"`
	Permanent        bool      `toml:"permanent"`
	Rank             int       `toml:"rank"`
	Confidence       float64   `toml:"confidence"`
	Source           string    `toml:"source"`
	Examples         []Example `toml:"examples"`
	Counterexamples  []Example `toml:"counterexamples"`

	list     *List             // set where the rule stands for a blocklist
	generic  bool              // words of any server, of the file's say
	spelling map[string]string // the file's letters for seven bits
}

// A Strength says how much a rule's words decide.
type Strength string

// The strengths. Words of policy_rejected and unknown are vague by nature.
const (
	Specific Strength = "specific" // the default
	Vague    Strength = "vague"    // loses to a specific enhanced status code
	Weak     Strength = "weak"     // the age of the queue, "try later": loses to any other reason
)

// A List is a blocklist: a refusal that names one of its zones or links is a
// reputation_block, and the verdict says what is listed where.
type List struct {
	ID       string    `toml:"id"`
	Name     string    `toml:"name"`
	Zones    []string  `toml:"zones"`
	Words    []string  `toml:"words"`   // links and names that stand for the list in replies
	Subject  string    `toml:"subject"` // what it lists: "ip" (default) or "domain"
	Provider *string   `toml:"provider"`
	Source   string    `toml:"source"`
	Examples []Example `toml:"examples"`
}

// A Provider tells whose server refused by the name of the server or the
// domain of the recipient.
type Provider struct {
	Slug    string   `toml:"slug"`
	Hosts   []string `toml:"hosts"`
	Domains []string `toml:"domains"`
}

func (r *Rule) provider() string {
	if r.Provider == nil {
		return ""
	}
	return *r.Provider
}

// hasWords reports whether the rule looks at words at all.
func (r *Rule) hasWords() bool { return len(r.Any)+len(r.All) > 0 }

// rule gives the list's words as a rule.
func (l *List) rule() Rule {
	return Rule{
		ID: l.ID, Cause: ReputationBlock, Any: slices.Concat(l.Zones, l.Words), In: inReply,
		Provider: l.Provider, Source: l.Source, Examples: l.Examples, list: l,
	}
}

// Where a rule looks for its words.
const (
	inReply  = "reply"
	inNotice = "notice"
	inAny    = "any"
)

// check reports what is wrong with a rule, whatever its place in a file.
func (r *Rule) check() error {
	switch {
	case r.ID == "":
		return errors.New("a rule needs an id")
	case strings.ContainsFunc(r.ID, func(c rune) bool { return c <= ' ' || c > '~' }):
		return fmt.Errorf("id %q: want printable ASCII without spaces", r.ID)
	case r.Noise && r.Cause != "":
		return errors.New("noise has no cause")
	case !r.Noise && r.Cause.Category() == "":
		return fmt.Errorf("cause %q is not in the taxonomy", r.Cause)
	case !slices.Contains([]string{"", inAny, inReply, inNotice}, r.In):
		return fmt.Errorf("in %q: want reply, notice or any", r.In)
	case !slices.Contains([]Strength{"", Specific, Vague, Weak}, r.Strength):
		return fmt.Errorf("strength %q: want specific, vague or weak", r.Strength)
	case r.Rank < 0 || r.Rank > 100:
		return fmt.Errorf("rank %d: want 0 to 100", r.Rank)
	case r.Confidence < 0 || r.Confidence > 1:
		return fmt.Errorf("confidence %v: want 0 to 1", r.Confidence)
	case !r.hasWords() && len(r.Status)+len(r.Code)+len(r.Error) == 0:
		return errors.New("a rule needs words (any, all), a status, a code or an error")
	case r.RequiresProvider && r.provider() == "":
		return errors.New("requires_provider without a provider")
	case r.NamesList && len(r.Any) == 0:
		return errors.New("names_list needs words after which the list is named")
	case r.NamesAddress && len(r.Any) == 0:
		return errors.New("names_address needs words that the address stands beside")
	case !slices.Contains([]Named{"", Other, Outside}, r.NamesDomain):
		return fmt.Errorf("names_domain %q: want other or outside", r.NamesDomain)
	case r.NamesDomain != "" && len(r.Any) == 0:
		return errors.New("names_domain needs words after which the domain is named")
	case len(r.With) > 0 && len(r.Any)+len(r.All) == 0:
		return errors.New("with needs the words of any or all")
	case r.Near && (len(r.Any) == 0 || len(r.All)+len(r.With) == 0):
		return errors.New("near needs words of any and others to stand with them")
	case !slices.Contains([]Reach{"", Rest, Sentence, Paragraph}, r.Hides):
		return fmt.Errorf("hides %q: want rest, sentence or paragraph", r.Hides)
	case r.Hides != "" && !r.Noise:
		return errors.New("only noise hides")
	}
	for _, name := range r.Overrules {
		if causesNamed(name) == 0 {
			return fmt.Errorf("overrules %q: want a cause or a category of the taxonomy", name)
		}
	}
	for _, phrases := range [][]string{r.Any, r.All, r.With, r.Not} {
		for _, p := range phrases {
			if _, err := parsePhrase(p); err != nil {
				return err
			}
		}
	}
	for _, s := range r.Status {
		if _, err := parseStatusRange(s); err != nil {
			return err
		}
	}
	for _, s := range r.Code {
		if _, err := parseCodeRange(s); err != nil {
			return err
		}
	}
	return nil
}

// parsePhrase folds a phrase as it stands in a file; a star at its end lets it
// match the beginning of a longer word.
func parsePhrase(s string) (phrase.Key, error) {
	words, open := strings.CutSuffix(s, "*")
	text := foldPhrase(words)
	switch {
	case text == "":
		return phrase.Key{}, fmt.Errorf("phrase %q is empty", s)
	case new(continuation).marker(words) > 0:
		return phrase.Key{}, fmt.Errorf("phrase %q begins with a reply code, which is left out of the text; say code", s)
	case len(text) > phrase.MaxLen:
		return phrase.Key{}, fmt.Errorf("phrase %.40q… is longer than %d bytes", s, phrase.MaxLen)
	}
	return phrase.Key{Text: text, Open: open}, nil
}
