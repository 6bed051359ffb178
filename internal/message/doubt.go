package message

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// likelier returns b as text in the declared charset, unless that is implausible
// text and in the charset that the bytes look like it is not: many programs declare
// ISO-8859-1 for whatever they pass on, or one Japanese or Cyrillic charset for
// another.
func likelier(b []byte, declared encoding.Encoding) string {
	text := convert(b, declared)
	odd, all := oddities(text)
	if odd*10 <= all {
		return text
	}
	if e := guess(b); e != declared {
		other := convert(b, e)
		if n, _ := oddities(other); n*2 < odd {
			return other
		}
	}
	return text
}

// oddities counts the characters of a text beyond ASCII, and those of them that
// a wrong charset leaves: invalid characters, control characters, accented
// letters and signs of Latin charsets in a row, half-width kana, and Cyrillic
// capitals inside words.
func oddities(text string) (odd, all int) {
	latin := 0 // Latin characters beyond ASCII in a row
	var last rune
	for _, r := range text {
		if r >= utf8.RuneSelf {
			all++
		}
		if !isLatinBeyondASCII(r) {
			latin = 0
		} else if latin++; latin == maxLatinRow {
			odd += latin
		} else if latin > maxLatinRow {
			odd++
		}
		switch {
		case r == utf8.RuneError, r >= 0xE000 && r <= 0xF8FF, r >= 0xFF61 && r <= 0xFF9F:
			odd++
		case unicode.Is(unicode.Cyrillic, r) && unicode.IsUpper(r) && unicode.Is(unicode.Cyrillic, last):
			odd++
		}
		last = r
	}
	return odd, all
}

// maxLatinRow is how many accented letters and signs never follow one another in
// a language that is written with Latin letters.
const maxLatinRow = 4

// isLatinBeyondASCII reports whether a rune is one of those that ISO-8859-1,
// windows-1252 and their like have beyond ASCII.
func isLatinBeyondASCII(r rune) bool {
	return r >= 0x80 && r < 0x250 || r >= 0x2010 && r <= 0x2122
}
