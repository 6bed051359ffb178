package message

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
)

// charsetAliases are names seen in mail that no registry lists.
var charsetAliases = map[string]string{
	"cp932": "shift_jis", "ms_kanji": "shift_jis", "x-ms-cp932": "shift_jis",
	"iso-2022-jp-1": "iso-2022-jp", "iso-2022-jp-2": "iso-2022-jp", "iso-2022-jp-3": "iso-2022-jp",
	"iso-2022-jp-ms": "iso-2022-jp", "cp50220": "iso-2022-jp", "cp50221": "iso-2022-jp",
	"eucjp-ms": "euc-jp", "cp51932": "euc-jp",
	"cp936": "gbk", "cp949": "euc-kr", "ks_c_5601": "euc-kr", "cp950": "big5",
}

// decodeText gives b as UTF-8. The declared charset holds unless the bytes
// contradict it; without one the charset is guessed. Bytes that no charset
// explains become U+FFFD, so that the result is always valid UTF-8.
func decodeText(b []byte, declared string) string {
	if bytes.Contains(b, []byte("\x1b$")) || bytes.Contains(b, []byte("\x1b(J")) {
		// RFC 1468: no other charset of mail uses these escapes, whatever is declared.
		return convert(b, japanese.ISO2022JP)
	}
	if utf8.Valid(b) {
		if e := lookup(declared); e == nil || isASCII(b) || !changesValidUTF8(declared) {
			return string(b)
		}
		return convert(b, lookup(declared))
	}
	if e := lookup(declared); e != nil {
		return convert(b, e)
	}
	if guess, err := chardet.NewTextDetector().DetectBest(sample(b)); err == nil {
		if e := lookup(guess.Charset); e != nil {
			return convert(b, e)
		}
	}
	return convert(b, lookup("windows-1252"))
}

// changesValidUTF8 reports whether text of this charset can be valid UTF-8 by
// chance and mean something else: only where bytes below 0x80 carry meaning.
// Text that is valid UTF-8 beyond ASCII is hardly ever anything else.
func changesValidUTF8(declared string) bool {
	switch strings.ToLower(declared) {
	case "utf-16", "utf-16le", "utf-16be", "utf-7", "hz-gb-2312":
		return true
	}
	return false
}

// lookup finds a charset by name; nil for UTF-8, ASCII and unknown names.
func lookup(name string) encoding.Encoding {
	name = strings.ToLower(strings.Trim(name, " \t\"'"))
	if alias, ok := charsetAliases[name]; ok {
		name = alias
	}
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit", "x-unknown":
		return nil
	}
	if e, _ := charset.Lookup(name); e != nil && e != encoding.Nop {
		return e
	}
	e, _ := ianaindex.MIME.Encoding(name)
	return e
}

func convert(b []byte, e encoding.Encoding) string {
	if out, err := e.NewDecoder().Bytes(b); err == nil {
		b = out
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// sample is what the guess looks at: enough to tell, little enough to be quick.
func sample(b []byte) []byte { return b[:min(len(b), 8<<10)] }
