package classify

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed rules/*.toml
var rulesFS embed.FS

// packedRules holds the rules of rules/*.toml, compiled; see pack.go.
//
//go:generate go test -run TestPackedRules -update
//go:embed builtin.bin
var packedRules string

// Builtin returns the built-in rules: a set for each file of the folder rules,
// in the order of the file names. The sets are shared: callers must not change
// them.
func Builtin() []*RuleSet { return builtinSets() }

var builtinSets = sync.OnceValue(func() []*RuleSet { return mustBuiltin(loadBuiltin()) })

// mustBuiltin panics if the embedded rules are faulty, which the tests rule out:
// they load and unpack them.
func mustBuiltin[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

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

// Default returns the classifier of the built-in rules, which is created on the
// first call and shared by all callers.
func Default() *Classifier { return defaultClassifier() }

var defaultClassifier = sync.OnceValue(func() *Classifier { return mustBuiltin(unpack(packedRules)) })

// Rules returns the rules of c, including those made from blocklists.
func (c *Classifier) Rules() []Rule {
	merged := c.merged()
	rules := make([]Rule, len(merged))
	for i := range merged {
		rules[i] = merged[i].Rule
	}
	return rules
}
