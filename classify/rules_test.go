package classify

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write builtin.bin and docs/causes.md anew")

func TestRulesExamples(t *testing.T) {
	sets, err := loadBuiltin()
	require.NoError(t, err)
	c := compile(sets, nil)
	for _, set := range sets {
		t.Run(set.Name, func(t *testing.T) {
			for _, f := range c.Test(set) {
				t.Error(f)
			}
		})
	}
}

// TestRuleIDs wants the id of a rule to be that of no other file's rule, which
// would take its place.
func TestRuleIDs(t *testing.T) {
	file := map[string]string{}
	for _, set := range Builtin() {
		for _, r := range set.all() {
			require.Empty(t, file[r.ID], "%s is also in %s", r.ID, set.Name)
			file[r.ID] = set.Name
		}
	}
}

// TestPackedRules fails where builtin.bin is older than the rules; go generate
// renews it.
func TestPackedRules(t *testing.T) {
	c, err := New(Options{})
	require.NoError(t, err)
	packed := c.pack()
	if *update {
		require.NoError(t, os.WriteFile("builtin.bin", packed, 0o644))
		packedRules = string(packed)
	}
	require.True(t, packedRules == string(packed), "builtin.bin is out of date: run go generate ./classify")

	again, err := unpack(packedRules)
	require.NoError(t, err)
	require.Equal(t, c.rules, again.rules)
	require.Equal(t, c.trie, again.trie)
	require.Equal(t, c.byStatus, again.byStatus)
	for n := range 50 {
		_, err := unpack(packedRules[:n*len(packedRules)/50])
		require.Error(t, err, "cut short")
	}
}
