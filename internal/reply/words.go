package reply

import (
	_ "embed"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed words.toml
var wordsFile []byte

// around is words.toml: the words that stand around a reply.
type around struct {
	Server, Sender, Speaks, Moment []string
	BeforeMeasure                  []string `toml:"before_measure"`
	AfterMeasure                   []string `toml:"after_measure"`
	Phases                         []struct{ Said, Command string }
}

var table = sync.OnceValue(func() (t around) {
	if err := toml.Unmarshal(wordsFile, &t); err != nil {
		panic("reply: words.toml: " + err.Error()) // part of the program, so any test would show it
	}
	return t
})
