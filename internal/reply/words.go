package reply

import (
	_ "embed"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/ndrparse/ndrparse/internal/phrase"
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

// searched are those of the words that are looked for anywhere in a text.
type searched struct{ server, sender, moment *phrase.List }

var cues = sync.OnceValue(func() searched {
	t := table()
	return searched{phrase.NewList(t.Server), phrase.NewList(t.Sender), phrase.NewList(t.Moment)}
})

var table = sync.OnceValue(func() (t around) {
	if err := toml.Unmarshal(wordsFile, &t); err != nil {
		panic("reply: words.toml: " + err.Error()) // part of the program, so any test would show it
	}
	return t
})
