package reply

import (
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// maxCommand is more than any command is long: RFC 5321 section 4.5.3.1.3 allows
// paths of 256 octets.
const maxCommand = 300

// serverEnd returns the place where the reply at words[at:] ends and the words of
// the notice's writer begin, and the command that these name. A reply that
// quotes another one keeps what is after that.
func serverEnd(words string, low []byte, at int) (end int, command string) {
	end = len(words)
	quoted := 0
	var buf [16]phrase.Hit
sweep:
	for _, h := range cues().tail.Sweep(low[at:], buf[:0]) {
		from, rest := at+int(h.Start), words[at+int(h.End):]
		switch cues().tail.Value(h.Phrase) {
		case ends:
			end = from
			break sweep
		case endsIfHost:
			if hostAt(rest) != (fact.Host{}) {
				end = from
				break sweep
			}
		case quotes:
			if digit := strings.TrimLeft(rest, "'\""); digit != "" && digit[0] >= '2' && digit[0] <= '5' {
				quoted++
			}
		case endsIfCommand:
			if !namesCommand(rest, low[from:], int(h.End-h.Start)) {
				continue
			}
			if quoted > 0 {
				quoted--
				continue
			}
			end, command = from, commandIn(low[from:])
			break sweep
		}
	}
	if i := rule(words[at:end]); i >= 0 {
		end = at + i
	}
	return at + len(strings.TrimRight(words[at:end], " ")), command
}

// namesCommand reports whether words go on with a command and the end of the
// parentheses around it, as far as they go on at all. low has them in lower case
// after a cue of so many bytes.
func namesCommand(words string, low []byte, cue int) bool {
	near := words[:min(len(words), maxCommand)]
	if end := strings.IndexByte(near, ')'); end >= 0 {
		return strings.HasSuffix(near[:end], "command") || commandIn(low[:cue+end]) != ""
	}
	return len(near) < maxCommand
}

// rule returns the index of the rule that separates a reply from a footer, or -1.
// Some servers draw rules themselves: right after the code.
func rule(reply string) int {
	for i := 0; ; {
		blank := strings.IndexByte(reply[i:], ' ')
		if blank < 0 {
			return -1
		}
		token := reply[i : i+blank]
		i += blank + 1
		if isRule(reply[i:]) {
			if strings.HasPrefix(token, reply[:3]) || IsStatus(token) {
				return -1
			}
			return i - 1
		}
	}
}

// isRule reports whether words begin with a rule: one character, many times.
func isRule(words string) bool {
	if len(words) < 4 {
		return false
	}
	least := 0
	switch words[0] {
	case '+':
	case '=', '_':
		least = 4
	case '-', '*', '#', '~':
		least = 5
	default:
		if words[0] < utf8.RuneSelf {
			return false
		}
		least = 3
	}
	if words[0] == '+' { // "+-----+-----+", the border of a table
		border, _, _ := strings.Cut(words, " ")
		return len(border) > 4 && strings.Trim(border, "+-=") == ""
	}
	r, size := utf8.DecodeRuneInString(words)
	if size > 1 && !strings.ContainsRune("─━═―—＿－＝＊", r) {
		return false
	}
	rest := strings.TrimLeft(words, words[:size])
	return len(words)-len(rest) >= least*size && (rest == "" || rest[0] == ' ')
}

// unwrap removes what the writer of a notice puts after a reply to close
// what stands open before it, and remarks of its own: "[550 No such user]",
// "'550 No such user' (delivery attempts: 0)". Yahoo names the stage at which
// mail was refused.
func unwrap(before, said string) (bare, stage string) {
	for range maxWraps {
		n := len(said)
		said = unremarked(said)
		if rest, command := withoutStage(said); command != "" {
			said, stage = rest, command
		}
		for _, c := range table().Closing {
			if strings.Contains(before, c.Opening) {
				said = strings.TrimSuffix(said, c.Mark)
			}
		}
		said = strings.TrimRight(closed(before, said), " ")
		if len(said) == n {
			break
		}
	}
	return said, stage
}

// maxWraps is more than any notice puts around a reply.
const maxWraps = 6

// closed cuts said at the bracket or quote that closes what before opens, and
// removes a bracket or double quote at its end that nothing opens.
func closed(before, said string) string {
	for _, pair := range []string{"()", "[]", "{}"} {
		if i := unmatched(said, pair); i > 3 && (opens(before, pair) || i == len(said)-1 && said[i-1] != ':' && said[i-1] != '-') {
			said = said[:i]
		}
	}
	if before != "" {
		if q := before[len(before)-1]; q == '\'' || q == '"' {
			said = nextAttempt(said, q)
		}
	}
	bare := strings.TrimRight(said, ".,; ")
	if bare == "" {
		return said
	}
	switch q := bare[len(bare)-1]; {
	case q == '>':
		if opens(before, "<>") && strings.Count(bare, "<") < strings.Count(bare, ">")-strings.Count(bare, "->") {
			return bare[:len(bare)-1]
		}
	case q == '"' && countQuotes(bare, q)%2 == 1, q == '\'' && countQuotes(bare, q)%2 == 1 && countQuotes(before, q)%2 == 1:
		return bare[:len(bare)-1]
	case q >= utf8.RuneSelf:
		return typeset(before, bare, said)
	}
	return said
}

// nextAttempt cuts off the text after a quoted reply if it has another one, as
// Exchange lists its attempts: "… Connection dropped' 3/2/2026 4:20:00 AM -
// Server at mx.example.org (192.0.2.1) returned '421 …".
func nextAttempt(said string, q byte) string {
	for i := 4; i+1 < len(said); i++ {
		if said[i] == q && said[i+1] == ' ' && said[i-1] != ' ' {
			for rest := said[i+2:]; ; {
				next := strings.IndexByte(rest, q)
				if next < 0 {
					return said
				}
				if rest = rest[next+1:]; next > 0 && isCode(rest, 0) && (rest[0] == '4' || rest[0] == '5') {
					return said[:i]
				}
			}
		}
	}
	return said
}

// typeset removes a closing quotation mark beyond ASCII, if before ends with an
// opening one.
func typeset(before, bare, said string) string {
	opening, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
	closing, size := utf8.DecodeLastRuneInString(bare)
	if strings.ContainsRune("“”„‘’‚«»‹›「『", opening) && strings.ContainsRune("“”‘’«»‹›」』", closing) {
		return bare[:len(bare)-size]
	}
	return said
}

// unmatched returns the index of the first closing bracket in s that nothing in s
// opens, or -1.
func unmatched(s, pair string) int {
	if strings.IndexByte(s, pair[1]) < 0 {
		return -1
	}
	open := 0
	for i := range len(s) {
		switch s[i] {
		case pair[0]:
			open++
		case pair[1]:
			if open--; open < 0 {
				return i
			}
		}
	}
	return -1
}

// opens reports whether s opens a bracket that it does not close.
func opens(s, pair string) bool {
	open := 0
	for i := range len(s) {
		switch s[i] {
		case pair[0]:
			open++
		case pair[1]:
			open = max(0, open-1)
		}
	}
	return open > 0
}

// countQuotes counts the quotes in s that are no apostrophes.
func countQuotes(s string, q byte) int {
	n := 0
	for i := range len(s) {
		if s[i] == q && !(i > 0 && i+1 < len(s) && ascii.IsAlnum(s[i-1]) && ascii.IsAlnum(s[i+1])) {
			n++
		}
	}
	return n
}

// unremarked removes a remark from the end of words: "(delivery attempts: 3)".
func unremarked(words string) string {
	bare := strings.TrimSuffix(words, ".")
	if bare == "" || bare[len(bare)-1] != ')' {
		return words
	}
	open := strings.LastIndexByte(bare, '(')
	if open <= 0 {
		return words
	}
	for _, p := range table().Remarks {
		inner := bare[open+1 : len(bare)-1]
		if ascii.HasPrefixFold(inner, p) && isDigits(inner[len(p):]) {
			return strings.TrimRight(words[:open], " ")
		}
	}
	return words
}

// withoutStage removes the stage at which mail was refused, "[RCPT_TO]", and
// returns the command.
func withoutStage(words string) (bare, command string) {
	if !strings.HasSuffix(words, "]") {
		return words, ""
	}
	open := strings.LastIndex(words, " [")
	if open < 0 {
		return words, ""
	}
	for _, s := range table().Stages {
		if words[open+2:len(words)-1] == s.Said {
			return words[:open], s.Command
		}
	}
	return words, ""
}
