package remedies

import (
	"strings"
	"time"
	"unicode/utf8"
)

// A replyLanguage is how servers word a wait and a size limit in one language.
type replyLanguage struct {
	Before []string `toml:"before"` // words that go before a wait
	About  []string `toml:"about"`  // words between those and the number
	After  []string `toml:"after"`  // words that go after a wait in their place
	Limit  []string `toml:"limit"`  // words that a size limit follows

	Second []string `toml:"second"`
	Minute []string `toml:"minute"`
	Hour   []string `toml:"hour"`

	Kilobyte []string `toml:"kilobyte"`
	Megabyte []string `toml:"megabyte"`
	Gigabyte []string `toml:"gigabyte"`

	Examples []amountExample `toml:"examples"`
}

// An amountExample is a reply with the amounts that it names.
type amountExample struct {
	Reply string `toml:"reply"`
	Wait  string `toml:"wait"` // a duration of package time
	Size  int64  `toml:"size"` // in bytes
}

var replyLanguages = table[struct {
	Language []replyLanguage `toml:"language"`
}]("replies.toml")

// waitAsked returns how long the server asks the sender to wait, 0 if it names
// no time. The reply is in lower case.
func waitAsked(reply string) time.Duration { return firstAmount(reply, (*replyLanguage).wait) }

// sizeLimit returns the size limit in bytes that the reply names, 0 if none.
// The reply is in lower case.
func sizeLimit(reply string) int64 { return firstAmount(reply, (*replyLanguage).size) }

// firstAmount returns the first amount above zero that a language finds in the
// reply, the languages in the order of their table.
func firstAmount[T ~int64](reply string, find func(*replyLanguage, quantity) T) T {
	t, err := replyLanguages()
	if err != nil {
		return 0
	}
	all := quantities(reply)
	for i := range t.Language {
		for _, q := range all {
			if n := find(&t.Language[i], q); n > 0 {
				return n
			}
		}
	}
	return 0
}

// maxWait is the longest plausible wait.
const maxWait = 365 * 24 * time.Hour

// wait returns q as a wait, 0 if it is none.
func (l *replyLanguage) wait(q quantity) time.Duration {
	for _, unit := range []struct {
		words  []string
		length time.Duration
	}{{l.Second, time.Second}, {l.Minute, time.Minute}, {l.Hour, time.Hour}} {
		rest, ok := cutWord(q.after, unit.words)
		if !ok || q.number > int64(maxWait/unit.length) {
			continue
		}
		_, before := trimWord(withoutWord(q.before, l.About), l.Before)
		_, after := cutWord(rest, l.After)
		if before || after {
			return time.Duration(q.number) * unit.length
		}
	}
	return 0
}

const (
	// leastLimit is the smallest number that passes for a size limit in bytes:
	// RFC 5321 section 4.5.3.1.7 lets no server accept less.
	leastLimit = 64 << 10

	// maxLimit is the largest, a tebibyte.
	maxLimit = 1 << 40

	// maxBetween is how many characters may be between the word for a limit
	// and its number.
	maxBetween = 40
)

// size returns q as a size limit in bytes, 0 if it is none.
func (l *replyLanguage) size(q quantity) int64 {
	if !l.namesLimit(q.before) {
		return 0
	}
	shift := 0
	for _, unit := range []struct {
		words []string
		shift int
	}{{l.Kilobyte, 10}, {l.Megabyte, 20}, {l.Gigabyte, 30}} {
		if _, ok := cutWord(q.after, unit.words); ok {
			shift = unit.shift
		}
	}
	if q.number > maxLimit>>shift || q.number<<shift < leastLimit {
		return 0
	}
	return q.number << shift
}

// namesLimit reports whether a word for a limit is shortly before a number.
func (l *replyLanguage) namesLimit(before string) bool {
	for _, word := range l.Limit {
		for end := len(before); ; {
			start := strings.LastIndex(before[:end], word)
			if start < 0 {
				break
			}
			between := before[start+len(word):]
			if utf8.RuneCountInString(between) > maxBetween {
				break
			}
			if isWord(before[:start], word, between) {
				return true
			}
			end = start
		}
	}
	return false
}
