package remedies

import (
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

//go:embed catalogue/*.toml catalogue/*/*.toml
var embedded embed.FS

// A rule is a remedy without its words: the failures that it applies to, and the
// parts of its steps that are the same in every language.
type rule struct {
	ID         string           `toml:"id"`
	Causes     []classify.Cause `toml:"causes"`
	Situation  string           `toml:"situation"` // name of conditions that several remedies share; added to when
	Except     []string         `toml:"except"`    // names of such conditions; added to unless
	When       []conditions     `toml:"when"`      // one of these must hold, if there are any
	Unless     []conditions     `toml:"unless"`    // none of these may hold
	Topic      string           `toml:"topic"`     // of two remedies on one topic the more specific stays
	Audience   ndr.Audience     `toml:"audience"`
	Kind       ndr.RemedyKind   `toml:"kind"`
	Importance int              `toml:"importance"`
	Steps      []ruleStep       `toml:"steps"`
	Sources    []string         `toml:"sources"` // keys of links.toml
}

// A ruleStep is what a step of a remedy has beside its sentence.
type ruleStep struct {
	Name     string       `toml:"name"`   // of its sentence in the language's file
	When     []conditions `toml:"when"`   // as of a rule: else the step is left out
	Unless   []conditions `toml:"unless"` // as of a rule
	Link     string       `toml:"link"`   // "provider.key" of links.toml, or keys alone, "key|other": the refusing provider's
	Command  string       `toml:"command"`
	DNS      *dns         `toml:"dns"`
	Settings []setting    `toml:"settings"`
	Client   string       `toml:"client"`  // a task of clients.toml: its settings at the client at hand
	Service  bool         `toml:"service"` // the submission settings of the service at hand
}

type dns struct {
	Type  string `toml:"type"`
	Host  string `toml:"host"`
	Value string `toml:"value"`
}

type setting struct {
	Name  string `toml:"name"`
	Value string `toml:"value"`
}

// Words are a remedy's sentences in one language, each with one variant a line
// (see [bounce.say]).
type words struct {
	Title string            `toml:"title"`
	Why   string            `toml:"why"`
	Steps map[string]string `toml:"steps"`
}

// A topic is one file of the folder rules with the files of the same name in
// the languages' folders. Each is parsed when a cause first asks for it.
type topic struct {
	name   string
	causes []classify.Cause
	rules  func() ([]rule, error)
	words  map[Lang]func() (map[string]words, error)
}

// topics are the topics of topics.toml, by name.
var topics = sync.OnceValues(func() ([]topic, error) {
	causes, err := decode[map[string][]classify.Cause]("topics.toml")
	if err != nil {
		return nil, err
	}
	var all []topic
	for _, name := range slices.Sorted(maps.Keys(causes)) {
		file := name + ".toml"
		t := topic{name: name, causes: causes[name], words: map[Lang]func() (map[string]words, error){}}
		t.rules = sync.OnceValues(func() ([]rule, error) { return readRules(file) })
		for _, lang := range languages() {
			t.words[lang] = table[map[string]words](path.Join(string(lang), file))
		}
		all = append(all, t)
	}
	return all, nil
})

// readRules parses a file of rules and replaces references to situations by their
// conditions.
func readRules(name string) ([]rule, error) {
	t, err := decode[struct {
		Situations map[string][]conditions `toml:"situations"`
		Remedy     []rule                  `toml:"remedy"`
	}](path.Join("rules", name))
	if err != nil {
		return nil, err
	}
	for i := range t.Remedy {
		r := &t.Remedy[i]
		for _, named := range append(r.Except, r.Situation) {
			if _, ok := t.Situations[named]; !ok && named != "" {
				return nil, fmt.Errorf("catalogue/rules/%s: %s: no situation %q", name, r.ID, named)
			}
		}
		r.When = append(r.When, t.Situations[r.Situation]...)
		for _, named := range r.Except {
			r.Unless = append(r.Unless, t.Situations[named]...)
		}
	}
	return t.Remedy, nil
}

// table returns a function that parses a file of the catalogue when it is
// first called.
func table[T any](name string) func() (T, error) {
	return sync.OnceValues(func() (T, error) { return decode[T](name) })
}

// decode parses a file of the catalogue. A key that T does not know is an
// error, so that a misspelt one does not pass unseen.
func decode[T any](name string) (T, error) {
	var t T
	raw, err := embedded.ReadFile(path.Join("catalogue", name))
	if err != nil {
		return t, err
	}
	d := toml.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return t, fmt.Errorf("catalogue/%s: %w", name, err)
	}
	return t, nil
}
