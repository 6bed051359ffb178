package classify

import (
	"unicode"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// maxText bounds how much of a reply or notice is looked at. Servers cut their
// replies at 512 bytes a line (RFC 5321 section 4.5.3.1.5); a notice says what
// went wrong within its first screens.
const maxText = 16 << 10

// separator separates the reply from the notice in the folded text. No phrase
// contains it.
const separator = 0

// A folded text is what phrases are looked for in: lower case, accents off
// letters, white space collapsed, the markers of reply continuation
// lines left out. Every byte remembers where in the original it came from.
type folded struct {
	text []byte
	from []int32
}

func (f *folded) reset() {
	f.text = f.text[:0]
	f.from = f.from[:0]
}

func (f *folded) put(b byte, at int) {
	f.text = append(f.text, b)
	f.from = append(f.from, int32(at))
}

func (f *folded) space(at int) {
	if n := len(f.text); n > 0 && f.text[n-1] != ' ' && f.text[n-1] != separator {
		f.put(' ', at)
	}
}

// add appends s, folded.
func (f *folded) add(s string) {
	if len(s) > maxText {
		s = s[:maxText]
	}
	var cont continuation
	for i := 0; i < len(s); {
		b := s[i]
		if b >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			f.addRune(r, i)
			i += n
			continue
		}
		if b >= '2' && b <= '5' && (i == 0 || isSpace(s[i-1])) {
			if n := cont.marker(s[i:]); n > 0 {
				f.space(i)
				i += n
				continue
			}
		}
		if c := asciiFold[b]; c == ' ' {
			f.space(i)
		} else {
			f.put(c, i)
		}
		i++
	}
}

func (f *folded) addRune(r rune, at int) {
	if r < utf8.RuneSelf {
		f.put(asciiFold[byte(r)], at)
		return
	}
	if base, ok := letterFold[r]; ok {
		for i := 0; i < len(base); i++ {
			f.put(base[i], at)
		}
		return
	}
	switch {
	case r >= '！' && r <= '～': // full-width forms of ASCII
		f.put(asciiFold[byte(r-'！'+'!')], at)
		return
	case unicode.IsSpace(r):
		f.space(at)
		return
	case unicode.Is(unicode.Cf, r), isMark(r): // soft hyphens, zero-width and direction marks
		return
	case r == utf8.RuneError:
		f.put('?', at)
		return
	}
	var buf [utf8.UTFMax]byte
	for _, b := range buf[:utf8.EncodeRune(buf[:], unicode.ToLower(r))] {
		f.put(b, at)
	}
}

// isMark reports whether r is a mark on the letter before it that is left out as
// accents are: of Latin, Greek and Cyrillic, and of Hebrew and Arabic vowels.
func isMark(r rune) bool {
	return r >= 0x300 && r <= 0x36f || r >= 0x591 && r <= 0x5c7 || r >= 0x64b && r <= 0x65f || r == 0x670 || r == 0x640
}

// foldPhrase folds one phrase of a rule in the same way as the text.
func foldPhrase(s string) string {
	var f folded
	f.add(s)
	for n := len(f.text); n > 0 && f.text[n-1] == ' '; n-- {
		f.text = f.text[:n-1]
	}
	return string(f.text)
}

// A continuation recognises the code that begins each line of a multi-line reply
// (RFC 5321 section 4.2.1), which is not part of the words: "550-5.7.1 likely
// 550-5.7.1 unsolicited mail" reads "likely unsolicited mail".
type continuation struct{ code string }

// marker returns the length of the marker that s begins with, 0 if none. The
// last line's code, followed by a space, is one only after lines with a hyphen.
func (c *continuation) marker(s string) int {
	if len(s) < 4 || !ascii.IsDigit(s[1]) || !ascii.IsDigit(s[2]) {
		return 0
	}
	switch {
	case s[3] == '-':
		c.code = s[:3]
	case s[3] == ' ' && s[:3] == c.code:
	default:
		return 0
	}
	n := 4
	if st, w := smtpcode.LeadingStatus(s[n:]); st != 0 {
		n += w
	}
	return n
}

func isSpace(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }

// asciiFold maps ASCII to lower case and controls to spaces.
var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for i := range t {
		switch b := byte(i); {
		case b >= 'A' && b <= 'Z':
			t[i] = b + 'a' - 'A'
		case b <= ' ' || b == 0x7f:
			t[i] = ' '
		case b == '`':
			t[i] = '\''
		default:
			t[i] = b
		}
	}
	return t
}()

// letterFold takes the accents off Latin and Greek letters, as many servers do
// in their own replies, and straightens typographic quotes and dashes. Greek
// capitals bear no accent, and their sigma is the same at the end of a word. Arabic
// and Persian letters that people write one for the other are one.
var letterFold = func() map[rune]string {
	m := map[rune]string{
		'‘': "'", '’': "'", '‚': "'", '“': `"`, '”': `"`, '„': `"`, '´': "'",
		'‐': "-", '‑': "-", '–': "-", '—': "-", '…': "...", 'Ё': "е", 'ё': "е",
	}
	for base, letters := range map[string]string{
		"a": "àáâãäåāăąÀÁÂÃÄÅĀĂĄẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ", "c": "çćĉċčÇĆĈĊČ", "d": "ďđĎĐ", "e": "èéêëēĕėęěÈÉÊËĒĔĖĘĚẸẹẺẻẼẽẾếỀềỂểỄễỆệ",
		"g": "ĝğġģĜĞĠĢ", "h": "ĥħĤĦ", "i": "ìíîïĩīĭįıÌÍÎÏĨĪĬĮİỈỉỊị", "j": "ĵĴ", "k": "ķĶ", "l": "ĺļľŀłĹĻĽĿŁ",
		"n": "ñńņňÑŃŅŇ", "o": "òóôõöøōŏőÒÓÔÕÖØŌŎŐỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợƠơ", "r": "ŕŗřŔŖŘ", "s": "śŝşšșŚŜŞŠȘ", "t": "ţťŧțŢŤŦȚ",
		"u": "ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲỤụỦủỨứỪừỬửỮữỰựƯư", "w": "ŵŴ", "y": "ýÿŷÝŶŸỲỳỴỵỶỷỸỹ", "z": "źżžŹŻŽ",
		"ae": "æÆ", "oe": "œŒ", "ss": "ß",
		"ا": "أإٱ", "ي": "یىئ", "ك": "ک", "ه": "ة", "و": "ؤ",
		"α": "άΆ", "ε": "έΈ", "η": "ήΉ", "ι": "ίϊΐΊΪ", "ο": "όΌ", "σ": "ς", "υ": "ύϋΰΎΫ", "ω": "ώΏ",
	} {
		for _, r := range letters {
			m[r] = base
		}
	}
	return m
}()
