package notice

import (
	"embed"

	"github.com/pelletier/go-toml/v2"
)

//go:embed families/*.toml phrases.toml dialog.toml clients.toml unsent.toml ordinary.toml events.toml
var tables embed.FS

// table reads one of the embedded tables. They are part of the program: a
// faulty one is a fault of the program, which any test shows.
func table[T any](name string) (t T) {
	src, err := tables.ReadFile(name)
	if err == nil {
		err = toml.Unmarshal(src, &t)
	}
	if err != nil {
		panic("notice: " + name + ": " + err.Error())
	}
	return t
}
