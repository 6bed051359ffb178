package output

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestContractKeys checks that the example in CONTRACT.md, which others script
// against, has no key that the output lacks.
func TestContractKeys(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "CONTRACT.md"))
	if err != nil {
		t.Skip("the contract is not beside the checkout: ", err)
	}
	example := regexp.MustCompile("(?s)```json\n(.*?)```").FindSubmatch(text)
	require.NotNil(t, example)
	var want any
	require.NoError(t, json.Unmarshal(example[1], &want))

	var got any
	require.NoError(t, json.Unmarshal([]byte(rendered(t, JSON(false), blocked())), &got))
	paths := map[string]bool{}
	eachKey("", got, func(path string) { paths[path] = true })
	eachKey("", want, func(path string) { require.Contains(t, paths, path) })
}

// eachKey calls do with the path of every key in a JSON value; the items of an
// array have one path.
func eachKey(path string, value any, do func(path string)) {
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			do(path + "." + key)
			eachKey(path+"."+key, inner, do)
		}
	case []any:
		for _, inner := range value {
			eachKey(path+"[]", inner, do)
		}
	}
}
