package remedies

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// A Lang is a language of the catalogue, named by its ISO 639-1 code.
type Lang string

// Languages of the catalogue. English stands in for one that it lacks.
const (
	English  Lang = "en"
	Japanese Lang = "ja"
)

// languages are the folders of the catalogue that hold words.toml.
var languages = sync.OnceValue(func() []Lang {
	files, err := fs.Glob(embedded, "catalogue/*/words.toml")
	if err != nil {
		panic(err) // the pattern is malformed
	}
	langs := make([]Lang, len(files))
	for i, name := range files {
		langs[i] = Lang(path.Base(path.Dir(name)))
	}
	return langs
})

// Langs returns the languages of the catalogue, sorted.
func Langs() []Lang { return slices.Clone(languages()) }

// ParseLang parses a language tag ("ja", "en-GB") or a POSIX locale
// ("ja_JP.UTF-8"). It returns English and false for a language that the
// catalogue lacks.
func ParseLang(s string) (Lang, bool) {
	primary, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "_", "-"), "-")
	primary, _, _ = strings.Cut(primary, ".")
	if lang := Lang(primary); spoken(lang) == lang {
		return lang, true
	}
	return English, false
}

// spoken returns lang, or English if the catalogue lacks lang.
func spoken(lang Lang) Lang {
	if slices.Contains(languages(), lang) {
		return lang
	}
	return English
}

// A localized text is a name or a sentence by language. A language that is
// left out has the English one.
type localized map[Lang]string

func (t localized) in(lang Lang) string { return cmp.Or(t[lang], t[English]) }
