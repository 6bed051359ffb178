package remedies

import (
	"maps"
	"slices"
	"sync"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/hostname"
	"github.com/ndrparse/ndrparse/ndr"
)

// A service is how the customers of a mail service submit their mail.
type service struct {
	Slug       string    `toml:"-"`
	Name       localized `toml:"name"`
	Domains    []string  `toml:"domains"`    // of its mail addresses
	Hosts      []string  `toml:"hosts"`      // suffixes of its servers' names
	SMTPHost   string    `toml:"smtp_host"`  // "" where it differs from customer to customer
	Port       int       `toml:"port"`       // the one to advise
	Encryption string    `toml:"encryption"` // "starttls" or "tls" (RFC 8314 section 3.3)
	UserName   string    `toml:"user_name"`  // label of what to give as user name
	Auth       string    `toml:"auth"`       // label of what to log in with
	Note       localized `toml:"note"`       // what else to know, a sentence
	Help       string    `toml:"help"`
}

// A serviceTable is services.toml, with the domains and the servers to look
// services up by.
type serviceTable struct {
	bySlug  map[string]service
	domains map[string][]string
	hosts   map[string][]string
}

var services = sync.OnceValues(func() (*serviceTable, error) {
	all, err := decode[map[string]service]("services.toml")
	if err != nil {
		return nil, err
	}
	t := &serviceTable{all, map[string][]string{}, map[string][]string{}}
	for _, slug := range slices.Sorted(maps.Keys(all)) {
		for _, domain := range all[slug].Domains {
			t.domains[domain] = append(t.domains[domain], slug)
		}
		for _, host := range all[slug].Hosts {
			t.hosts[host] = append(t.hosts[host], slug)
		}
	}
	return t, nil
})

// noService stands for a service that is not known.
var noService = &service{}

// service returns the sender's submission service, whose fields are empty if
// it is not known. It is found by the server that the mail was handed to, and
// only where none is named by the domain of the account or the author: the
// address of one service at the server of another is just what some servers
// refuse. Of two services that share a server the domain decides.
func (b *bounce) service() *service {
	if b.submission != nil {
		return b.submission
	}
	b.submission = noService
	t, err := services()
	if err != nil {
		return b.submission
	}
	byDomain := hostname.Longest(t.domains, domainOf(accountAddress(b)))
	found := byDomain
	if server := submissionServer(b); server != "" {
		found = hostname.Longest(t.hosts, server)
		if both := slices.IndexFunc(found, func(slug string) bool { return slices.Contains(byDomain, slug) }); both >= 0 {
			found = found[both:]
		}
	}
	if len(found) > 0 {
		s := t.bySlug[found[0]]
		s.Slug = found[0]
		b.submission = &s
	}
	return b.submission
}

// submissionServer returns the server to which the sender handed the mail: the
// client's, or the one that refused a login.
func submissionServer(b *bounce) string {
	if server := clientServer(b); server != "" {
		return server
	}
	if b.rec.Cause == classify.AuthFailed || b.rec.Cause == classify.AuthRequired {
		return b.rec.RemoteMTA.Host
	}
	return ""
}

func smtpHost(b *bounce) string {
	if host := b.service().SMTPHost; host != "" {
		return host
	}
	return submissionServer(b)
}

// serviceSettings returns the submission settings of the service at hand.
func (b *bounce) serviceSettings() []ndr.Setting {
	s := b.service()
	if s.Slug == "" {
		return nil
	}
	return b.fillSettings([]setting{
		{"{label.outgoing_server}", "{smtp_host}"},
		{"{label.port}", "{smtp_port}"},
		{"{label.encryption}", "{label." + s.Encryption + "}"},
		{"{label.user_name}", "{label." + s.UserName + "}"},
		{"{label.password}", "{label." + s.Auth + "}"},
	})
}
