package classify

import "strings"

// providerOf names whose server refused, by its name or, where the notice does
// not name it, the recipient's domain.
func (c *Classifier) providerOf(in *Input) string {
	if in.Host != "" {
		return lookupSuffix(c.hosts, in.Host)
	}
	return lookupSuffix(c.domains, in.Domain)
}

// lookupSuffix finds the longest suffix of name, at a dot, in table.
func lookupSuffix(table map[string]string, name string) string {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	for name != "" {
		if slug, ok := table[name]; ok {
			return slug
		}
		_, name, _ = strings.Cut(name, ".")
	}
	return ""
}

// missesProvider tells of the rules that hold only for a provider's own
// server, whether it is that provider's: by name, or by other words of it.
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
