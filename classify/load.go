package classify

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A RuleSet is the rules of one file.
type RuleSet struct {
	Name      string // of the file
	Rules     []Rule
	Lists     []List
	Providers []Provider
}

// A RuleError is an error in a set of rules.
type RuleError struct {
	File string // RuleSet.Name
	Line int    // from 1; 0 if the error has no line
	Rule string // the id of the rule, "" if the error is in none
	Err  error
}

func (e *RuleError) Error() string {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	if e.Rule != "" {
		return fmt.Sprintf("%s: rule %s: %v", where, e.Rule, e.Err)
	}
	return fmt.Sprintf("%s: %v", where, e.Err)
}

func (e *RuleError) Unwrap() error { return e.Err }

// file is a rules file as TOML has it.
type file struct {
	Provider  *string           `toml:"provider"`
	Source    string            `toml:"source"`
	Generic   bool              `toml:"generic"`
	Spelling  map[string]string `toml:"spelling"`
	Hosts     []string          `toml:"hosts"`
	Domains   []string          `toml:"domains"`
	Rules     []Rule            `toml:"rule"`
	Lists     []List            `toml:"list"`
	Providers []Provider        `toml:"provider_hosts"`
}

// Load reads a file of rules, TOML as rules/README.md describes it. Name becomes
// that of the set. Errors are of type *RuleError: bad TOML, an unknown key, or a
// rule that is not well formed.
func Load(name string, src []byte) (*RuleSet, error) {
	var f file
	if err := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields().Decode(&f); err != nil {
		return nil, decodeError(name, err)
	}
	if len(f.Hosts)+len(f.Domains) > 0 {
		if f.Provider == nil {
			return nil, &RuleError{File: name, Line: 1, Err: errors.New("hosts and domains need the file's provider")}
		}
		f.Providers = append(f.Providers, Provider{*f.Provider, f.Hosts, f.Domains})
	}
	seen := map[string]bool{}
	accept := func(header string, i int, r *Rule) error {
		err := r.check()
		if err == nil && seen[r.ID] {
			err = errors.New("the id is taken by an earlier rule of the file")
		}
		if err != nil {
			return &RuleError{File: name, Line: headerLine(src, header, i), Rule: r.ID, Err: err}
		}
		seen[r.ID] = true
		return nil
	}
	for i := range f.Rules {
		r := &f.Rules[i]
		r.generic, r.spelling = f.Generic, f.Spelling
		inherit(&r.Provider, f.Provider, &r.Source, f.Source)
		if err := accept("[[rule]]", i, r); err != nil {
			return nil, err
		}
	}
	for i := range f.Lists {
		l := &f.Lists[i]
		inherit(&l.Provider, f.Provider, &l.Source, f.Source)
		if err := accept("[[list]]", i, l.rule()); err != nil {
			return nil, err
		}
	}
	return &RuleSet{Name: name, Rules: f.Rules, Lists: f.Lists, Providers: f.Providers}, nil
}

// inherit fills in a file's defaults.
func inherit(provider **string, fileProvider *string, source *string, fileSource string) {
	if *provider == nil {
		*provider = fileProvider
	}
	if *source == "" {
		*source = fileSource
	}
}

func decodeError(name string, err error) error {
	var syntax *toml.DecodeError
	var strict *toml.StrictMissingError
	switch {
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		first := &strict.Errors[0]
		line, _ := first.Position()
		return &RuleError{File: name, Line: line, Err: fmt.Errorf("unknown key %q", strings.Join(first.Key(), "."))}
	case errors.As(err, &syntax):
		line, _ := syntax.Position()
		return &RuleError{File: name, Line: line, Err: errors.New(strings.TrimPrefix(syntax.Error(), "toml: "))}
	}
	return &RuleError{File: name, Err: err}
}

// headerLine returns the line of the i-th table with this header.
func headerLine(src []byte, header string, i int) int {
	line := 0
	for l := range bytes.Lines(src) {
		line++
		if bytes.HasPrefix(bytes.TrimSpace(l), []byte(header)) {
			if i == 0 {
				return line
			}
			i--
		}
	}
	return 0
}

// all returns the rules of the set, those that lists stand for included.
func (s *RuleSet) all() []Rule {
	rules := slices.Clone(s.Rules)
	for i := range s.Lists {
		rules = append(rules, *s.Lists[i].rule())
	}
	return rules
}

// check returns a *RuleError if a rule of the set is not well formed: sets need
// not come from Load.
func (s *RuleSet) check() error {
	for _, r := range s.all() {
		if err := r.check(); err != nil {
			return &RuleError{File: s.Name, Rule: r.ID, Err: err}
		}
	}
	return nil
}
