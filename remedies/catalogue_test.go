package remedies

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

var (
	audiences = []ndr.Audience{ndr.AudienceSender, ndr.AudienceSenderAdmin, ndr.AudienceRecipient, ndr.AudienceRecipientAdmin}
	kinds     = []ndr.RemedyKind{
		ndr.RemedyAccount, ndr.RemedyClientSettings, ndr.RemedyDNS, ndr.RemedyDelist, ndr.RemedyRetry, ndr.RemedyAddress,
		ndr.RemedyContent, ndr.RemedyNetwork, ndr.RemedyContact, ndr.RemedyWorkaround, ndr.RemedyListHygiene, ndr.RemedyVerify,
	}
)

// everyRule calls f for each remedy of the catalogue with its topic.
func everyRule(t *testing.T, f func(t *testing.T, topic *topic, r rule)) {
	t.Helper()
	all, err := topics()
	require.NoError(t, err)
	for i := range all {
		rules, err := all[i].rules()
		require.NoError(t, err)
		require.NotEmpty(t, rules, all[i].name)
		for _, r := range rules {
			t.Run(r.ID, func(t *testing.T) { f(t, &all[i], r) })
		}
	}
}

// TestTopics checks that topics.toml has each file of rules, with the causes that
// its remedies are for.
func TestTopics(t *testing.T) {
	all, err := topics()
	require.NoError(t, err)
	files, err := embedded.ReadDir("catalogue/rules")
	require.NoError(t, err)
	require.Len(t, all, len(files))
	for _, topic := range all {
		rules, err := topic.rules()
		require.NoError(t, err)
		causes := map[classify.Cause]bool{}
		for _, r := range rules {
			for _, cause := range r.Causes {
				causes[cause] = true
			}
		}
		require.ElementsMatch(t, slices.Collect(maps.Keys(causes)), topic.causes, topic.name)
	}
}

func TestRulesAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	everyRule(t, func(t *testing.T, _ *topic, r rule) {
		require.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)+$`, r.ID)
		require.False(t, seen[r.ID], "stands twice")
		seen[r.ID] = true
		require.NotEmpty(t, r.Causes)
		for _, c := range r.Causes {
			require.NotEmpty(t, c.Category(), "cause %q", c)
		}
		require.Contains(t, audiences, r.Audience)
		require.Contains(t, kinds, r.Kind)
		require.True(t, 1 <= r.Importance && r.Importance <= 3)
		require.NotEmpty(t, r.Steps)
		table, err := providers()
		require.NoError(t, err)
		links := table.bySlug
		purposes := map[string]bool{}
		for _, p := range links {
			for purpose := range p.Links {
				purposes[purpose] = true
			}
		}
		programs, err := clients()
		require.NoError(t, err)
		for _, s := range r.Steps {
			if slug, key, ok := strings.Cut(s.Link, "."); ok {
				require.Contains(t, links[slug].Links, key)
			} else if s.Link != "" {
				for purpose := range strings.SplitSeq(s.Link, "|") {
					require.Contains(t, purposes, purpose)
				}
			}
			if s.Client != "" {
				require.True(t, anyClientHas(programs, s.Client), "task %q", s.Client)
			}
		}
		for _, source := range r.Sources {
			slug, key, _ := strings.Cut(source, ".")
			require.Contains(t, links[slug].Links, key)
		}
		all := slices.Concat(r.When, r.Unless)
		for _, s := range r.Steps {
			all = slices.Concat(all, s.When, s.Unless)
		}
		for _, c := range all {
			for _, phrase := range c.Says {
				require.Equal(t, strings.ToLower(phrase), phrase)
			}
			for _, name := range slices.Concat(c.Has, c.Lacks) {
				require.Contains(t, variables, name)
			}
			for _, slug := range slices.Concat(c.Provider, c.Service, c.Client) {
				require.Regexp(t, `^(\*|[a-z0-9_-]+)$`, slug)
			}
			require.Subset(t, []string{"sender", "recipient"}, c.ServerOf)
			require.Subset(t, []string{"yes", "no"}, c.Secure)
		}
	})
}

func anyClientHas(programs map[string]*client, task string) bool {
	for _, c := range programs {
		if _, ok := c.Tasks[task]; ok {
			return true
		}
	}
	return false
}

func TestLanguagesSayTheSame(t *testing.T) {
	all, err := topics()
	require.NoError(t, err)
	for _, lang := range Langs() {
		for _, topic := range all {
			rules, err := topic.rules()
			require.NoError(t, err)
			words, err := topic.words[lang]()
			require.NoError(t, err)
			require.Len(t, words, len(rules), "remedies of %s/%s.toml", lang, topic.name)
		}
		entries, err := embedded.ReadDir(path.Join("catalogue", string(lang)))
		require.NoError(t, err)
		require.Len(t, entries, len(all)+len([]string{"words.toml"}), "files of %s", lang)
	}
	everyRule(t, func(t *testing.T, topic *topic, r rule) {
		want := sentences(t, topic, r, English)
		for _, lang := range Langs() {
			got := sentences(t, topic, r, lang)
			require.Len(t, got, len(want))
			for name, variants := range want {
				require.Equal(t, variablesOf(variants), variablesOf(got[name]), "variables of %s in %s", name, lang)
				require.Equal(t, hasGeneral(variants), hasGeneral(got[name]), "general variant of %s in %s", name, lang)
			}
		}
	})
}

// sentences returns a remedy's sentences by name, after checking that there is
// one for each of its steps and no other.
func sentences(t *testing.T, topic *topic, r rule, lang Lang) map[string]string {
	t.Helper()
	all, err := topic.words[lang]()
	require.NoError(t, err)
	w := all[r.ID]
	if !asksForVariables(r) {
		require.True(t, hasGeneral(w.Title), "title without a general variant in %s", lang)
		require.True(t, hasGeneral(w.Why), "reason without a general variant in %s", lang)
	}
	require.Len(t, w.Steps, len(r.Steps), "steps in %s", lang)
	out := map[string]string{"title": w.Title, "why": w.Why}
	for _, s := range r.Steps {
		require.NotEmpty(t, strings.TrimSpace(w.Steps[s.Name]), "step %q in %s", s.Name, lang)
		out["step "+s.Name] = w.Steps[s.Name]
	}
	return out
}

// asksForVariables reports whether a remedy only applies where certain variables
// are known, so that its title need not do without them.
func asksForVariables(r rule) bool {
	return len(r.When) > 0 && !slices.ContainsFunc(r.When, func(c conditions) bool { return len(c.Has)+len(c.Provider) == 0 })
}

var placeholder = regexp.MustCompile(`\{([^}]*)\}`)

// variablesOf returns the names that a sentence asks for, each once.
func variablesOf(variants string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(variants, -1) {
		names = append(names, strings.Split(m[1], "|")...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// hasGeneral reports whether a sentence can be said without any variable.
func hasGeneral(variants string) bool {
	for line := range strings.SplitSeq(variants, "\n") {
		if strings.TrimSpace(line) != "" && !strings.Contains(line, "{") {
			return true
		}
	}
	return false
}

func TestEveryNameIsKnown(t *testing.T) {
	programs, err := clients()
	require.NoError(t, err)
	known := func(t *testing.T, template string) {
		t.Helper()
		for _, name := range variablesOf(template) {
			if key, ok := strings.CutPrefix(name, "label."); ok {
				for _, lang := range Langs() {
					require.NotEmpty(t, vocabularyOf(lang).Labels[key], name)
				}
			} else if task, ok := strings.CutPrefix(name, "menu."); ok {
				require.True(t, anyClientHas(programs, task), name)
			} else {
				require.Contains(t, variables, name)
			}
		}
		require.Equal(t, strings.Count(template, "{"), strings.Count(template, "}"))
	}
	everyRule(t, func(t *testing.T, topic *topic, r rule) {
		for _, lang := range Langs() {
			for _, s := range sentences(t, topic, r, lang) {
				known(t, s)
			}
		}
		for _, s := range r.Steps {
			parts := []string{s.Command}
			if s.DNS != nil {
				parts = append(parts, s.DNS.Host, s.DNS.Value)
			}
			for _, set := range s.Settings {
				parts = append(parts, set.Name, set.Value)
			}
			for _, part := range parts {
				known(t, part)
				for _, name := range variablesOf(part) {
					require.True(t, strings.HasPrefix(name, "label.") || variables[name].kind > asPhrase,
						"%s is text: it may not stand in %q", name, part)
				}
			}
		}
	})
	for slug, c := range programs {
		for name, task := range c.Tasks {
			t.Run(slug+"/"+name, func(t *testing.T) {
				requireLocalized(t, task.Menu)
				require.NotEmpty(t, task.Menu)
				for _, menu := range task.Menu {
					known(t, menu)
				}
				for _, s := range task.Settings {
					known(t, s.Name+s.Value)
				}
			})
		}
	}
}

// TestEveryCauseIsAnswered checks that each cause has two remedies that need no
// more than the cause.
func TestEveryCauseIsAnswered(t *testing.T) {
	for _, cause := range classify.Causes() {
		t.Run(string(cause), func(t *testing.T) {
			count := 0
			everyRule(t, func(t *testing.T, _ *topic, r rule) {
				if slices.Contains(r.Causes, cause) {
					count++
				}
			})
			require.GreaterOrEqual(t, count, 2)
		})
	}
}
