package notice

import (
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/internal/reply"
)

// How surely an address in a notice is a recipient.
const (
	mentioned = iota + 1 // stands in a sentence
	labelled             // stands behind words that announce a recipient
	leading              // begins a line, or stands behind a label with a colon
)

// A lead is a recipient's address in a notice, and what is said beside it.
//
//	<jiro@example.org>: host mx.example.org said: 550 No such user
//	Recipient: jiro@example.org
//	550 5.1.1 <jiro@example.org>... User unknown
type lead struct {
	line     int
	address  string
	rest     string // what stands behind the address
	end      int    // where the address ends on its line
	original string // another form of the address, named beside it
	rank     int

	accompanied bool // another address stands behind it on its line
}

// findLeads collects the recipients' addresses of a notice, each with its rank.
func findLeads(d *document) []lead {
	var all []lead
	for i, line := range d.lines {
		if strings.IndexByte(line, '@') < 0 || isFieldOfSender(line) || isPipe(line) || namesSender(d.lines, i) {
			continue
		}
		if s, ok := nextAddress(line, 0); ok && owner(d.lines, i, line[:s.start]) {
			all = append(all, lead{line: i, address: s.address, end: s.end, rest: behind(line[s.end:], s.address), rank: leading})
			continue
		}
		for _, l := range leadsOf(line, i, lineBefore(d.lines, i), nextLine(d.lines, i)) {
			if n := len(all); n > 0 && all[n-1].original == l.address && all[n-1].line == i-1 {
				continue
			}
			if d.sender[strings.ToLower(l.original)] {
				l.original = ""
			}
			all = append(all, l)
		}
	}
	return all
}

// lineBefore gives the line above if the sentence runs on from it, else "".
func lineBefore(lines []string, i int) string {
	if i == 0 {
		return ""
	}
	line := strings.TrimSpace(lines[i-1])
	if len(line) < minWrapped || indent(lines[i-1]) != indent(lines[i]) || strings.IndexByte(".:;!?>-=", line[len(line)-1]) >= 0 {
		return ""
	}
	return line
}

// namesSender reports whether a line that is an address alone ends what the line
// above, or the one above a blank one, says of the sender:
//
//	A message sent by
//
//	  <taro@example.com>
func namesSender(lines []string, i int) bool {
	if i == 0 || !isOnlyAddress(strings.TrimSpace(lines[i])) {
		return false
	}
	above := strings.TrimSpace(lines[i-1])
	if above == "" && i > 1 {
		above = strings.TrimSpace(lines[i-2])
	}
	return above != "" && len(above) < minWrapped && isAside(fold(above))
}

// indent gives the white space that a line begins with.
func indent(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " \t"))] }

// tail gives at most the last n bytes of s, from a blank on.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	return s[strings.IndexByte(s, ' ')+1:]
}

// minWrapped is the length from which a line can be one that was wrapped.
const minWrapped = 40

func nextLine(lines []string, i int) string {
	if i+1 < len(lines) {
		return strings.TrimSpace(lines[i+1])
	}
	return ""
}

// isFieldOfSender reports whether a line is a quoted field that names no
// recipient: "From: taro@example.com".
func isFieldOfSender(line string) bool {
	name, _, ok := strings.Cut(strings.TrimSpace(line), ":")
	if !ok || !isFieldName(name) {
		return false
	}
	switch strings.ToLower(name) {
	case "from", "sender", "reply-to", "return-path", "message-id", "references", "in-reply-to", "x-sender", "mailto", "http", "https", "received", "by", "errors-to":
		return true
	}
	return false
}

// maxBefore is how much of what stands before an address is looked at.
const maxBefore = 200

// leadsOf finds the addresses of one line; wrapped is what runs on into it.
func leadsOf(line string, at int, wrapped, next string) []lead {
	var all []lead
	for from := 0; len(all) < 200; {
		s, ok := nextAddress(line, from)
		if !ok {
			break
		}
		from = s.end
		before := line[max(0, s.start-maxBefore):s.start]
		if insideURL(before) || isMessageID(before, line[s.end:]) {
			continue
		}
		if n := len(all); n > 0 && expands(before) {
			all[n-1].original = s.address
			continue
		}
		l := lead{line: at, address: s.address, end: s.end, rest: behind(line[s.end:], s.address), rank: rankOf(before, line[s.end:], wrapped, all)}
		if n := len(all); n > 0 && l.rank == mentioned && strings.Trim(line[all[n-1].end:s.start], " ,;<>\"'") == "" {
			l.rank = all[n-1].rank
		}
		if l.rank == 0 {
			continue
		}
		if n := len(all); n > 0 && isArrow(before) {
			l.rank, l.original = all[n-1].rank, all[n-1].address
			all = all[:n-1]
		}
		if n := len(all); n > 0 {
			all[n-1].accompanied = true
		}
		if n := len(all); n > 0 && (l.rank == leading || isListSeparator(before)) {
			all[n-1].rest = behind(line[all[n-1].end:s.start], all[n-1].address)
		}
		all = append(all, l)
	}
	if len(all) == 1 && all[0].rank == leading && all[0].original == "" && (all[0].rest == "" && expands(next) || expands(all[0].rest)) {
		all[0].original = first(addresses(next))
	}
	return all
}

