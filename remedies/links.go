package remedies

import (
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A provider is a mail provider, filter or blocklist, with its pages for
// people whose mail it refuses.
type provider struct {
	Name    string          `toml:"name"`
	NameJA  string          `toml:"name_ja"` // where it differs
	Domains []string        `toml:"domains"` // of the addresses that it hosts
	Zones   []string        `toml:"zones"`   // of its blocklists
	Links   map[string]link `toml:"links"`   // by purpose: delist, lookup, postmaster …
}

// A link is a page, with the date on which it was last known good.
type link struct {
	URL    string         `toml:"url"`
	Good   toml.LocalDate `toml:"good"`
	Unread bool           `toml:"unread"` // known to us, but no copy of the page was read
}

var providers = table[map[string]provider]("links.toml")

// link returns the URL of a link of the catalogue: "provider.purpose", or a
// purpose alone for the blocklist that is named, else the provider that
// refused, else the one that hosts the recipient.
func (b *bounce) link(key string) string {
	all, err := providers()
	if err != nil {
		return ""
	}
	if slug, purpose, ok := strings.Cut(key, "."); ok {
		return all[slug].Links[purpose].URL
	}
	return all[b.refuser()].Links[key].URL
}

// refuser returns the slug of the one that has to be asked.
func (b *bounce) refuser() string {
	if owner := b.listOwner(); owner != "" {
		return owner
	}
	if b.rec.Provider != "" {
		return b.rec.Provider
	}
	return b.recipientProvider()
}

// listOwner returns the slug of the blocklist that the refusal names.
func (b *bounce) listOwner() string {
	return findProvider(listZone(b), func(p *provider) []string { return p.Zones })
}

// recipientProvider returns the slug of the provider that hosts the recipient's
// domain.
func (b *bounce) recipientProvider() string {
	return findProvider(recipientDomain(b), func(p *provider) []string { return p.Domains })
}

func findProvider(name string, domains func(*provider) []string) string {
	all, err := providers()
	if err != nil || name == "" {
		return ""
	}
	for _, slug := range slices.Sorted(maps.Keys(all)) {
		p := all[slug]
		if slices.ContainsFunc(domains(&p), func(d string) bool { return under(name, d) }) {
			return slug
		}
	}
	return ""
}

func (b *bounce) providerName(slug string) string {
	all, err := providers()
	if err != nil {
		return ""
	}
	p := all[slug]
	return inLang(b.lang, p.Name, p.NameJA)
}
