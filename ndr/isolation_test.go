package ndr_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLibraryStaysByItself checks that the library opens no connection and no
// file: its packages import nothing that could. ndr/mailbox reads and
// writes the files that it is given, and is left out.
func TestLibraryStaysByItself(t *testing.T) {
	forbidden := map[string]bool{"net": true, "net/http": true, "net/smtp": true, "os": true, "os/exec": true, "syscall": true, "io/ioutil": true, "plugin": true, "unsafe": true}
	checked := 0
	for _, root := range []string{"../ndr", "../classify", "../remedies", "../internal"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				switch d.Name() {
				case "mailbox", "output", "testdata", "schematest", "seeds", "corpus": // the last three serve tests
					return filepath.SkipDir
				}
				return nil
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil || file.Name.Name == "main" {
				return err
			}
			for _, i := range file.Imports {
				name, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					return err
				}
				require.False(t, forbidden[name], "%s imports %s", path, name)
			}
			checked++
			return nil
		})
		require.NoError(t, err)
	}
	require.Greater(t, checked, 50)
}
