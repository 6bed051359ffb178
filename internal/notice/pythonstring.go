package notice

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// pythonString undoes the escapes in a string of Python or a like language;
// ends of lines become blanks.
func pythonString(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'r', 't':
			b.WriteByte(' ')
		case 'x':
			if c, ok := hexByte(s[i+1:]); ok {
				b.WriteByte(c)
				i += 2
				continue
			}
			b.WriteString(`\x`)
		case '\\', '\'', '"':
			b.WriteByte(s[i])
		default:
			b.WriteString(s[i-1 : i+1])
		}
	}
	if decoded := b.String(); utf8.ValidString(decoded) {
		return strings.Join(strings.Fields(decoded), " ")
	}
	return strings.TrimSpace(strings.NewReplacer(`\r`, "", `\n`, " ").Replace(s))
}

// hexByte reads the two digits of an escape \xHH.
func hexByte(s string) (byte, bool) {
	if len(s) < 2 {
		return 0, false
	}
	c, err := strconv.ParseUint(s[:2], 16, 8)
	return byte(c), err == nil
}
