package notice

import "strings"

// lineBefore returns the line above if the sentence runs on from it, else "".
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

// minWrapped is the length from which a line can be one that was wrapped.
const minWrapped = 40

func nextLine(lines []string, i int) string {
	if i+1 < len(lines) {
		return strings.TrimSpace(lines[i+1])
	}
	return ""
}

// tail returns at most the last n bytes of s, from a blank on.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	return s[strings.IndexByte(s, ' ')+1:]
}

// indent returns the white space that a line begins with.
func indent(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " \t"))] }
