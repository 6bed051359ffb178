package output

import (
	"bytes"
	"encoding/json"
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
			got := rendered(t, JSON(test.array), test.reports...)
			var indented bytes.Buffer
			require.NoError(t, json.Indent(&indented, []byte(got), "", "  "))
			require.Equal(t, indented.String(), got)
			if test.want < 0 {
				var object map[string]any
				require.NoError(t, json.Unmarshal([]byte(got), &object))
				return
			}
			var array []any
			require.NoError(t, json.Unmarshal([]byte(got), &array))
			require.Len(t, array, test.want)
		})
	}
}

// TestJSONNoNullLists checks that lists and maps are empty, never null, for a
// report that states nothing.
func TestJSONNoNullLists(t *testing.T) {
	got := rendered(t, NDJSON(), &ndr.Report{Recipients: []ndr.Recipient{{}}})
	for _, want := range []string{`"to":[]`, `"headers":{}`, `"warnings":[]`, `"evidence":[]`} {
		require.Contains(t, got, want)
	}
	require.Contains(t, rendered(t, NDJSON(), &ndr.Report{}), `"recipients":[]`)
}

func TestJSONLeavesMarkupAlone(t *testing.T) {
	got, err := NDJSON().Reply(nil, &ndr.Recipient{Diagnostic: "<jiro@example.org> & more"})
	require.NoError(t, err)
	require.Contains(t, string(got), "<jiro@example.org> & more")
}

// TestJSONOfImpossibleTime checks that a report that JSON cannot hold is an
// error that names it, and leaves what is before it alone.
func TestJSONOfImpossibleTime(t *testing.T) {
	r := blocked()
	year := r.ArrivalDate.AddDate(20000, 0, 0)
	r.ArrivalDate = &year
	got, err := NDJSON().Report([]byte("before\n"), r)
	require.ErrorContains(t, err, "bounce.eml: ")
	require.Equal(t, "before\n", string(got))
}
