package remedies

import (
	"maps"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/hostname"
)

// A provider is a mail provider, filter or blocklist, with its pages for
// people whose mail it refuses.
type provider struct {
	Name   localized       `toml:"name"`
	Zones  []string        `toml:"zones"`  // of its blocklists
	Closed localized       `toml:"closed"` // of a blocklist that has shut down: since when, or who took it over
	Links  map[string]link `toml:"links"`  // by purpose: delist, lookup, postmaster …
}

// A link is a page, with the date on which it was last known good.
type link struct {
	URL    string         `toml:"url"`
	Good   toml.LocalDate `toml:"good"`
	Unread bool           `toml:"unread"` // known to us, but no copy of the page was read
}

// A providerTable is links.toml, with its zones to look slugs up by.
type providerTable struct {
	bySlug map[string]provider
	zones  map[string]string
}

var providers = sync.OnceValues(func() (*providerTable, error) {
	all, err := decode[map[string]provider]("links.toml")
	if err != nil {
		return nil, err
	}
	t := &providerTable{all, map[string]string{}}
	for slug, p := range all {
		for _, zone := range p.Zones {
			t.zones[zone] = slug
		}
	}
	return t, nil
})

// link returns the URL of a link of the catalogue: "provider.purpose", or
// purposes alone, the best first, for the blocklist that is named, else the
// provider that refused, else the one that hosts the recipient.
func (b *bounce) link(key string) string {
	t, err := providers()
	if err != nil {
		return ""
	}
	if slug, purpose, ok := strings.Cut(key, "."); ok {
		return t.bySlug[slug].Links[purpose].URL
	}
	links := t.bySlug[b.refuser()].Links
	for purpose := range strings.SplitSeq(key, "|") {
		if url := links[purpose].URL; url != "" {
			return url
		}
	}
	return ""
}

// refuser returns the slug of the organisation to turn to.
func (b *bounce) refuser() string {
	if owner := b.listOwner(); owner != "" {
		return owner
	}
	if b.rec.Provider != "" {
		return b.rec.Provider
	}
	return b.recipientProvider()
}

// listOwner returns the slug of the blocklist that the refusal names, by its
// zone or by its name.
func (b *bounce) listOwner() string {
	t, err := providers()
	if err != nil {
		return ""
	}
	if slug := hostname.Longest(t.zones, listZone(b)); slug != "" {
		return slug
	}
	if _, ok := t.bySlug[listZone(b)]; ok {
		return listZone(b)
	}
	return ""
}

// mailDomains are the domains of mail addresses with the slugs of the providers
// that host them.
var mailDomains = sync.OnceValue(func() map[string]string { return maps.Collect(classify.Default().MailDomains()) })

// recipientProvider returns the slug of the provider that hosts the recipient's
// domain.
func (b *bounce) recipientProvider() string {
	return hostname.Longest(mailDomains(), recipientDomain(b))
}

func (b *bounce) providerName(slug string) string { return providerOf(slug).Name.in(b.lang) }

// listClosed returns what became of the blocklist that the refusal names, "" if
// it still exists.
func (b *bounce) listClosed() string { return providerOf(b.listOwner()).Closed.in(b.lang) }

// providerOf returns the provider with this slug, without a name if there is
// none.
func providerOf(slug string) provider {
	t, err := providers()
	if err != nil {
		return provider{}
	}
	return t.bySlug[slug]
}
