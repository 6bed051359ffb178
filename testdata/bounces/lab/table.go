package main

import (
	"bytes"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// The addresses of the laboratory, all from the ranges of RFC 5737 and
// RFC 3849 that are kept for documentation.
const (
	mtaAddr     = "192.0.2.10" // the mail server under test
	mtaName     = "mail.example.com"
	userAddr    = "192.0.2.77" // the machine of the person who writes
	userName    = "pc7.example.com"
	dnsAddr     = "192.0.2.53"
	sinkAddr    = "192.0.2.80" // where the notices go
	sinkName    = "inbox.example.com"
	homeDomain  = "example.com"
	closedAddr  = "198.51.100.250" // nobody listens
	routeless   = "203.0.113.200"  // run.sh gives it an unreachable route
	silentAddr  = "203.0.113.66"   // packets to it are dropped
	firstHost4  = "198.51.100.10"
	firstHost6  = "2001:db8:25::10"
	missingHost = "gone.example.net"
)

// everySystem is the name under which every case is played: each mail client
// takes its pick.
const everySystem = "clients"

var clientNames = []string{"curl", "esmtp", "msmtp", "msmtp-log", "mutt", "neomutt", "s-nail", "smtplib", "ssmtp", "swaks"}

// A Table is what the scenario files say, for one system.
type Table struct {
	Cases    []*Case   `toml:"case"`
	Silences []Silence `toml:"silence"`
}

// A Silence is how a system says that it gives no reason.
type Silence struct {
	System string `toml:"system"`
	Action string `toml:"action"` // any if empty
	Words  string `toml:"words"`  // must be in the notice
	Lacks  string `toml:"lacks"`  // must not be in it
	Cause  string `toml:"cause"`
}

// A Case is one message that is sent and what becomes of it.
type Case struct {
	ID         string       `toml:"id"`
	Note       string       `toml:"note"`    // why the case is there
	Only       []string     `toml:"only"`    // the systems that it is for, all if empty
	Not        []string     `toml:"not"`     // the systems that it is not for
	From       string       `toml:"from"`    // author, taro+N@example.com if empty
	Subject    string       `toml:"subject"` // UTF-8
	UTF8       bool         `toml:"utf8"`    // submit with SMTPUTF8 (RFC 6531)
	Notify     []string     `toml:"notify"`  // RFC 3461 section 4.1
	Return     string       `toml:"return"`  // RFC 3461 section 4.3: FULL, HDRS
	EnvelopeID string       `toml:"envid"`   // RFC 3461 section 4.4
	Hops       int          `toml:"hops"`    // Received fields that the message has already
	Recipients []*Recipient `toml:"recipient"`

	number int
}

// A Recipient is one address of a case and how its server treats it.
type Recipient struct {
	To       string   `toml:"to"`
	Original string   `toml:"orcpt"`  // RFC 3461 section 4.2
	Phase    string   `toml:"phase"`  // connect, ehlo, starttls, auth, mail, rcpt, data, dot
	Reply    string   `toml:"reply"`  // lines as the server sends them
	Then     string   `toml:"then"`   // drop, reset, stall
	Times    int      `toml:"times"`  // refuse so often, then accept
	DNS      string   `toml:"dns"`    // nxdomain, nullmx, servfail, nodata, badmx, literal, silent, loop
	Route    string   `toml:"route"`  // closed, unreachable, silent
	IPv6     bool     `toml:"ipv6"`   // the server has an IPv6 address only
	Offers   []string `toml:"offers"` // more EHLO keywords
	TLS      bool     `toml:"tls"`    // the sender must insist on TLS
	Auth     bool     `toml:"auth"`   // the sender must log in
	Cause    string   `toml:"cause"`

	host *host
	from string
	seen int
}

// A host is one scripted server.
type host struct {
	domain, name string
	ip           netip.Addr
	recipients   []*Recipient
}

func (r *Recipient) domain() string {
	return r.To[strings.LastIndexByte(r.To, '@')+1:]
}

func (r *Recipient) wants(trait string) bool {
	switch trait {
	case "tls":
		return r.TLS
	case "auth":
		return r.Auth
	}
	return true
}

// lines returns the reply's lines with the case's names filled in.
func (r *Recipient) lines() []string {
	if r.Reply == "" {
		return nil
	}
	filled := strings.NewReplacer("{client}", mtaAddr, "{helo}", mtaName,
		"{from}", r.from, "{to}", r.To, "{host}", r.host.name).Replace(r.Reply)
	return strings.Split(strings.TrimSuffix(filled, "\n"), "\n")
}

// code returns the reply's three-digit code, 0 if the server says nothing.
func (r *Recipient) code() int {
	if len(r.Reply) < 3 {
		return 0
	}
	code, _ := strconv.Atoi(r.Reply[:3])
	return code
}

// loadTable reads every table of a folder and keeps the cases for system.
func loadTable(dir, system string) (*Table, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.toml"))
	if err != nil {
		return nil, err
	}
	table, ids := &Table{}, map[string]bool{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var part Table
		decoder := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
		if err := decoder.Decode(&part); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		table.Silences = append(table.Silences, part.Silences...)
		for _, c := range part.Cases {
			if ids[c.ID] {
				return nil, fmt.Errorf("%s: case %q stands twice", file, c.ID)
			}
			ids[c.ID] = true
			c.number = len(ids)
			if c.isFor(system) {
				table.Cases = append(table.Cases, c)
			}
		}
	}
	return table, table.settle()
}

func (c *Case) isFor(system string) bool {
	if slices.Contains(c.Not, system) {
		return false
	}
	return system == "" || system == everySystem || len(c.Only) == 0 || slices.Contains(c.Only, system)
}

// settle returns each case its author and each domain its server.
func (t *Table) settle() error {
	hosts := map[string]*host{}
	next4, next6 := netip.MustParseAddr(firstHost4), netip.MustParseAddr(firstHost6)
	for _, c := range t.Cases {
		if c.From == "" {
			c.From = fmt.Sprintf("taro+%d@%s", c.number, homeDomain)
		}
		for _, r := range c.Recipients {
			r.from = c.From
			domain := r.domain()
			h := hosts[domain]
			if h == nil {
				h = &host{domain: domain, name: "mx1." + domain}
				switch {
				case r.Route == "closed":
					h.ip = netip.MustParseAddr(closedAddr)
				case r.Route == "unreachable":
					h.ip = netip.MustParseAddr(routeless)
				case r.Route == "silent":
					h.ip = netip.MustParseAddr(silentAddr)
				case r.IPv6:
					h.ip, next6 = next6, next6.Next()
				default:
					h.ip, next4 = next4, next4.Next()
				}
				hosts[domain] = h
			}
			h.recipients = append(h.recipients, r)
			r.host = h
		}
	}
	return nil
}

func (t *Table) only(id string) (*Table, error) {
	for _, c := range t.Cases {
		if c.ID == id {
			return &Table{Cases: []*Case{c}, Silences: t.Silences}, nil
		}
	}
	return nil, fmt.Errorf("no case %q", id)
}
