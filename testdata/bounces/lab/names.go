package main

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"github.com/miekg/dns"
)

const ttl = 300

// names is the DNS of the laboratory.
type names struct {
	domains   map[string]string // recipients' domain → what is wrong with it
	mx        map[string]string // domain → mail exchanger
	addresses map[string]netip.Addr
	pointers  map[string]string // reverse name → host name
}

func newNames(table *Table) *names {
	n := &names{domains: map[string]string{}, mx: map[string]string{}, addresses: map[string]netip.Addr{}, pointers: map[string]string{}}
	n.host(mtaName, netip.MustParseAddr(mtaAddr))
	n.host(userName, netip.MustParseAddr(userAddr))
	n.host(sinkName, netip.MustParseAddr(sinkAddr))
	n.mx[homeDomain] = sinkName
	for _, c := range table.Cases {
		for _, r := range c.Recipients {
			domain := strings.ToLower(r.domain())
			if n.domains[domain] == "" {
				n.domains[domain] = r.DNS
			}
			n.mx[domain] = r.host.name
			n.host(r.host.name, r.host.ip)
		}
	}
	return n
}

func (n *names) host(name string, ip netip.Addr) {
	n.addresses[name] = ip
	if reverse, err := dns.ReverseAddr(ip.String()); err == nil {
		n.pointers[reverse] = name
	}
}

// serveNames answers on UDP and TCP until the returned function is called.
func serveNames(table *Table) (stop func(), err error) {
	address := net.JoinHostPort(dnsAddr, "53")
	packets, err := net.ListenPacket("udp", address)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		packets.Close()
		return nil, err
	}
	handler := newNames(table)
	servers := []*dns.Server{{PacketConn: packets, Handler: handler}, {Listener: listener, Handler: handler}}
	for _, server := range servers {
		go server.ActivateAndServe()
	}
	return func() {
		for _, server := range servers {
			server.ShutdownContext(context.Background())
		}
	}, nil
}

// ServeDNS answers one question.
func (n *names) ServeDNS(w dns.ResponseWriter, query *dns.Msg) {
	answer := new(dns.Msg).SetReply(query)
	answer.Authoritative, answer.RecursionAvailable = true, true
	if len(query.Question) == 1 && !n.fill(answer, query.Question[0]) {
		return
	}
	w.WriteMsg(answer)
}

// fill answers a question; false means that no answer is sent at all.
func (n *names) fill(answer *dns.Msg, q dns.Question) bool {
	name := strings.ToLower(strings.TrimSuffix(q.Name, "."))
	header := dns.RR_Header{Name: q.Name, Rrtype: q.Qtype, Class: dns.ClassINET, Ttl: ttl}
	if ip, ok := n.addresses[name]; ok {
		switch {
		case q.Qtype == dns.TypeA && ip.Is4():
			answer.Answer = append(answer.Answer, &dns.A{Hdr: header, A: ip.AsSlice()})
		case q.Qtype == dns.TypeAAAA && ip.Is6():
			answer.Answer = append(answer.Answer, &dns.AAAA{Hdr: header, AAAA: ip.AsSlice()})
		}
		return true
	}
	if host, ok := n.pointers[strings.ToLower(q.Name)]; ok && q.Qtype == dns.TypePTR {
		answer.Answer = append(answer.Answer, &dns.PTR{Hdr: header, Ptr: host + "."})
		return true
	}
	exchanger, ok := n.mx[name]
	if !ok {
		answer.Rcode = dns.RcodeNameError
		return true
	}
	switch n.domains[name] {
	case "nxdomain":
		answer.Rcode = dns.RcodeNameError
		return true
	case "servfail":
		answer.Rcode = dns.RcodeServerFailure
		return true
	case "silent":
		return false
	case "nodata":
		return true
	case "nullmx": // RFC 7505
		exchanger = ""
	case "badmx":
		exchanger = missingHost
	case "loop":
		exchanger = mtaName
	}
	if q.Qtype == dns.TypeMX {
		preference := uint16(10)
		if exchanger == "" {
			preference = 0
		}
		answer.Answer = append(answer.Answer, &dns.MX{Hdr: header, Preference: preference, Mx: exchanger + "."})
	}
	return true
}
