package screen

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/phrase"
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

		values   *phrase.List // Values, compiled
		ofMail   bool         // one of mailFields
		ofSender bool         // one of senderFields
		never    bool         // not in the table itself
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
		Part    []fieldEntry
		Sender  []senderEntry
		Subject []subjectEntry
	}
)

// signs is the compiled table.
type signs struct {
	fields   map[string]*fieldEntry
	parts    map[string]*fieldEntry // of the header of a MIME part
	lengths  [26]uint64             // by a name's first letter: the lengths of the names with it that may be signs
	ofMail   [26]uint64             // the same of mailFields
	senders  *phrase.List
	subjects *phrase.List
}

var signals = sync.OnceValue(func() *signs {
	var t entries
	if err := toml.Unmarshal(signalsTOML, &t); err != nil {
		panic("screen: signals.toml: " + err.Error())
	}
	return compile(&t)
})

func compile(t *entries) *signs {
	s := &signs{fields: make(map[string]*fieldEntry), parts: make(map[string]*fieldEntry)}
	for i := range t.Field {
		s.addName(t.Field[i].Name, &t.Field[i])
	}
	for _, name := range mailFields {
		if s.fields[name] == nil {
			s.addName(name, &fieldEntry{never: true})
		}
		s.fields[name].ofMail = true
	}
	for _, name := range senderFields {
		if s.fields[name] == nil {
			s.addName(name, &fieldEntry{never: true})
		}
		s.fields[name].ofSender = true
	}
	for i := range t.Part {
		e := &t.Part[i]
		e.values = newList(e.Values)
		s.parts[strings.ToLower(e.Name)] = e
	}
	var words, subjects []string
	for _, e := range t.Sender {
		words = append(words, e.Words...)
	}
	for _, e := range t.Subject {
		subjects = append(subjects, e.Phrases...)
	}
	s.senders, s.subjects = newList(words), newList(subjects)
	return s
}

// mailFields are the fields that every mail has some of (RFC 5322 section 3.6,
// RFC 5321 section 4.4), in lower case.
var mailFields = []string{"from", "to", "subject", "date", "message-id", "received", "mime-version"}

// senderFields are the fields whose value names a sender, in lower case.
var senderFields = []string{"from", "sender", "resent-from", "reply-to"}

func (s *signs) addName(name string, e *fieldEntry) {
	name = strings.ToLower(name)
	if len(e.Values) > 0 {
		e.values = newList(e.Values)
	}
	s.fields[name] = e
	if e.never && name != "subject" && !slices.Contains(senderFields, name) { // those are judged by their words
		s.ofMail[name[0]-'a'] |= 1 << len(name)
		return
	}
	s.lengths[name[0]-'a'] |= 1 << len(name)
}

// named reports whether a field with this name could be a sign or, where that
// is asked for, one of mailFields.
func (s *signs) named(name []byte, orOfMail bool) bool {
	first := (name[0] | 0x20) - 'a'
	if first >= 26 || len(name) >= 64 {
		return false
	}
	lengths := s.lengths[first]
	if orOfMail {
		lengths |= s.ofMail[first]
	}
	return lengths&(1<<len(name)) != 0
}

// judge returns the verdict on one field, and whether it is one of mailFields.
func (s *signs) judge(name, value []byte) (v Verdict, ofMail bool) {
	var buf [64]byte
	lower := ascii.AppendLower(buf[:0], name)
	e := s.fields[string(lower)]
	if e == nil {
		return Ordinary, false
	}
	value = bytes.TrimSpace(value)
	switch {
	case string(lower) == "subject":
		return noticeIf(contains(s.subjects, decoded(value))), true
	case e.ofSender:
		if contains(s.senders, decoded(value)) {
			return Notice, e.ofMail
		}
	case string(lower) == "content-type":
		if !e.says(value) && ascii.HasPrefixFold(value, "multipart/") {
			return Multipart, false
		}
	}
	return noticeIf(e.says(value)), e.ofMail
}

// newList makes a list of phrases, which the table may write in any case.
func newList(phrases []string) *phrase.List {
	folded := make([]string, len(phrases))
	for i, p := range phrases {
		folded[i] = strings.ToLower(p)
	}
	return phrase.NewList(folded)
}

// contains reports whether one of the phrases occurs anywhere in a value.
func contains(phrases *phrase.List, value []byte) bool {
	var buf [256]byte
	return phrases.Within(phrase.AppendFold(buf[:0], value))
}

// decoded returns a value with its encoded words and bytes beyond ASCII decoded
// as those who parse the message will have them.
func decoded(value []byte) []byte {
	if message.IsPlain(value) {
		return value
	}
	return []byte(message.DecodeWords(string(value)))
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
	for _, u := range e.Unless {
		if ascii.HasPrefixFold(value, u) {
			return false
		}
	}
	if len(e.Values) > 0 {
		return contains(e.values, value)
	}
	return !e.Empty && !e.never
}
