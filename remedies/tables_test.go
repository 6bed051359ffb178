package remedies

import (
	"maps"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/hostname"
)

// requireLocalized checks that a name is there in English, if it is there at all,
// and otherwise only in languages of the catalogue.
func requireLocalized(t *testing.T, name localized) {
	t.Helper()
	for lang, text := range name {
		require.Contains(t, Langs(), lang)
		require.NotEmpty(t, text)
		require.NotEmpty(t, name[English], text)
	}
}

// requireTranslated checks that a sentence is there in every language or in none.
func requireTranslated(t *testing.T, sentence localized) {
	t.Helper()
	requireLocalized(t, sentence)
	if len(sentence) > 0 {
		require.Len(t, sentence, len(Langs()), sentence)
	}
}

func TestLinksAreWellFormed(t *testing.T) {
	table, err := providers()
	require.NoError(t, err)
	for slug, p := range table.bySlug {
		requireLocalized(t, p.Name)
		require.NotEmpty(t, p.Name, slug)
		require.True(t, len(p.Links) > 0 || len(p.Closed) > 0, "%s has no link and is not closed", slug)
		requireTranslated(t, p.Closed)
		for purpose, l := range p.Links {
			u, err := url.Parse(l.URL)
			require.NoError(t, err)
			require.Equal(t, "https", u.Scheme, "%s.%s", slug, purpose)
			require.NotEmpty(t, validDomain(u.Hostname()), "%s.%s", slug, purpose)
			require.Nil(t, u.User)
			require.GreaterOrEqual(t, l.Good.Year, 2024, "%s.%s: last known good", slug, purpose)
		}
	}
}

// TestEverybodyNamedIsKnown checks that each provider that the rules of classify
// name has its row, and that the zones of a blocklist lead to its row.
func TestEverybodyNamedIsKnown(t *testing.T) {
	table, err := providers()
	require.NoError(t, err)
	named := func(slug *string, where string) {
		if slug != nil && *slug != "" {
			require.Contains(t, table.bySlug, *slug, where)
		}
	}
	for _, set := range classify.Builtin() {
		for _, r := range set.Rules {
			named(r.Provider, r.ID)
		}
		for _, p := range set.Providers {
			named(&p.Slug, set.Name)
		}
		for _, l := range set.Lists {
			named(l.Provider, l.ID)
			for _, zone := range l.Zones {
				require.Equal(t, *l.Provider, hostname.Longest(table.zones, zone), "%s: %s", l.ID, zone)
			}
		}
	}
}

func TestServicesAreWellFormed(t *testing.T) {
	table, err := services()
	require.NoError(t, err)
	for slug, s := range table.bySlug {
		t.Run(slug, func(t *testing.T) {
			requireLocalized(t, s.Name)
			require.NotEmpty(t, s.Name)
			requireTranslated(t, s.Note)
			require.True(t, s.SMTPHost == "" || validDomain(s.SMTPHost) != "", s.SMTPHost)
			require.Contains(t, []int{465, 587, 1025}, s.Port)
			for _, label := range []string{s.Encryption, s.UserName, s.Auth} {
				for _, lang := range Langs() {
					require.NotEmpty(t, vocabularyOf(lang).Labels[label], label)
				}
			}
			if s.Help != "" {
				u, err := url.Parse(s.Help)
				require.NoError(t, err)
				require.Equal(t, "https", u.Scheme)
			}
		})
	}
}

func TestVocabulariesMatch(t *testing.T) {
	tables := func(lang Lang) []map[string]string {
		v := vocabularyOf(lang)
		return []map[string]string{v.Units, v.Labels, v.Clients, v.Relay}
	}
	for _, lang := range Langs() {
		for i, want := range tables(English) {
			got := tables(lang)[i]
			require.NotEmpty(t, got)
			require.ElementsMatch(t, slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(got)), lang)
			for key, words := range got {
				require.NotEmpty(t, words, "%s in %s", key, lang)
			}
		}
	}
}
