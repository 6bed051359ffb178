package main

import (
	"regexp"
	"slices"
	"strings"
)

var (
	spaces     = regexp.MustCompile(`\s+`)
	replyLine  = regexp.MustCompile(`^[245]\d\d[ -]`)
	leadStatus = regexp.MustCompile(`^[245]\.\d+\.\d+ ?`)
	anyStatus  = regexp.MustCompile(`\b[245]\.\d{1,3}\.\d{1,3}\b`)
)

// leastPiece is how many bytes of a cut reply prove that it is this one.
const leastPiece = 16

// literal returns the longest beginning of a reply's words that is in the
// notice, whole words only and without the codes, "" if there is hardly any.
func literal(flat, words string) string {
	words = leadStatus.ReplaceAllString(flatten(words), "")
	least := min(len(words), leastPiece)
	for !strings.Contains(flat, words) {
		words = words[:max(strings.LastIndexByte(words, ' '), 0)]
	}
	if len(words) < max(least, 5) {
		return ""
	}
	return words
}

// onlyStatus returns the Status field, unless it says nothing or another
// enhanced status code is in the notice.
func onlyStatus(field, flat string) string {
	status, _, _ := strings.Cut(field, " ")
	if strings.HasSuffix(status, ".0.0") {
		return ""
	}
	for _, other := range anyStatus.FindAllString(ipv4.ReplaceAllString(flat, ""), -1) {
		if other != status {
			return ""
		}
	}
	return status
}

// byLength returns the lines of a reply that are one, longest first.
func byLength(lines []string) []string {
	lines = slices.DeleteFunc(lines, func(line string) bool { return !replyLine.MatchString(line) })
	slices.SortStableFunc(lines, func(a, b string) int { return len(b) - len(a) })
	return lines
}

func flatten(s string) string { return strings.TrimSpace(spaces.ReplaceAllString(s, " ")) }
