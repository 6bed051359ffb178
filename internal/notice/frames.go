package notice

import "strings"

// withoutFrames returns text on one line, without the frames of a traceback,
// which say where the program was and nothing about the mail.
func withoutFrames(text string) string {
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" && !isFrame(line) {
			kept = append(kept, line)
		}
	}
	return strings.Join(strings.Fields(strings.Join(kept, " ")), " ")
}

// isFrame reports whether a line is a frame as Java, .NET, JavaScript, PHP or
// Ruby write it.
func isFrame(line string) bool {
	switch {
	case strings.HasPrefix(line, "at "):
		return strings.Contains(line, "(") || strings.Contains(line, ":line ") || strings.Contains(line, "node:")
	case strings.HasPrefix(line, "from "):
		return strings.Contains(line, ":in ")
	case strings.HasPrefix(line, "... "):
		return strings.HasSuffix(line, " more")
	case strings.HasPrefix(line, "#"):
		number, _, ok := strings.Cut(line[1:], " ")
		return ok && len(number) < 4 && number != "" && strings.Trim(number, "0123456789") == ""
	}
	return false
}
