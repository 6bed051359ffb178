package main

import (
	"os"
	"strings"

	"github.com/ndrparse/ndrparse/remedies"
)

// language returns the language of the output: that of the flag, else that of the
// environment.
func language(flag string) (remedies.Lang, error) {
	if flag == "" {
		return localeLanguage(os.Getenv), nil
	}
	lang, known := remedies.ParseLang(flag)
	if !known {
		return "", usagef("--lang %s: want %s", flag, strings.Join(languages(), " or "))
	}
	return lang, nil
}

// languages returns the names of the languages that the output can be in.
func languages() []string {
	var names []string
	for _, lang := range remedies.Langs() {
		names = append(names, string(lang))
	}
	return names
}

// localeLanguage returns the language of the first locale variable that is set, in
// the order of POSIX (XBD section 8.2).
func localeLanguage(getenv func(string) string) remedies.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := getenv(name); locale != "" {
			lang, _ := remedies.ParseLang(locale)
			return lang
		}
	}
	return remedies.English
}
