package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/emersion/go-smtp"
)

// A mailbox takes in the notices and knows when the last one has come.
type mailbox struct {
	dir   string
	mu    sync.Mutex
	cases map[string]*Case // by author
	came  map[string]int   // notices by author
	open  map[*Case]map[string]bool
	done  chan struct{}
}

func newMailbox(dir string, table *Table) (*mailbox, error) {
	box := &mailbox{dir: dir, cases: map[string]*Case{}, came: map[string]int{}, open: map[*Case]map[string]bool{}, done: make(chan struct{})}
	for _, c := range table.Cases {
		box.cases[strings.ToLower(c.From)] = c
		waiting := map[string]bool{}
		for _, r := range c.Recipients {
			waiting[strings.ToLower(r.To)] = true
		}
		box.open[c] = waiting
	}
	return box, os.MkdirAll(dir, 0o755)
}

// serve takes mail until every recipient's fate is known or ctx is over.
func (b *mailbox) serve(ctx context.Context) error {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &delivery{box: b}, nil
	}))
	server.Domain, server.EnableSMTPUTF8, server.MaxLineLength = sinkName, true, 64<<10
	listener, err := net.Listen("tcp", net.JoinHostPort(sinkAddr, "25"))
	if err != nil {
		return err
	}
	go server.Serve(listener)
	defer server.Close()
	select {
	case <-ctx.Done():
		b.mu.Lock()
		defer b.mu.Unlock()
		for c, waiting := range b.open {
			log.Printf("no word of %s: %v", c.ID, keys(waiting))
		}
	case <-b.done:
	}
	return nil
}

func keys(set map[string]bool) []string {
	var all []string
	for key := range set {
		all = append(all, key)
	}
	return all
}

var delayedAction = regexp.MustCompile(`(?im)^Action:\s*delayed|^Subject:.*(warning|delayed)`)

// keep files one notice under the number of its case.
func (b *mailbox) keep(to string, message []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.cases[strings.ToLower(to)]
	if c == nil {
		log.Printf("mail for %s, who sent nothing", to)
		return nil
	}
	b.came[c.From]++
	name := fmt.Sprintf("%s~%s.eml", c.ID, strconv.Itoa(b.came[c.From]))
	log.Printf("notice %s", name)
	if !delayedAction.Match(message) {
		text := strings.ToLower(string(message))
		for address := range b.open[c] {
			local, _, _ := strings.Cut(address, "@")
			if strings.Contains(text, local) || !isASCII(local) {
				delete(b.open[c], address)
			}
		}
		if len(b.open[c]) == 0 {
			delete(b.open, c)
		}
		if len(b.open) == 0 {
			close(b.done)
			b.open[nil] = nil
		}
	}
	return os.WriteFile(filepath.Join(b.dir, name), message, 0o644)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

// delivery is one SMTP session of the mailbox.
type delivery struct {
	box *mailbox
	to  []string
}

func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }
func (d *delivery) Reset()                               { d.to = nil }
func (d *delivery) Logout() error                        { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.to = append(d.to, to)
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	var message bytes.Buffer
	if _, err := io.Copy(&message, r); err != nil {
		return err
	}
	for _, to := range d.to {
		if err := d.box.keep(to, message.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
