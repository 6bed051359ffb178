package notice

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// Limits of what is read as JSON in one text: how often something that is none
// is tried, which bounds the work, and how deep events are looked for.
const (
	maxTries  = 10
	maxNested = 40
)

// readJSON reads what mail services tell programs of, as JSON. JSON that tells
// of no delivery is none of anything else, were there words in it that a notice
// has.
func readJSON(text string) (*fact.Notice, bool) {
	found, whole := readEvents(text, false)
	if found == nil {
		return nil, false
	}
	if n, ok := found.conclude(); ok {
		return n, true
	}
	return &fact.Notice{Kind: fact.NotBounce, Format: "text"}, whole
}

// readEvents reads events of mail services as JSON: one, a list, or one a line,
// with or without words around them, and reports whether there are any.
func readEvents(text string, mailed bool) (found *events, whole bool) {
	values, whole := jsonValues(text)
	if len(values) == 0 {
		return nil, false
	}
	found = newEvents()
	for _, v := range values {
		found.find(v, mailed, 0)
	}
	return found, whole
}

// find looks for the records of services in a value, also in the strings
// of JSON that queues wrap them in.
func (e *events) find(v any, mailed bool, depth int) {
	if depth == maxNested {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			e.find(each, mailed, depth+1)
		}
	case map[string]any:
		if len(v) == 0 {
			return
		}
		if s, fate := serviceOf(v); s != nil && (s.Mailed || !mailed) {
			if fate != "" {
				e.read(s, v, fate)
			}
			return
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			e.find(v[name], mailed, depth+1)
		}
	case string:
		if strings.HasPrefix(v, "{") || strings.HasPrefix(v, "[{") {
			values, _ := jsonValues(v)
			for _, each := range values {
				e.find(each, mailed, depth+1)
			}
		}
	}
}

// jsonValues gives the objects and lists of JSON that stand in a text, and
// whether it is nothing else.
func jsonValues(text string) (values []any, whole bool) {
	whole = true
	for faults := 0; faults < maxTries; {
		at := jsonStart(text)
		if at < 0 {
			break
		}
		whole = whole && strings.Trim(text[:at], " \t\r\n,") == ""
		text = text[at:]
		v, size := jsonValue(text)
		if size == 0 && faults == 0 {
			text = unwrapped.Replace(text)
			v, size = jsonValue(text)
		}
		if size == 0 {
			faults++
			size, whole = 1, false
		} else {
			values = append(values, v)
		}
		text = text[size:]
	}
	return values, whole && strings.Trim(text, " \t\r\n,") == ""
}

// unwrapped undoes what mail does to a long line: ends of lines stand inside
// strings, with or without a blank behind them.
var unwrapped = strings.NewReplacer("\n ", "", "\n", "")

// jsonStart gives where the first object or list that has something in it may
// begin, -1 where none does.
func jsonStart(text string) int {
	for from := 0; ; {
		at := strings.IndexAny(text[from:], "{[")
		if at < 0 {
			return -1
		}
		at += from
		from = at + 1
		inner := strings.TrimLeft(text[from:], " \t\r\n")
		if inner != "" && (inner[0] == '"' || text[at] == '[' && (inner[0] == '{' || inner[0] == '[')) {
			return at
		}
	}
}

// jsonValue decodes the value that text begins with, and gives its size, 0
// where there is none.
func jsonValue(text string) (v any, size int) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil, 0
	}
	return v, int(d.InputOffset())
}
