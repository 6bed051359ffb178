package notice

import (
	"slices"
	"strings"
)

// A lead is a recipient's address in a notice, and what is said beside it.
//
//	<jiro@example.org>: host mx.example.org said: 550 No such user
//	Recipient: jiro@example.org
//	550 5.1.1 <jiro@example.org>... User unknown
type lead struct {
	line     int
	address  string
	rest     string // what is after the address
	end      int    // where the address ends on its line
	original string // another form of the address, named beside it
	rank     int

	accompanied bool // another address is after it on its line
}

// findLeads collects the recipients' addresses of a notice, each with its rank.
func findLeads(d *document) []lead {
	var all []lead
	for i, line := range d.lines {
		if line == "-- " || len(all) > 0 && strings.TrimSpace(line) == "--" {
			break // RFC 3676 section 4.3: what follows is the writer's signature
		}
		if strings.IndexByte(line, '@') < 0 || isFieldOfSender(line) || isPipe(line) || namesSender(d.lines, i) {
			continue
		}
		if s, ok := nextAddress(line, 0); ok && (len(all) > 0 || expands(line[:s.start])) && owner(d.lines, i, line[:s.start]) {
			all = append(all, lead{line: i, address: s.address, end: s.end, rest: behind(line[s.end:], s.address), rank: leading})
			continue
		}
		if l, ok := malformedLead(line, i); ok {
			all = append(all, l)
			continue
		}
		for _, l := range leadsOf(line, i, lineBefore(d.lines, i), nextLine(d.lines, i)) {
			if n := len(all); n > 0 && all[n-1].original == l.address && all[n-1].line == i-1 {
				continue
			}
			if i > 0 && strings.TrimLeft(line[:l.end-len(l.address)], " \t<") == "" && isMessageID(d.lines[i-1]) {
				continue
			}
			if d.isSender(l.original) {
				l.original = ""
			}
			all = append(all, l)
		}
	}
	return all
}

// malformedLead returns what stands where a recipient's address does and is none,
// but for one slip that the server refuses it for:
//
//	Failed Recipient: jiro@@example.org
//	<jiro@example..org>: bad address syntax
func malformedLead(line string, at int) (lead, bool) {
	if !strings.Contains(line, "@@") && !strings.Contains(line, "..") && strings.IndexByte(line, ',') < 0 {
		return lead{}, false
	}
	start := len(line) - len(strings.TrimLeft(line, " \t<"))
	if label, _, ok := strings.Cut(line, ": "); ok && slices.Contains(phrases().Labels, bareWords(label)) {
		start = len(label) + len(": ")
	}
	named := line[start:]
	if end := strings.IndexAny(named, " \t>:;"); end >= 0 {
		named = named[:end]
	}
	mended := slips.Replace(named)
	if _, valid := nextAddress(named, 0); valid || mended == named {
		return lead{}, false
	}
	if s, ok := nextAddress(mended, 0); !ok || s.address != mended {
		return lead{}, false
	}
	end := start + len(named)
	return lead{line: at, address: named, end: end, rest: behind(line[end:], named), rank: leading}, true
}

// slips are what is often mistyped in an address.
var slips = strings.NewReplacer("@@", "@", "..", ".", ",", ".")

// maxBefore is how much of what is before an address is looked at.
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
		if n := len(all); n > 0 && strings.EqualFold(all[n-1].address, s.address) && strings.Trim(line[all[n-1].end:s.start], " <>()\"'") == "" {
			all[n-1].rest = behind(line[s.end:], s.address)
			continue // "jiro@example.org <jiro@example.org>"
		}
		if n := len(all); n > 0 && all[n-1].original == "" && strings.Trim(line[all[n-1].end:s.start], " \t\"'") == "<" && strings.HasPrefix(line[s.end:], ">") {
			all[n-1].address, all[n-1].end, all[n-1].rest = s.address, s.end, behind(line[s.end:], s.address)
			continue // the first is the display name (RFC 5322 section 3.4)
		}
		before := line[max(0, s.start-maxBefore):s.start]
		if insideURL(before) || isMessageID(before) {
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

// behind returns what follows an address, without the brackets that close
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

// insideURL reports whether an address after these words is part of a link.
func insideURL(before string) bool {
	word := before[strings.LastIndexAny(before, " \t<\"'(")+1:]
	isLink := strings.Contains(word, "://") || strings.HasPrefix(word, "www.")
	isQuery := strings.HasSuffix(word, "=") && strings.Contains(word, "?")
	isMailto := strings.HasSuffix(before, "<mailto:")
	return isLink || isQuery || isMailto
}

// isMessageID reports whether the words before an address say that it is a
// Message-ID.
func isMessageID(before string) bool {
	return endsWithWord(strings.TrimRight(fold(before), " <:=(#"), phrases().Quoted["message-id"])
}
