package remedies

import (
	"slices"
	"strings"
)

// A client is a mail program, with the place of each setting that a remedy may
// name.
type client struct {
	Also  []string        `toml:"also"` // other names under which reports have it
	Tasks map[string]task `toml:"tasks"`
}

// A task is one thing to do in a mail program: the menu path or the file, and
// the lines of a program that is set up in a file.
type task struct {
	EN       string    `toml:"en"`
	JA       string    `toml:"ja"`
	Settings []setting `toml:"settings"`
}

var clients = table[map[string]client]("clients.toml")

// noClient stands for a program that is not known.
var noClient = &client{}

// clientName returns the name of the mail program that reported the error:
// the report's, else the one that a log line begins with.
func (b *bounce) clientName() string {
	if b.report.Client != nil {
		return b.report.Client.Name
	}
	if strings.HasPrefix(b.said(), "msmtp: ") {
		return "msmtp"
	}
	return ""
}

// client returns the mail program at hand, which has no tasks if it is not
// known.
func (b *bounce) client() *client {
	if b.program != nil {
		return b.program
	}
	b.program = noClient
	name := b.clientName()
	if name == "" {
		return b.program
	}
	all, err := clients()
	if err != nil {
		return b.program
	}
	for slug, c := range all {
		if slug == name || slices.Contains(c.Also, name) {
			b.program = &c
		}
	}
	return b.program
}

// menu returns where the program has a setting, "" if it is not known to have
// it.
func (c *client) menu(name string, b *bounce) string {
	t := c.Tasks[name]
	path, _ := fill(inLang(b.lang, t.EN, t.JA), b.text)
	return path
}

// settings returns the lines that do a task.
func (c *client) settings(name string) []setting { return c.Tasks[name].Settings }