// rankOf tells how surely an address is a recipient from what stands before it
// on its line; 0 if it is none.
func rankOf(before, after, wrapped string, earlier []lead) int {
	if isSenderBehind(after) {
		return 0
	}
	bare := bareWords(unnamed(before))
	if bare == "" && wrapped != "" {
		wrapped = fold(tail(wrapped, maxHeading))
		if isAside(wrapped) {
			return 0
		}
		if isProse(after) {
			bare = wrapped
		}
	}
	if bare == "" || isReplyCode(bare) || isNumbering(bare) {
		return leading
	}
	if n := len(earlier); n > 0 && earlier[n-1].rank == leading && isListSeparator(before) {
		return leading
	}
	colon := strings.HasSuffix(bare, ":") || strings.HasSuffix(bare, "：")
	words := strings.Trim(bare, " :：.,;<\"'")
	if endsWithWord(words, phrases().Aside) {
		return 0
	}
	if endsWithWord(digitless(words), phrases().Labels) {
		if colon && len(words) < 60 {
			return leading
		}
		return labelled
	}
	if isAside(bare) || isForQuestions(after) {
		return 0
	}
	return mentioned
}

// isAside reports whether words lead to an address that is no recipient: the
// sender's, or one for questions.
func isAside(words string) bool {
	return endsWithWord(strings.TrimRight(words, " :：,<\"'("), phrases().Aside) || containsAny(words, phrases().Contacts) != ""
}

// isSenderBehind reports whether the words right behind an address say that it
// is the sender's.
func isSenderBehind(after string) bool {
	words := strings.TrimLeft(fold(after[:min(len(after), maxHeading)]), " >)\"':,.")
	return words != "" && startsWithAny(words, phrases().SendersBehind)
}

// isForQuestions reports whether the sentence says behind an address that it is
// for questions, as languages with the verb at the end do.
func isForQuestions(after string) bool {
	sentence, _, _ := strings.Cut(after[:min(len(after), maxHeading)], "。")
	return containsAny(sentence, phrases().ContactsBehind) != ""
}

// isArrow reports whether words end with the arrow from a sender, or from an
// alias, to a recipient.
func isArrow(words string) bool {
	words = strings.TrimRight(words, " <\"'")
	return strings.HasSuffix(words, "->") || strings.HasSuffix(words, "=>") || strings.HasSuffix(words, "→")
}

// unnamed takes off the display name in quotes before an address in brackets:
// "Jiro Sato" <jiro@example.org>.
func unnamed(before string) string {
	name, ok := strings.CutSuffix(strings.TrimRight(before, " <"), `"`)
	if open := strings.LastIndexByte(name, '"'); ok && open >= 0 && strings.HasSuffix(before, "<") {
		return before[:open]
	}
	return before
}

// isProse reports whether what follows an address goes on with its sentence.
func isProse(after string) bool {
	after = strings.TrimLeft(after, ">\"'")
	return len(after) > 1 && (after[0] == ' ' && after[1] >= 'a' && after[1] <= 'z' || strings.HasPrefix(after, ". ") || strings.HasPrefix(after, ", "))
}

// isNumbering reports whether words are the number of an entry: "1", "2)".
func isNumbering(words string) bool {
	digits := strings.TrimRight(words, ".):")
	return digits != "" && len(digits) < 3 && strings.Trim(digits, "0123456789") == ""
}

// bareWords folds what stands before an address and takes off bullets,
// brackets and quotes.
func bareWords(before string) string {
	s := fold(before)
	s = strings.TrimRight(s, " <\"'“‘「『([")
	return strings.TrimLeft(s, " *->•・–—|#+~=,.:;<")
}

// isReplyCode reports whether s is what stands before an address in
// "550 5.1.1 <jiro@example.org>... User unknown".
func isReplyCode(s string) bool {
	s = strings.Trim(s, " <")
	if len(s) < 3 || reply.Parse(s[:3]).Code < 400 {
		return false
	}
	status := strings.TrimLeft(s[3:], " -")
	return status == "" || reply.IsStatus(status)
}

// isListSeparator reports whether s ends as between two addresses of a list.
func isListSeparator(s string) bool {
	s = strings.TrimRight(s, " <\"'")
	return s != "" && strings.IndexByte(",;", s[len(s)-1]) >= 0
}

// endsWithWord reports whether s ends with one of list as whole words.
func endsWithWord(s string, list []string) bool {
	for _, p := range list {
		if strings.HasSuffix(s, p) {
			if rest := s[:len(s)-len(p)]; rest == "" || !isWordByte(rest[len(rest)-1]) || p[0] >= utf8.RuneSelf {
				return true
			}
		}
	}
	return false
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-'
}

// behind gives what stands behind an address, without the brackets that close
// around it and without the address said once more.
func behind(rest, address string) string {
	rest = strings.TrimLeft(rest, ">\"'”’」』)] \t")
	for _, again := range []string{"(" + address + ")", "<mailto:" + address + ">", "<" + address + ">", "[mailto:" + address + "]"} {
		if len(rest) >= len(again) && strings.EqualFold(rest[:len(again)], again) {
			rest = strings.TrimLeft(rest[len(again):], " \t")
		}
	}
	return strings.TrimLeft(rest, ":;,.- \t…")
}

// expands reports whether words announce another form of the address before
// them: sendmail's "(expanded from: …)", Exim's "(generated from …)".
func expands(words string) bool { return containsAny(fold(words), phrases().Expands) != "" }

func insideURL(before string) bool {
	word := before[strings.LastIndexAny(before, " \t<\"'(")+1:]
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasSuffix(word, "=") && strings.Contains(word, "?") || strings.HasPrefix(strings.ToLower(word), "mailto:") && strings.HasSuffix(before, "<mailto:")
}

// isMessageID reports whether the words around an address in angle brackets
// say that it is a Message-ID.
func isMessageID(before, after string) bool {
	low := fold(before)
	return strings.HasSuffix(strings.TrimRight(low, " <:="), "message-id") || strings.HasSuffix(strings.TrimRight(low, " <:=(#"), "message id") || strings.HasSuffix(strings.TrimRight(low, " <:="), "msgid")
}
