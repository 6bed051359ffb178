package remedies

import (
	"fmt"
	"sync"

	"github.com/ndrparse/ndrparse/ndr"
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
	Menu     localized `toml:"menu"`
	Settings []setting `toml:"settings"`
}

// clients are the mail programs of clients.toml by each of their names.
var clients = sync.OnceValues(func() (map[string]*client, error) {
	bySlug, err := decode[map[string]*client]("clients.toml")
	if err != nil {
		return nil, err
	}
	byName := map[string]*client{}
	for slug, c := range bySlug {
		for _, name := range append(c.Also, slug) {
			if byName[name] != nil {
				return nil, fmt.Errorf("catalogue/clients.toml: two programs are called %q", name)
			}
			byName[name] = c
		}
	}
	return byName, nil
})

// noClient stands for a program that is not known.
var noClient = &client{}

// reporter returns the report's mail program, whose fields are empty if there is
// none.
func (b *bounce) reporter() *ndr.Client {
	if b.report.Client == nil {
		return &ndr.Client{}
	}
	return b.report.Client
}

// client returns the mail program at hand, which has no tasks if it is not
// known.
func (b *bounce) client() *client {
	all, err := clients()
	if err != nil {
		return noClient
	}
	if c := all[b.reporter().Name]; c != nil {
		return c
	}
	return noClient
}

// menu returns where the program has a setting, "" if it is not known to have
// it.
func (c *client) menu(name string, b *bounce) string {
	path, _ := fill(c.Tasks[name].Menu.in(b.lang), b.text)
	return path
}

// settings returns the configuration lines of a task.
func (c *client) settings(name string) []setting { return c.Tasks[name].Settings }
