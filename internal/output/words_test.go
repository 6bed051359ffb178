package output

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/remedies"
)

// TestWordsAlike checks that every language has the same keys, none empty, and
// the same values to fill in.
func TestWordsAlike(t *testing.T) {
	placeholder := regexp.MustCompile(`\{[a-z]+\}`)
	english := reflect.ValueOf(*WordsIn(remedies.English))
	for _, lang := range remedies.Langs() {
		other := reflect.ValueOf(*WordsIn(lang))
		for i := range english.NumField() {
			if !english.Type().Field(i).IsExported() {
				continue
			}
			table := english.Type().Field(i).Name
			want, got := texts(english.Field(i)), texts(other.Field(i))
			require.NotEmpty(t, want, table)
			require.ElementsMatch(t, slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(got)), "%s %s", lang, table)
			for key, text := range want {
				require.NotEmpty(t, got[key], "%s %s.%s", lang, table, key)
				require.ElementsMatch(t, placeholder.FindAllString(text, -1), placeholder.FindAllString(got[key], -1),
					"%s %s.%s", lang, table, key)
			}
		}
	}
}

// texts returns a table, whose keys can be of any string type, by plain keys.
func texts(table reflect.Value) map[string]string {
	plain := map[string]string{}
	for key, text := range table.Seq2() {
		plain[key.String()] = text.String()
	}
	return plain
}

func TestWordsForEveryCause(t *testing.T) {
	words := WordsIn(remedies.English)
	for _, cause := range classify.Causes() {
		require.Contains(t, words.Cause, cause)
	}
}
