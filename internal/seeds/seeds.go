// Package seeds provides the repository's own bounces as seeds of fuzz targets.
package seeds

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// Messages returns one message, or pasted text, of every system that
// testdata/bounces holds: the first file of each folder.
func Messages(f *testing.F) [][]byte {
	f.Helper()
	_, here, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..", "testdata", "bounces")
	var all [][]byte
	seen := map[string]bool{}
	require.NoError(f, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		folder, extension := filepath.Dir(path), filepath.Ext(path)
		if err != nil || d.IsDir() || seen[folder] || extension != ".eml" && extension != ".txt" {
			return err
		}
		seen[folder] = true
		raw, err := os.ReadFile(path)
		all = append(all, raw)
		return err
	}))
	require.NotEmpty(f, all)
	return all
}
