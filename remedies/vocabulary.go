package remedies

import (
	"cmp"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A vocabulary is what a language has beside the remedies' sentences.
type vocabulary struct {
	Time    string            `toml:"time"`    // layout of package time
	Units   map[string]string `toml:"units"`   // "{n} hour|{n} hours"
	Labels  map[string]string `toml:"labels"`  // names and values of settings
	Clients map[string]string `toml:"clients"` // names of mail programs, by slug
	Relay   map[string]string `toml:"relay"`   // reasons of a [RelayVerdict]
}

var vocabularies = sync.OnceValue(func() map[Lang]func() (*vocabulary, error) {
	byLang := map[Lang]func() (*vocabulary, error){}
	for _, lang := range languages() {
		byLang[lang] = table[*vocabulary](path.Join(string(lang), "words.toml"))
	}
	return byLang
})

func (b *bounce) vocabulary() *vocabulary { return vocabularyOf(b.lang) }

// vocabularyOf returns the vocabulary of a language, English for one that the
// catalogue lacks.
func vocabularyOf(lang Lang) *vocabulary {
	v, err := vocabularies()[spoken(lang)]()
	if err != nil {
		return &vocabulary{}
	}
	return v
}

// ClientName returns what people call the program that a report names as its
// client: "Outlook Express" for outlook_express, the slug itself if it has no
// other name.
func ClientName(slug string, lang Lang) string {
	return cmp.Or(vocabularyOf(lang).Clients[slug], slug)
}

// ProviderName returns what people call the provider, filter or blocklist that
// a recipient's failure names: "Google (Gmail)" for google, the slug itself if
// it has no other name.
func ProviderName(slug string, lang Lang) string {
	return cmp.Or(providerOf(slug).Name.in(lang), slug)
}

// duration formats a length of time in the largest suitable unit:
// "90 seconds", "5 minutes", "36 hours", "5 days".
func (b *bounce) duration(d time.Duration) string {
	unit, n := "second", int64(d/time.Second)
	switch {
	case n <= 0:
		return ""
	case d >= 47*time.Hour:
		unit, n = "day", int64((d+12*time.Hour)/(24*time.Hour))
	case d >= 2*time.Hour || d == time.Hour:
		unit, n = "hour", int64((d+30*time.Minute)/time.Hour)
	case d >= 2*time.Minute || d == time.Minute:
		unit, n = "minute", int64((d+30*time.Second)/time.Minute)
	}
	return b.count(n, unit)
}

// size formats a number of bytes in whole megabytes, or kilobytes below one.
func (b *bounce) size(n int64) string {
	switch {
	case n <= 0:
		return ""
	case n < 1<<20:
		return b.count(n>>10, "kilobyte")
	}
	return b.count(n>>20, "megabyte")
}

// count formats a number with its unit.
func (b *bounce) count(n int64, unit string) string {
	one, many, _ := strings.Cut(b.vocabulary().Units[unit], "|")
	if n != 1 {
		one = many
	}
	return strings.ReplaceAll(one, "{n}", strconv.FormatInt(n, 10))
}

// queuedFor returns how long the message waited in the queue: from its arrival
// to the last attempt.
func queuedFor(b *bounce) time.Duration {
	if b.report.ArrivalDate == nil || b.rec.LastAttempt == nil {
		return 0
	}
	return b.rec.LastAttempt.Sub(*b.report.ArrivalDate)
}

func retryUntil(b *bounce) string {
	if b.rec.WillRetryUntil == nil {
		return ""
	}
	return b.rec.WillRetryUntil.Format(b.vocabulary().Time)
}
