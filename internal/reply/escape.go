package reply

import (
	"strings"
	"unicode/utf8"
)

// unescapeLines replaces by blanks the "\n" that msmtp and others write between the
// lines of a reply.
func unescapeLines(words string) string {
	if !strings.Contains(words, `\n`) {
		return words
	}
	var b strings.Builder
	for {
		line, rest, ok := strings.Cut(words, `\n`)
		switch {
		case !ok:
			b.WriteString(line)
			return b.String()
		case len(rest) > 3 && isCode(rest, 0):
			b.WriteString(strings.TrimSuffix(line, `\r`))
			b.WriteByte(' ')
		default:
			b.WriteString(line)
			b.WriteString(`\n`)
		}
		words = rest
	}
}

// statedOnce returns a reply of several lines whose codes were taken off, as
// mail services and libraries do, with the status of its first line alone.
func statedOnce(words string) string {
	if len(words) < 9 || strings.IndexByte(words, '\n') < 0 {
		return words
	}
	first := words
	if words[3] == ' ' {
		first = words[4:]
	}
	if n := statusLen(first); n > 0 {
		return strings.ReplaceAll(words, "\n"+first[:n]+" ", "\n")
	}
	return words
}

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
