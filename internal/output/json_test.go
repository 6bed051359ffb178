package output

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

func TestJSONDocument(t *testing.T) {
	tests := []struct {
		name    string
		array   bool
		reports []*ndr.Report
		want    int // objects in the array, -1 for an object alone
	}{
		{"one", false, []*ndr.Report{blocked()}, -1},
		{"empty array", true, nil, 0},
		{"array", true, []*ndr.Report{blocked(), several()}, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			out := NewJSON(&b, test.array)
			for _, r := range test.reports {
				require.NoError(t, out.Write(r))
			}
			require.NoError(t, out.Close())
			var indented bytes.Buffer
			require.NoError(t, json.Indent(&indented, b.Bytes(), "", "  "))
			require.Equal(t, indented.String(), b.String())
			if test.want < 0 {
				var object map[string]any
				require.NoError(t, json.Unmarshal(b.Bytes(), &object))
				return
			}
			var array []any
			require.NoError(t, json.Unmarshal(b.Bytes(), &array))
			require.Len(t, array, test.want)
		})
	}
}

// TestJSONNoNullLists checks that lists and maps are empty, never null, for a
// report that states nothing.
func TestJSONNoNullLists(t *testing.T) {
	var b bytes.Buffer
	out := NewNDJSON(&b)
	require.NoError(t, out.Write(&ndr.Report{Recipients: []ndr.Recipient{{}}}))
	require.NoError(t, out.Close())
	for _, want := range []string{`"to":[]`, `"headers":{}`, `"warnings":[]`, `"evidence":[]`} {
		require.Contains(t, b.String(), want)
	}
	b.Reset()
	require.NoError(t, out.Write(&ndr.Report{}))
	require.NoError(t, out.Close())
	require.Contains(t, b.String(), `"recipients":[]`)
}

func TestJSONLeavesMarkupAlone(t *testing.T) {
	var b bytes.Buffer
	out := NewNDJSON(&b)
	require.NoError(t, out.Explained(&ndr.Recipient{Diagnostic: "<jiro@example.org> & more"}))
	require.NoError(t, out.Close())
	require.True(t, strings.Contains(b.String(), `<jiro@example.org> & more`), b.String())
}
