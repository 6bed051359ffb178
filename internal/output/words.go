package output

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

//go:embed words/*.toml
var wordFiles embed.FS

// Words holds the phrases of the text output in one language, by table and key.
type Words struct {
	Label      map[string]string              `toml:"label"`
	Phrase     map[string]string              `toml:"phrase"`
	Cause      map[classify.Cause]string      `toml:"cause"`
	Kind       map[ndr.Kind]string            `toml:"kind"`
	Action     map[ndr.Action]string          `toml:"action"`
	Counted    map[ndr.Kind]string            `toml:"counted"`
	Answer     map[string]string              `toml:"answer"`
	ListAction map[classify.ListAction]string `toml:"list_action"`
	Audience   map[ndr.Audience]string        `toml:"audience"`
	Importance map[string]string              `toml:"importance"`
	Summary    map[string]string              `toml:"summary"`

	lang remedies.Lang
}

var loaded sync.Map // remedies.Lang → *Words

// WordsIn returns the words of a language, English where there is no table
// for it. They are read when first asked for, so that a run that prints no
// text does not pay for them.
func WordsIn(lang remedies.Lang) *Words {
	if w, ok := loaded.Load(lang); ok {
		return w.(*Words)
	}
	text, err := wordFiles.ReadFile("words/" + string(lang) + ".toml")
	if err != nil {
		return WordsIn(remedies.English)
	}
	w := &Words{lang: lang}
	if err := toml.Unmarshal(text, w); err != nil {
		panic(fmt.Sprintf("output: words/%s.toml: %v", lang, err)) // embedded, and read by the tests
	}
	loaded.Store(lang, w)
	return w
}

// phrase fills values into one of the phrases, as [fill] does.
func (w *Words) phrase(key string, pairs ...string) string { return fill(w.Phrase[key], pairs...) }

// fill puts values in the place of their {names}: pairs of name and value.
func fill(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
