package classify

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/phrase"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// check returns an error if the rule is not well formed.
func (r *Rule) check() error {
	for _, check := range []func() error{r.checkValues, r.checkNeeds, r.checkPatterns} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkValues returns an error if a field has a value that it may not have.
func (r *Rule) checkValues() error {
	switch {
	case r.ID == "":
		return errors.New("a rule needs an id")
	case strings.ContainsFunc(r.ID, func(c rune) bool { return c <= ' ' || c > '~' }):
		return fmt.Errorf("id %q: want printable ASCII without spaces", r.ID)
	case r.Cause != "" && r.Cause.Category() == "":
		return fmt.Errorf("cause %q does not exist, see docs/causes.md", r.Cause)
	case !slices.Contains([]string{"", inAny, inReply, inNotice}, r.In):
		return fmt.Errorf("in %q: want reply, notice or any", r.In)
	case !slices.Contains([]Strength{"", StrengthSpecific, StrengthVague, StrengthWeak}, r.Strength):
		return fmt.Errorf("strength %q: want specific, vague or weak", r.Strength)
	case r.Rank < 0 || r.Rank > maxRank:
		return fmt.Errorf("rank %d: want 0 to %d", r.Rank, maxRank)
	case r.Confidence < 0 || r.Confidence > 1:
		return fmt.Errorf("confidence %v: want 0 to 1", r.Confidence)
	case !slices.Contains([]NamedHost{"", NamesOtherHost, NamesForeignHost}, r.NamesDomain):
		return fmt.Errorf("names_domain %q: want other or outside", r.NamesDomain)
	case !slices.Contains([]Reach{"", HidesRest, HidesSentence, HidesParagraph}, r.Hides):
		return fmt.Errorf("hides %q: want rest, sentence or paragraph", r.Hides)
	}
	for _, name := range r.Overrules {
		if causesNamed(name) == 0 {
			return fmt.Errorf("overrules %q: no cause or category, see docs/causes.md", name)
		}
	}
	return nil
}

// checkNeeds returns an error if a field lacks another that it needs, or
// contradicts one.
func (r *Rule) checkNeeds() error {
	switch {
	case r.Noise && r.Cause != "":
		return errors.New("noise has no cause")
	case !r.Noise && r.Cause == "":
		return errors.New("a rule needs a cause")
	case !r.hasWords() && len(r.Status)+len(r.Code)+len(r.Error) == 0:
		return errors.New("a rule needs words (any, all), a status, a code or an error")
	case r.RequiresProvider && r.provider() == "":
		return errors.New("requires_provider without a provider")
	case r.NamesList && len(r.Any) == 0:
		return errors.New("names_list needs words after which the list is named")
	case r.NamesAddress && len(r.Any) == 0:
		return errors.New("names_address needs words that the address stands beside")
	case r.NamesDomain != "" && len(r.Any) == 0:
		return errors.New("names_domain needs words after which the domain is named")
	case len(r.With) > 0 && !r.hasWords():
		return errors.New("with needs the words of any or all")
	case r.Near && (len(r.Any) == 0 || len(r.All)+len(r.With) == 0):
		return errors.New("near needs words of any and others to stand with them")
	case r.Hides != "" && !r.Noise:
		return errors.New("only noise hides")
	}
	return nil
}

// checkPatterns returns an error if a phrase or code is not well formed.
func (r *Rule) checkPatterns() error {
	for _, phrases := range [][]string{r.Any, r.All, r.With, r.Not} {
		for _, p := range phrases {
			if _, err := parsePhrase(p); err != nil {
				return err
			}
		}
	}
	for _, s := range r.Status {
		if _, err := smtpcode.ParseStatusRange(s); err != nil {
			return err
		}
	}
	for _, s := range r.Code {
		if _, err := smtpcode.ParseReplyRange(s); err != nil {
			return err
		}
	}
	return nil
}

// parsePhrase folds a phrase as written in a file, where a star at the end lets
// it match the beginning of a longer word.
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
