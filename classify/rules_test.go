package classify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRulesExamples(t *testing.T) {
	sets, err := Builtin()
	require.NoError(t, err)
	for _, set := range sets {
		t.Run(set.Name, func(t *testing.T) {
			for _, f := range Default().Test(set) {
				t.Error(f)
			}
		})
	}
}
