package reply

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// join makes one line of a multi-line reply, whose lines each repeat the code
// and, after it, the enhanced status code. A code amid a line is the reply of
// a third server that this one quotes.
func join(text string) string {
	if len(text) < 5 || text[3] != '-' {
		return text
	}
	code, rest := text[:3], text[4:]
	n := statusLen(rest)
	status := rest[:n]
	last := lastLine(text) - 4
	var b strings.Builder
	b.Grow(len(text))
	b.WriteString(code)
	add := func(line string) {
		if line = strings.Trim(line, " "); line != "" {
			b.WriteByte(' ')
			b.WriteString(line)
		}
	}
	begin := 0
	for i := 0; i+4 <= len(rest); i++ {
		if rest[i] != ' ' || rest[i+1:i+4] != code {
			continue
		}
		n := prefixLen(rest[i+1:], status, i == last)
		if n == 0 || isIntroduced(rest[:i+1]) {
			continue
		}
		add(rest[begin:i])
		begin = i + 1 + n
		i += n
	}
	add(rest[begin:])
	return b.String()
}

// prefixLen returns the length of what a line of a multi-line reply begins with:
// the code, and the status of its first line.
func prefixLen(line, status string, last bool) int {
	behind := ""
	if len(line) > 4 {
		behind = line[4:]
	}
	own := 0
	if n := len(status); n > 0 && strings.HasPrefix(behind, status) && (len(behind) == n || behind[n] == ' ') {
		own = n
	}
	switch {
	case len(line) > 3 && line[3] == '-', own > 0 && line[3] == ' ':
		return 4 + own
	case last:
		return 3
	}
	return 0
}

// lastLine returns the index before the code with which the last line of a
// multi-line reply begins: the one with a blank after it (RFC 5321 section
// 4.2.1). It is -1 where that line is missing.
func lastLine(text string) int {
	if len(text) < 5 || text[3] != '-' {
		return -1
	}
	code := text[:3]
	for i := len(text) - 4; i > 3; i-- {
		if text[i] != ' ' || text[i+1:i+4] != code {
			continue
		}
		if i+4 < len(text) && text[i+4] != ' ' {
			return -1
		}
		if i+4 < len(text) && measureAfter(text[i+5:]) || measureBefore(text[:i]) || isIntroduced(text[:i+1]) {
			continue
		}
		return i
	}
	return -1
}

// isIntroduced reports whether words lead to the reply of a server: "mx said: ".
func isIntroduced(words string) bool {
	words = strings.TrimRight(words, " '\"")
	if words == "" || words[len(words)-1] != ':' {
		return false
	}
	words = words[max(0, len(words)-maxIntroduction):]
	return hasWord(table().Introduces, words[strings.LastIndexByte(words, ' ')+1:])
}

// maxIntroduction is more than the words of the table introduces are long.
const maxIntroduction = 20

// tidy returns a reply as its server wrote it, where the writer of the notice put
// marks of its own between the code and the words:
//
//	550, ERROR_CODE :5.1.1 No such user
//	550 (5.1.2) 'No such user'
func tidy(text string) string {
	if len(text) < 6 {
		return text
	}
	code, rest := text[:3], text[3:]
	switch rest[0] {
	case ' ':
		rest = rest[1:]
		if c := rest[0]; c != '(' && c != '\'' && c != '"' && !strings.HasPrefix(rest, code) {
			return text
		}
	case ',':
		if rest = behindComma(rest); rest == "" {
			return text // "500, not 200"
		}
	case ':', ';', ')', ']', '>', '\'', '"':
		rest = strings.TrimLeft(strings.TrimLeft(rest, ")]>'\""), ":; ")
	default:
		return text
	}
	if after, ok := strings.CutPrefix(rest, code); ok && after != "" && (after[0] == ' ' || after[0] == '-') {
		rest = after[1:] // "550 550 No such user"
	}
	return code + " " + unquoted(rest)
}

// behindComma returns what is after a code and a comma, if that is part of a
// reply: after another comma, a filler or an enhanced status code.
func behindComma(s string) string {
	s = strings.TrimLeft(s[1:], " ")
	if strings.HasPrefix(s, ",") {
		return strings.TrimLeft(s, ", ")
	}
	for _, p := range table().Between {
		if ascii.HasPrefixFold(s, p) {
			return strings.TrimLeft(s[len(p):], ": ")
		}
	}
	if statusLen(s) > 0 {
		return s
	}
	return ""
}

// unquoted takes the quotes off words that are quoted as a whole, and with them
// the parentheses off a status before them.
func unquoted(s string) string {
	words, status := s, ""
	if strings.HasPrefix(s, "(") {
		if n := statusLen(s[1:]); n > 0 && strings.HasPrefix(s[1+n:], ") ") {
			status, words = s[1:1+n]+" ", s[1+n+2:]
		}
	}
	if len(words) > 2 && (words[0] == '\'' || words[0] == '"') && closingQuote(words) == len(words)-1 {
		return status + words[1:len(words)-1]
	}
	return s
}

// closingQuote returns the index of the quote that closes the one s begins with:
// the first with no word after it.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] == s[0] && (i+1 == len(s) || s[i+1] == ' ') {
			return i
		}
	}
	return -1
}
