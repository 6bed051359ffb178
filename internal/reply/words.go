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
	Server, Sender, Speaks     []string
	Moment                     []string
	MomentBehind               []string `toml:"moment_behind"`
	Attempted                  struct{ Name, Address []string }
	BeforeMeasure              []string `toml:"before_measure"`
	AfterMeasure               []string `toml:"after_measure"`
	Types, Introduces, Between []string
	Own                        []string
	Behind, Named, Remarks     []string
	InReplyTo                  []string `toml:"in_reply_to"`
	Quoting                    []string
	Closing                    []struct{ Mark, Opening string }
	OfSender                   []string `toml:"of_sender"`
	Phases, Stages             []struct{ Said, Command string }
}

// searched are those of the words that are looked for anywhere in a text.
type searched struct {
	server, sender, name, address, introduces, ofSender *phrase.List

	moment *phrase.Table[side]
	tail   *phrase.Table[tail]
}

// A side is where the name of a moment stands, as seen from a cue.
type side int

const (
	behindCue side = iota // "in reply to RCPT TO"
	beforeCue             // "RCPT TO generated following response"
)

// A tail is what a phrase after the beginning of a reply means.
type tail int

const (
	ends          tail = iota // the reply ends before it
	endsIfHost                // the same, if it goes on with a server
	endsIfCommand             // the same, if it goes on with a command, and ends what quotes opened
	quotes                    // the reply quotes another one, if it goes on with a code
)

var cues = sync.OnceValue(func() searched {
	t := table()
	return searched{
		server: phrase.NewList(t.Server), sender: phrase.NewList(t.Sender),
		name: phrase.NewList(t.Attempted.Name), address: phrase.NewList(t.Attempted.Address),
		introduces: phrase.NewList(t.Introduces), ofSender: phrase.NewList(t.OfSender),
		moment: phrase.NewTable([]phrase.Entry[side]{
			{Value: behindCue, Phrases: t.Moment}, {Value: beforeCue, Phrases: t.MomentBehind},
		}),
		tail: phrase.NewTable([]phrase.Entry[tail]{
			{Value: ends, Phrases: t.Behind}, {Value: endsIfHost, Phrases: t.Named},
			{Value: endsIfCommand, Phrases: t.InReplyTo}, {Value: quotes, Phrases: t.Quoting},
		}),
	}
})

var table = sync.OnceValue(func() (t around) {
	if err := toml.Unmarshal(wordsFile, &t); err != nil {
		panic("reply: words.toml: " + err.Error()) // part of the program, so any test would show it
	}
	return t
})
