package classify

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite builtin.bin")

func TestRulesExamples(t *testing.T) {
	sets, err := Builtin()
	require.NoError(t, err)
	c, err := New(Options{})
	require.NoError(t, err)
	for _, set := range sets {
		t.Run(set.Name, func(t *testing.T) {
			for _, f := range c.Test(set) {
				t.Error(f)
			}
		})
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
