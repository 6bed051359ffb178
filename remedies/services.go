package remedies

import (
	"maps"
	"slices"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

// A service is how the customers of a mail service submit their mail.
type service struct {
	Slug       string   `toml:"-"`
	Name       string   `toml:"name"`
	NameJA     string   `toml:"name_ja"`    // where it differs
	Domains    []string `toml:"domains"`    // of its mail addresses
	Hosts      []string `toml:"hosts"`      // suffixes of its servers' names
	SMTPHost   string   `toml:"smtp_host"`  // "" where it differs from customer to customer
	Port       int      `toml:"port"`       // the one to advise
	Encryption string   `toml:"encryption"` // "starttls" or "tls" (RFC 8314 section 3.3)
	UserName   string   `toml:"user_name"`  // label of what to give as user name
	Auth       string   `toml:"auth"`       // label of what to log in with
	Note       string   `toml:"note"`       // what else to know, a sentence
	NoteJA     string   `toml:"note_ja"`
	Help       string   `toml:"help"`
}

var services = table[map[string]service]("services.toml")

// noService stands for a service that is not known.
var noService = &service{}

// service returns the sender's submission service, whose fields are empty if
// it is not known. It is found by the server that the mail was handed to, and
// only where none is named by the domain of the account or the author: the
// address of one service at the server of another is just what some servers
// refuse.
func (b *bounce) service() *service {
	if b.submission != nil {
		return b.submission
	}
	b.submission = noService
	all, err := services()
	if err != nil {
		return b.submission
	}
	best := 0
	for _, slug := range slices.Sorted(maps.Keys(all)) {
		s := all[slug]
		if score := s.score(submissionServer(b), domainOf(accountAddress(b))); score > best {
			s.Slug = slug
			best, b.submission = score, &s
		}
	}
	return b.submission
}

// score says how well the service fits: 0 not at all, else the more of the
// server's name it explains the better, and the domain decides between two
// that share a server.
func (s *service) score(server, domain string) int {
	own := slices.ContainsFunc(s.Domains, func(d string) bool { return domain != "" && under(domain, d) })
	score := 0
	if server == "" && own {
		score = 1
	}
	for _, suffix := range s.Hosts {
		if server != "" && under(server, suffix) {
			score = max(score, 2*len(suffix))
		}
	}
	if score > 0 && own {
		score++
	}
	return score
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

func (s *service) name(lang Lang) string { return inLang(lang, s.Name, s.NameJA) }
func (s *service) note(lang Lang) string { return inLang(lang, s.Note, s.NoteJA) }

func inLang(lang Lang, en, ja string) string {
	if lang == Japanese && ja != "" {
		return ja
	}
	return en
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
