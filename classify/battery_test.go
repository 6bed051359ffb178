package classify

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A trial is one failure of the battery, testdata/battery: what servers say, as
// people who know them remember it, each with the verdict that docs/causes.md calls for.
type trial struct {
	Example
	Cause     Cause      `toml:"cause"`
	Also      []Cause    `toml:"also"` // other causes that can be defended
	Provider  string     `toml:"provider"`
	Permanent bool       `toml:"permanent"`
	Action    ListAction `toml:"action"` // where Cause is found
}

func (tr *trial) text() string {
	if tr.Reply != "" {
		return tr.Reply
	}
	return tr.Notice
}

func (tr *trial) causes() []Cause { return append([]Cause{tr.Cause}, tr.Also...) }

// battery returns the trials by file.
func battery(t *testing.T) map[string][]trial {
	files, err := filepath.Glob("testdata/battery/*.toml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	trials := map[string][]trial{}
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		var file struct {
			Cases []trial `toml:"cases"`
		}
		require.NoError(t, toml.NewDecoder(f).DisallowUnknownFields().Decode(&file), name)
		trials[filepath.Base(name)] = file.Cases
	}
	return trials
}

func TestBattery(t *testing.T) {
	for name, trials := range battery(t) {
		t.Run(name, func(t *testing.T) {
			for _, tr := range trials {
				tr.check(t)
			}
		})
	}
}

func (tr *trial) check(t *testing.T) {
	v := Default().Classify(tr.Input())
	if !assert.Contains(t, tr.causes(), v.Cause, "%q: %v", tr.text(), v.Evidence) {
		return
	}
	assert.Equal(t, tr.Provider, v.Provider, "provider of %q", tr.text())
	assert.Equal(t, tr.Permanent, v.Permanent, "permanence of %q", tr.text())
	if v.Cause == tr.Cause {
		assert.Equal(t, tr.Action, v.ListAction, "list action of %q", tr.text())
	}
	if tr.List != "" || tr.Subject != "" {
		assert.Equal(t, &Listing{tr.List, tr.Subject}, v.Listing, "listing of %q", tr.text())
	}
}

// TestBatteryCoversCauses keeps every cause in the battery several times.
func TestBatteryCoversCauses(t *testing.T) {
	count := map[Cause]int{}
	for _, trials := range battery(t) {
		for _, tr := range trials {
			count[tr.Cause]++
		}
	}
	for _, c := range Causes() {
		assert.GreaterOrEqual(t, count[c], 5, c)
	}
}
