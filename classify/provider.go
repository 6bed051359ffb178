package classify

import (
	"cmp"
	"iter"
	"maps"
	"strings"

	"github.com/ndrparse/ndrparse/internal/hostname"
)

// providerOf returns the provider whose server refused, by the server's name or,
// if the notice does not name it, the recipient's domain; else by the site that the
// reply links to.
func (c *Classifier) providerOf(in *Input) string {
	slug := ""
	if in.Host != "" {
		slug = hostname.Longest(c.hosts, in.Host)
	} else {
		slug = hostname.Longest(c.domains, in.Domain)
	}
	if slug == "" {
		slug = c.providerLinked(in.Reply)
	}
	return slug
}

// providerNamed returns the provider whose own server refused or whose site
// explains the refusal. It takes precedence over words, which others copy. A link
// to a blocklist's site says whose list it is, not whose server.
func (c *Classifier) providerNamed(in *Input) string {
	if slug := hostname.Longest(c.hosts, in.Host); slug != "" {
		return slug
	}
	slug := c.providerLinked(in.Reply)
	if c.listed[slug] {
		return ""
	}
	return slug
}

// providerLinked returns the provider to whose site a reply links.
func (c *Classifier) providerLinked(reply string) string {
	const maxLinks = 4
	rest := reply[:min(len(reply), maxText)]
	for range maxLinks {
		_, link, found := strings.Cut(rest, "://")
		if !found {
			break
		}
		end := strings.IndexFunc(link, func(r rune) bool { return r == ':' || isTokenEnd(r) })
		if end < 0 {
			end = len(link)
		}
		host := link[:min(end, maxName)]
		if slug := cmp.Or(hostname.Longest(c.hosts, host), hostname.Longest(c.domains, host)); slug != "" {
			return slug
		}
		rest = link
	}
	return ""
}

// MailDomains yields the domains of mail addresses whose provider c knows, each
// with the slug of the provider, in no particular order.
func (c *Classifier) MailDomains() iter.Seq2[string, string] { return maps.All(c.domains) }

// missesProvider returns a function that reports whether a candidate requires a
// provider that neither the server nor other words of that provider show.
func (c *Classifier) missesProvider(s *scratch, in *Input) func(*candidate) bool {
	known := c.providerOf(in)
	return func(m *candidate) bool {
		if !m.rule.requiresProvider {
			return false
		}
		slug := m.rule.provider
		if slug == known {
			return false
		}
		for i := range s.candidates {
			o := &s.candidates[i]
			if o.keep && !o.rule.requiresProvider && o.rule.words && o.rule.provider == slug {
				return false
			}
		}
		return true
	}
}
