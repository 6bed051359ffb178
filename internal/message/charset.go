package message

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
)

// charsetAliases are names that charsets go by in mail and that golang.org/x/text
// has no decoder for, each with a charset of its tables (the WHATWG's Encoding
// Standard and IANA's registry of character sets) that decodes it.
var charsetAliases = map[string]string{
	// The code pages of Windows by their numbers, with "cp" for "windows-":
	// https://learn.microsoft.com/windows/win32/intl/code-page-identifiers
	"cp932":   "shift_jis",
	"cp949":   "euc-kr",
	"cp950":   "big5",
	"cp50220": "iso-2022-jp",
	"cp50221": "iso-2022-jp",
	"cp51932": "euc-jp",

	// Other names of Microsoft's variants of the Japanese charsets
	"x-ms-cp932":     "shift_jis",
	"iso-2022-jp-ms": "iso-2022-jp",
	"eucjp-ms":       "euc-jp",

	// RFC 1468's charset with additions: RFC 2237, RFC 1554, JIS X 0213
	"iso-2022-jp-1": "iso-2022-jp",
	"iso-2022-jp-2": "iso-2022-jp",
	"iso-2022-jp-3": "iso-2022-jp",

	// Short for "ks_c_5601-1987"
	"ks_c_5601": "euc-kr",
}

// decodeText returns b as UTF-8. The declared charset holds unless the bytes
// contradict it; without one the charset is guessed. Bytes that no charset
// explains become U+FFFD, so that the result is always valid UTF-8.
func decodeText(b []byte, declared string) string {
	switch {
	case bytes.IndexByte(b, 0x1b) >= 0 && (bytes.Contains(b, []byte("\x1b$")) || bytes.Contains(b, []byte("\x1b(J"))):
		// RFC 1468: no other charset of mail uses these escapes, whatever is declared.
		return convert(b, japanese.ISO2022JP)
	case utf8.Valid(b) && !hidesInUTF8(declared):
		return strings.TrimPrefix(string(b), "\ufeff") // a byte order mark is no text
	}
	if e := lookup(declared); e != nil {
		return likelier(b, e)
	}
	if hasUTF8Name(declared) && damagedUTF8(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return convert(b, guess(b))
}

func hasUTF8Name(charset string) bool {
	return strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}

// damagedUTF8 reports whether b, which is not valid UTF-8, was UTF-8 before it was
// damaged: it has more characters beyond ASCII than bytes that are part of none.
func damagedUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case r >= utf8.RuneSelf:
			good++
		}
		b = b[n:]
	}
	return good > bad
}

// hidesInUTF8 reports whether text of this charset can be valid UTF-8 with another
// meaning. Text of other charsets hardly ever is.
func hidesInUTF8(declared string) bool {
	switch strings.ToLower(declared) {
	case "utf-16", "utf-16le", "utf-16be", "hz-gb-2312":
		return true
	}
	return false
}

// guess finds the charset that the bytes beyond ASCII are likeliest to be.
func guess(b []byte) encoding.Encoding {
	found, _ := chardet.NewTextDetector().DetectAll(sample(b))
	// Equally likely charsets come in any order: the same bytes must give the
	// same text.
	slices.SortFunc(found, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	for _, f := range found {
		if e := lookup(f.Charset); e != nil {
			return e
		}
	}
	return lookup("windows-1252")
}

// lookup finds a charset by name; nil for UTF-8, ASCII and unknown names.
func lookup(name string) encoding.Encoding {
	name = strings.ToLower(strings.Trim(name, " \t\"'"))
	if alias, ok := charsetAliases[name]; ok {
		name = alias
	}
	switch name {
	case "", "us-ascii", "ascii", "unknown-8bit", "x-unknown":
		return nil
	}
	if hasUTF8Name(name) {
		return nil
	}
	if e, _ := charset.Lookup(name); e != nil && e != encoding.Nop {
		return e
	}
	e, _ := ianaindex.MIME.Encoding(name)
	return e
}

// convert returns b, which is of the charset e, as UTF-8. Lines that are ASCII are
// taken as they are where the charset lets them.
func convert(b []byte, e encoding.Encoding) string {
	d := e.NewDecoder()
	if !keepsASCII(d) {
		return valid(decodeBytes(d, b))
	}
	var out bytes.Buffer
	out.Grow(len(b) + len(b)/4)
	for line := range bytes.Lines(b) {
		if beyondASCII(line) >= 0 {
			line = decodeBytes(d, line)
		}
		out.Write(line)
	}
	return valid(out.Bytes())
}

// decodeBytes decodes b, or returns it as it is if that fails.
func decodeBytes(d *encoding.Decoder, b []byte) []byte {
	if out, err := d.Bytes(b); err == nil {
		return out
	}
	return b
}

func valid(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// keepsASCII reports whether ASCII means the same in a charset, wherever it
// stands: it is neither of two bytes a character nor of EBCDIC, and no escapes
// of ASCII characters change what follows (RFC 1468, RFC 1843, RFC 2152).
func keepsASCII(d *encoding.Decoder) bool {
	const escapes = "\x1b$B!!\x1b(B~{VP~}+AGE-Aa0\n"
	out, err := d.String(escapes)
	return err == nil && out == escapes
}

// sampleBytes is how much the guess looks at: enough to decide, and little, since
// the detector tries some thirty charsets.
const sampleBytes = 512

// sample returns the words of b that have bytes beyond ASCII. The others do not
// show the charset.
func sample(b []byte) []byte {
	var out []byte
	for len(out) < sampleBytes {
		at := beyondASCII(b)
		if at < 0 {
			break
		}
		word := b[bytes.LastIndexAny(b[:at], " \n")+1:]
		end := bytes.IndexAny(word, " \n") + 1
		if end == 0 {
			end = len(word)
		}
		out = append(out, word[:min(end, sampleBytes)]...)
		b = word[end:]
	}
	return out
}

// beyondASCII returns the index of the first byte of b beyond ASCII, or -1.
func beyondASCII(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}
