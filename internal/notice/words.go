package notice

import (
	"slices"
	"strings"
)

// maxWords bounds what is kept of a notice's words on one recipient.
const maxWords = 2000

// untilSection cuts lines at a heading of dashes, unless nothing is above
// it: sendmail and others put the reason into a section of its own.
func untilSection(lines []string) []string {
	for i, line := range lines {
		if isSection(line) && words(lines[:i]) != "" {
			return lines[:i]
		}
	}
	return lines
}

// untilTranscript cuts lines at the heading of a transcript, which covers
// every recipient and not only of the last that is listed above it.
func untilTranscript(lines []string) []string {
	for i, line := range lines {
		if isSection(line) && holdsTranscript(lines[i:]) {
			return lines[:i]
		}
	}
	return lines
}

// holdsTranscript reports whether lines contain a server's words of a session.
func holdsTranscript(lines []string) bool {
	return slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, "<<<") })
}

// isSection reports whether a line is a heading between dashes:
// "   ----- Transcript of session follows -----".
func isSection(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) > 8 && (strings.HasPrefix(line, "---") || strings.HasPrefix(line, "|---") || strings.HasPrefix(line, "===") ||
		strings.HasPrefix(line, "___") || strings.HasPrefix(line, "───"))
}

// words joins lines into one text, bounded.
func words(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if isSection(line) {
			continue
		}
		b.WriteString(line)
		b.WriteByte('\n')
		if b.Len() > maxWords {
			break
		}
	}
	return strings.TrimSpace(b.String())
}

// anyReason returns what units say about the reason or, if that is nothing, the
// sentences that every such notice has.
func anyReason(all []unit) string {
	said, idle := reason(all)
	if said == "" {
		return idle
	}
	return said
}

// reason returns what units say about the reason, without headings, and
// separately the sentences that every notice has.
func reason(all []unit) (why, usual string) {
	var said, idle []string
	size := 0
	for _, u := range all {
		low := fold(u.text)
		switch {
		case strings.HasSuffix(low, ":") && len(low) < maxHeading || isOnlyAddress(low):
		case idling().In([]byte(low)) != "":
			idle = append(idle, u.text)
		case size < maxReason:
			said = append(said, u.text)
			size += len(u.text)
		}
	}
	return bounded(strings.Join(said, " ")), bounded(strings.Join(idle, " "))
}

// isOnlyAddress reports whether a paragraph is an address and nothing else.
func isOnlyAddress(s string) bool {
	a, ok := nextAddress(s, 0)
	return ok && len(strings.Trim(s[:a.start]+s[a.end:], " <>\"'*-:,;.()")) < 2
}

// How much of a notice is taken for its reason, and how long a heading is.
const (
	maxReason  = 400
	maxHeading = 120
)

// bounded cuts s at maxWords bytes, at a blank where it can.
func bounded(s string) string {
	if len(s) <= maxWords {
		return s
	}
	cut := s[:maxWords]
	if i := strings.LastIndexByte(cut, ' '); i > maxWords/2 {
		cut = cut[:i]
	}
	return strings.ToValidUTF8(cut, "")
}

// joined adds to what a folded text has so far, up to maxWords.
func joined(text, more string) string {
	if len(text) >= maxWords {
		return text
	}
	return strings.TrimSpace(text + " " + strings.TrimSpace(more))
}
