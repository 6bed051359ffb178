package classify

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed rules/*.toml
var rulesFS embed.FS

// Builtin returns the built-in rules, a set a file, in the order of their names.
var Builtin = sync.OnceValues(func() ([]*RuleSet, error) {
	names, err := fs.Glob(rulesFS, "rules/*.toml")
	if err != nil {
		return nil, err
	}
	var sets []*RuleSet
	for _, name := range names {
		src, err := rulesFS.ReadFile(name)
		if err != nil {
			return nil, err
		}
		set, err := Load(name, src)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
})

// Default returns the classifier of the built-in rules, made when first asked
// for.
var Default = sync.OnceValue(func() *Classifier {
	c, err := New(Options{})
	if err != nil {
		// The tests load the embedded rules, so a build that gets here was never tested.
		panic(err)
	}
	return c
})

// Rules returns every rule, those that stand for blocklists included.
func (c *Classifier) Rules() []Rule {
	rules := make([]Rule, len(c.rules))
	for i := range c.rules {
		rules[i] = *c.rules[i].Rule
	}
	return rules
}
