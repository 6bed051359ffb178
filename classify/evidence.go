package classify

import (
	"strconv"
	"unicode/utf8"
)

// How much of the text around a phrase is shown as evidence.
const (
	evidenceBefore = 100
	evidenceAfter  = 120
	maxEvidence    = 5
)

// speakers returns the evidence of the winner and of every rule that agrees with it,
// strongest first.
func (s *scratch) speakers(held []candidate, in *Input) []Evidence {
	var said []Evidence
	for i := range held {
		if m := &held[i]; m.rule.cause == held[0].rule.cause && len(said) < maxEvidence {
			if said == nil {
				said = make([]Evidence, 0, min(len(held), maxEvidence))
			}
			said = append(said, s.evidence(m, in))
		}
	}
	return said
}

// evidence quotes the words or the code that m matched, as in the input.
func (s *scratch) evidence(m *candidate, in *Input) Evidence {
	e := Evidence{Rule: m.rule.id}
	switch {
	case m.hit.Start >= 0:
		e.Text = clause(s.original(m.hit, in))
	case len(m.rule.errors) > 0:
		e.Text = in.Error
	case len(m.rule.status) > 0:
		e.Text = in.Status
	default:
		e.Text = strconv.Itoa(in.Code)
	}
	return e
}

// runeEnd returns the end of the rune that begins at at.
func runeEnd(s string, at int) int {
	_, n := utf8.DecodeRuneInString(s[at:])
	return at + n
}

// clause widens text[start:end] to its sentence, within limits.
func clause(text string, start, end int) string {
	low, high := max(0, start-evidenceBefore), min(len(text), end+evidenceAfter)
	from := start
	for from > low && !endsClause(text, from-1) {
		from--
	}
	if from == low && low > 0 {
		from = wordBoundary(text, low, start)
	}
	to := end
	for to < high && !endsClause(text, to) {
		to++
	}
	if to == high && high < len(text) {
		for to > end && !isSpace(text[to-1]) && (to == len(text) || text[to] < utf8.RuneSelf || !utf8.RuneStart(text[to])) {
			to--
		}
	} else if to < len(text) && text[to] == '.' {
		to++
	}
	for from < start && isSpace(text[from]) {
		from++
	}
	for to > end && isSpace(text[to-1]) {
		to--
	}
	return text[from:to]
}

// endsClause reports whether text[at] ends a sentence or a clause.
func endsClause(text string, at int) bool {
	switch text[at] {
	case '\n', '\r':
		return true
	case '.', ';', '!', '?':
		return at+1 == len(text) || isSpace(text[at+1])
	}
	return false
}

// wordBoundary returns the first place from low on, up to high, where no word
// or rune is cut.
func wordBoundary(text string, low, high int) int {
	for i := low; i < high; i++ {
		if isSpace(text[i]) {
			return i + 1
		}
	}
	for low < high && !utf8.RuneStart(text[low]) {
		low++
	}
	return low
}
