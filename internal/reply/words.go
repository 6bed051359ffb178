package reply

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

//go:embed words.toml
var wordsFile []byte

// around is words.toml: the words that stand around a reply.
type around struct {
	Server, Sender, Speaks, Moment []string
	Attempted                      struct{ Name, Address []string }
	BeforeMeasure                  []string `toml:"before_measure"`
	AfterMeasure                   []string `toml:"after_measure"`
	Types, Introduces, Between     []string
	Own                            []string
	Behind, Named, Remarks         []string
	OfSender                       []string `toml:"of_sender"`
	Phases, Stages                 []struct{ Said, Command string }
}

// searched are those of the words that are looked for anywhere in a text.
type searched struct{ server, sender, moment, name, address, introduces, ofSender, tail *phrase.List }

var cues = sync.OnceValue(func() searched {
	t := table()
	return searched{
		server: phrase.NewList(t.Server), sender: phrase.NewList(t.Sender), moment: phrase.NewList(t.Moment),
		name: phrase.NewList(t.Attempted.Name), address: phrase.NewList(t.Attempted.Address),
		introduces: phrase.NewList(t.Introduces), ofSender: phrase.NewList(t.OfSender),
		tail: phrase.NewList(slices.Concat(t.Behind, t.Named, []string{said, inReplyTo})),
	}
})

var table = sync.OnceValue(func() (t around) {
	if err := toml.Unmarshal(wordsFile, &t); err != nil {
		panic("reply: words.toml: " + err.Error()) // part of the program, so any test would show it
	}
	return t
})
