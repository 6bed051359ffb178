package screen

import (
	"bytes"
	_ "embed"
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

		name     []byte
		values   *phrase.List // Values, compiled
		ofMail   bool         // one of mailFields
		ofSender bool         // one of senderFields
		never    bool         // not in the table itself
	}
	nameEntry struct {
		Words   []string
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
		Name    []nameEntry
		Part    []fieldEntry
		Sender  []senderEntry
		Subject []subjectEntry
	}
)

// signs is the compiled table.
type signs struct {
	fields   names
	named    *phrase.List // words in the names of other fields
	parts    names        // of the header of a MIME part
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
	s := &signs{}
	for i := range t.Field {
		s.fields.add(&t.Field[i])
	}
	for i := range t.Part {
		s.parts.add(&t.Part[i])
	}
	for _, name := range mailFields {
		s.fields.entry(name).ofMail = true
	}
	for _, name := range senderFields {
		s.fields.entry(name).ofSender = true
	}
	var named, words, subjects []string
	for _, e := range t.Name {
		named = append(named, e.Words...)
	}
	for _, e := range t.Sender {
		words = append(words, e.Words...)
	}
	for _, e := range t.Subject {
		subjects = append(subjects, e.Phrases...)
	}
	s.named, s.senders, s.subjects = newList(named), newList(words), newList(subjects)
	return s
}

// mailFields are the fields that every mail has some of (RFC 5322 section 3.6,
// RFC 5321 section 4.4).
var mailFields = []string{"From", "To", "Subject", "Date", "Message-ID", "Received", "MIME-Version"}

// senderFields are the fields whose value names a sender.
var senderFields = []string{"From", "Sender", "Resent-From", "Reply-To"}

// judge returns the verdict on one field, and whether it is one of mailFields.
func (s *signs) judge(name, value []byte) (v Verdict, ofMail bool) {
	e := s.fields.find(name)
	if e == nil {
		return noticeIf(ascii.HasPrefixFold(name, "X-") && contains(s.named, name)), false
	}
	value = bytes.TrimSpace(value)
	switch {
	case e.Name == "Subject":
		return noticeIf(contains(s.subjects, decoded(value))), true
	case e.ofSender:
		if contains(s.senders, decoded(value)) {
			return Notice, e.ofMail
		}
	case e.Name == "Content-Type":
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
