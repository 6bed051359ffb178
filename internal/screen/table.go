package screen

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed signals.toml
var signalsTOML []byte

// The entries of signals.toml.
type (
	fieldEntry struct {
		Name    string
		Values  []string
		Unless  []string
		Empty   bool
		Example string
	}
	senderEntry struct {
		Words   []string
		Example string
	}
	subjectEntry struct {
		Lang    string
		Phrases []string
		Example string
	}
	entries struct {
		Field   []fieldEntry
		Sender  []senderEntry
		Subject []subjectEntry
	}
)

// signs is the compiled table.
type signs struct {
	fields   map[string]*fieldEntry
	lengths  [26]uint64 // by a name's first letter: the lengths of the names with it
	senders  *phrases
	subjects *phrases
}

var signals = sync.OnceValue(func() *signs {
	var t entries
	if err := toml.Unmarshal(signalsTOML, &t); err != nil {
		panic("screen: signals.toml: " + err.Error())
	}
	return compile(&t)
})

func compile(t *entries) *signs {
	s := &signs{fields: make(map[string]*fieldEntry)}
	for i := range t.Field {
		s.addName(t.Field[i].Name, &t.Field[i])
	}
	for _, name := range senderFields {
		if s.fields[name] == nil {
			s.addName(name, &fieldEntry{Unless: []string{""}})
		}
	}
	s.addName("subject", &fieldEntry{Unless: []string{""}})
	var words, subjects []string
	for _, e := range t.Sender {
		words = append(words, e.Words...)
	}
	for _, e := range t.Subject {
		subjects = append(subjects, e.Phrases...)
	}
	s.senders, s.subjects = newPhrases(words), newPhrases(subjects)
	return s
}

// senderFields are the fields whose value names a sender, in lower case.
var senderFields = []string{"from", "sender", "resent-from", "reply-to"}

func (s *signs) addName(name string, e *fieldEntry) {
	name = strings.ToLower(name)
	s.fields[name] = e
	s.lengths[name[0]-'a'] |= 1 << len(name)
}

// named reports whether a field with this name could be in the table.
func (s *signs) named(name []byte) bool {
	first := (name[0] | 0x20) - 'a'
	return first < 26 && len(name) < 64 && s.lengths[first]&(1<<len(name)) != 0
}

// judge gives the verdict on one field; value still has its colon.
func (s *signs) judge(name, value []byte) Verdict {
	var buf [64]byte
	lower := appendLower(buf[:0], name)
	e := s.fields[string(lower)]
	if e == nil {
		return Ordinary
	}
	value = bytes.TrimSpace(value[1:])
	switch string(lower) {
	case "subject":
		return noticeIf(s.subjects.in(decode(value)))
	case "from", "sender", "resent-from", "reply-to":
		if s.senders.in(value) {
			return Notice
		}
	}
	if e.says(value) {
		return Notice
	}
	if string(lower) == "content-type" && hasPrefixFold(value, "multipart/") {
		return Multipart
	}
	return Ordinary
}

func noticeIf(b bool) Verdict {
	if b {
		return Notice
	}
	return Ordinary
}

// says reports whether the value is a sign.
func (e *fieldEntry) says(value []byte) bool {
	if e.Empty && (len(value) == 0 || bytes.HasSuffix(value, []byte("<>"))) {
		return true
	}
	if len(e.Unless) > 0 {
		for _, u := range e.Unless {
			if u == "" || hasPrefixFold(value, u) {
				return false
			}
		}
		return true
	}
	for _, v := range e.Values {
		if containsFold(value, v) {
			return true
		}
	}
	return len(e.Values) == 0 && !e.Empty
}
