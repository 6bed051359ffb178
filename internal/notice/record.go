package notice

import (
	"encoding/json"
	"math"
	"strings"
)

// A record is a set of named values: an object of JSON, a row of a table, or
// an entry of a list. A value is a string, a number, a list or a record.
type record map[string]any

// has reports whether the record has a value at path, even an empty one.
func (r record) has(path string) bool {
	for {
		name, rest, deeper := strings.Cut(path, ".")
		value, ok := r[name]
		if !ok || !deeper {
			return ok
		}
		if r, ok = asRecord(value); !ok {
			return false
		}
		path = rest
	}
}

// first returns the first value at any of paths that is not empty.
func (r record) first(paths []string) string {
	for _, path := range paths {
		f := finder{most: 1, steps: maxSteps}
		if f.find(map[string]any(r), path); len(f.found) > 0 {
			return f.found[0]
		}
	}
	return ""
}

// all returns all values at the first of paths that has any.
func (r record) all(paths []string) []string {
	for _, path := range paths {
		f := finder{most: math.MaxInt, steps: math.MaxInt}
		if f.find(map[string]any(r), path); len(f.found) > 0 {
			return f.found
		}
	}
	return nil
}

// maxSteps bounds the values that are looked at for one: a list that holds it
// begins with it.
const maxSteps = 50

// A finder collects the words at a path; lists on the way are passed through.
type finder struct {
	most, steps int
	found       []string
}

func (f *finder) find(v any, path string) {
	if f.steps--; f.steps < 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if f.find(e, path); len(f.found) == f.most || f.steps < 0 {
				return
			}
		}
	case map[string]any:
		if name, rest, _ := strings.Cut(path, "."); path != "" {
			f.find(v[name], rest)
		}
	case string:
		if path == "" && strings.TrimSpace(v) != "" {
			f.found = append(f.found, v)
		}
	case json.Number:
		if path == "" {
			f.found = append(f.found, v.String())
		}
	}
}

// recordsAt appends to found the records at a path.
func recordsAt(v any, path string, found []record) []record {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			found = recordsAt(e, path, found)
		}
	case map[string]any:
		if path == "" {
			return append(found, v)
		}
		name, rest, _ := strings.Cut(path, ".")
		found = recordsAt(v[name], rest, found)
	}
	return found
}

func asRecord(v any) (record, bool) {
	m, ok := v.(map[string]any)
	return m, ok
}
