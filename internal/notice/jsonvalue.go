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

// readJSON reads the events that mail services send to programs as JSON, or a log
// whose lines are wrapped in JSON. JSON that reports no delivery is nothing else
// either, even if it contains words of notices.
func readJSON(text string) (*fact.Notice, bool) {
	values, whole := jsonValues(text)
	if len(values) == 0 {
		return nil, false
	}
	if n, ok := readEvents(values, false); ok {
		return n, true
	}
	if n, ok := readWrappedLog(values); ok {
		return n, true
	}
	return &fact.Notice{Kind: fact.NotBounce, Format: "text"}, whole
}

// readEvents reads the events of mail services in values.
func readEvents(values []any, mailed bool) (*fact.Notice, bool) {
	found := newEvents()
	for _, v := range values {
		found.find(v, mailed, 0)
	}
	return found.conclude()
}

// lineNames are what journals and containers call the line that they wrap.
var lineNames = []string{"MESSAGE", "message", "msg", "log", "line", "@message", "textPayload"}

// readWrappedLog reads a mail server's log of which each line is wrapped in an
// object:
//
//	{"log":"postfix/smtp[42]: 4X0: to=<jiro@example.org>, …, status=bounced (…)\n","stream":"stdout"}
func readWrappedLog(values []any) (*fact.Notice, bool) {
	var lines []string
	for _, v := range values {
		for _, r := range recordsAt(v, "", nil) {
			lines = append(lines, strings.TrimSpace(r.first(lineNames)))
		}
	}
	return readWith(logReaders, strings.Join(lines, "\n"))
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

// jsonValues returns the objects and lists of JSON that are in a text, and
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

// unwrapped undoes what mail does to a long line: ends of lines are inside
// strings, with or without a blank after them.
var unwrapped = strings.NewReplacer("\n ", "", "\n", "")

// jsonStart returns where the first object or list that has something in it may
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

// jsonValue decodes the value that text begins with. It returns the value and its
// size, 0 if there is none.
func jsonValue(text string) (v any, size int) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil, 0
	}
	return v, int(d.InputOffset())
}
