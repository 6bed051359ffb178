package remedies

import (
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
)

// A Lang is a language that the catalogue speaks.
type Lang string

// The languages of the catalogue.
const (
	English  Lang = "en"
	Japanese Lang = "ja"
)

// Langs returns the languages of the catalogue.
func Langs() []Lang { return []Lang{English, Japanese} }

// ParseLang reads a language tag ("ja", "en-GB") or a POSIX locale
// ("ja_JP.UTF-8"). It reports false, with English, for any other language.
func ParseLang(s string) (Lang, bool) {
	primary, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "_", "-"), "-")
	primary, _, _ = strings.Cut(primary, ".")
	for _, lang := range Langs() {
		if primary == string(lang) {
			return lang, true
		}
	}
	return English, false
}

// Advise fills in the remedies of every recipient of r that has a cause.
func Advise(r *ndr.Report, lang Lang) {
	for i := range r.Recipients {
		r.Recipients[i].Remedies = For(r, &r.Recipients[i], lang)
	}
}

// For returns what to do about one recipient's failure, the first thing first:
// at most six remedies, and none for a recipient without a cause of the
// taxonomy. The report r tells of the message and of the client that sent it;
// it may be nil.
func For(r *ndr.Report, rec *ndr.Recipient, lang Lang) []ndr.Remedy {
	if rec.Cause.Category() == "" {
		return []ndr.Remedy{}
	}
	if r == nil {
		r = &ndr.Report{}
	}
	if lang != Japanese {
		lang = English
	}
	return choose(newBounce(r, rec, lang))
}
