package main

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
)

// hostServers are the scripted servers. They speak RFC 5321 by hand:
// go-smtp's server refuses neither at connect nor with bytes that are not
// its own, and it cannot fall silent or drop the line.
type hostServers struct {
	listeners []net.Listener
	mu        sync.Mutex // guards Recipient.seen
}

func serveHosts(ctx context.Context, table *Table) (*hostServers, error) {
	certificate, err := selfSigned()
	if err != nil {
		return nil, err
	}
	servers, started := &hostServers{}, map[*host]bool{}
	for _, c := range table.Cases {
		for _, r := range c.Recipients {
			if started[r.host] || r.Route != "" {
				continue
			}
			started[r.host] = true
			for _, port := range []string{"25", "587"} {
				listener, err := net.Listen("tcp", net.JoinHostPort(r.host.ip.String(), port))
				if err != nil {
					servers.close()
					return nil, err
				}
				servers.listeners = append(servers.listeners, listener)
				go servers.accept(ctx, listener, r.host, certificate)
			}
		}
	}
	return servers, nil
}

func (s *hostServers) close() {
	for _, listener := range s.listeners {
		listener.Close()
	}
}

func (s *hostServers) accept(ctx context.Context, listener net.Listener, h *host, certificate *tls.Config) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		d := &dialog{servers: s, host: h, certificate: certificate}
		d.use(conn)
		go func() {
			defer d.conn.Close()
			stop := context.AfterFunc(ctx, func() { conn.Close() })
			defer stop()
			d.hold()
		}()
	}
}
