package reply

import (
	"strings"
	"unicode/utf8"
)

// unescape decodes the bytes beyond ASCII that Exim writes in octal, "\343\201",
// where they make valid UTF-8.
func unescape(words string) string {
	if !strings.Contains(words, `\3`) {
		return words // no lead byte of UTF-8 is below octal 300
	}
	var b strings.Builder
	for i := 0; i < len(words); {
		c, ok := octal(words[i:])
		if !ok {
			c = words[i]
			i++
		} else {
			i += 4
		}
		b.WriteByte(c)
	}
	if decoded := b.String(); utf8.ValidString(decoded) {
		return decoded
	}
	return words
}

// octal reads an escape of one byte from 0x80 on.
func octal(s string) (byte, bool) {
	if len(s) < 4 || s[0] != '\\' || s[1] < '2' || s[1] > '3' || s[2] < '0' || s[2] > '7' || s[3] < '0' || s[3] > '7' {
		return 0, false
	}
	return (s[1]-'0')<<6 | (s[2]-'0')<<3 | (s[3] - '0'), true
}
