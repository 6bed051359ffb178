package classify

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"sync"
)

//go:embed rules/*.toml
var rulesFS embed.FS

// packedRules is rules/*.toml made ready to match; see pack.go.
//
//go:generate go test -run TestPackedRules -update
//go:embed builtin.bin
var packedRules string

// Builtin returns the built-in rules, a set a file, in the order of their names.
var Builtin = sync.OnceValues(loadBuiltin)

func loadBuiltin() ([]*RuleSet, error) {
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
}

// Default returns the classifier of the built-in rules, made when first asked
// for.
var Default = sync.OnceValue(func() *Classifier {
	c, err := unpack(packedRules)
	if err != nil {
		// The tests unpack the embedded rules, so a build that gets here was never tested.
		panic(err)
	}
	return c
})

// Rules returns every rule, those that stand for blocklists included.
func (c *Classifier) Rules() []Rule {
	merged, err := c.merged()
	if err != nil {
		panic(err) // as in Default: only the embedded rules are merged this late
	}
	rules := make([]Rule, len(merged))
	for i := range merged {
		rules[i] = merged[i].Rule
	}
	return rules
}

func mergeBuiltin() ([]merged, error) {
	sets, err := Builtin()
	if err != nil {
		return nil, err
	}
	return merge(sets, nil)
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
