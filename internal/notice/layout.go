package notice

import (
	"slices"
	"strings"
)

// unquote removes the quoting of a notice that someone forwards: the mark
// before every line, where many lines have it. A bar is one where hardly any
// line lacks it; else it draws a table, or names a command. Where people quote with
// two bars, one is left, which is removed like the first.
func unquote(lines []string) []string {
	quoted, barred, filled := 0, 0, 0
	for _, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		filled++
		switch {
		case l[0] == '>':
			quoted++
		case l[0] == '|' && (!strings.HasSuffix(l[1:], "|") || l == "||"):
			barred++
		}
	}
	switch {
	case barred > 1 && barred*5 >= filled*4:
		lines = withoutColumn(lines, "|")
		if slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "| ") }) {
			return withoutColumn(lines, "|")
		}
		return lines
	case quoted*3 >= filled:
		return withoutMark(lines, ">", true)
	}
	return lines
}

// withoutMark removes a mark from the lines that have it, and the blank after it
// if that belongs to it.
func withoutMark(lines []string, mark string, spaced bool) []string {
	bare := make([]string, len(lines))
	for i, l := range lines {
		bare[i] = l
		if rest, ok := strings.CutPrefix(strings.TrimLeft(l, " "), mark); ok {
			if bare[i] = rest; spaced {
				bare[i] = strings.TrimPrefix(rest, " ")
			}
		}
	}
	return bare
}

// withoutColumn removes a mark from the beginning of lines, and the blank after it
// if all lines have one: quoted text may begin with blanks.
func withoutColumn(lines []string, mark string) []string {
	spaced := !slices.ContainsFunc(lines, func(l string) bool { return len(l) > 1 && l[:1] == mark && l[1] != ' ' && l[1] != '\r' })
	return withoutMark(lines, mark, spaced)
}

// unmarked removes the quoting from pasted text. Programs put other marks before
// some of their lines, but none of these before all.
func unmarked(text string) string {
	start := strings.TrimLeft(text, " \n")
	if start == "" || start[0] != '|' && start[0] != '>' {
		return text
	}
	lines := strings.Split(text, "\n")
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" && l[0] != start[0] {
			return text
		}
	}
	return strings.Join(withoutColumn(lines, start[:1]), "\n")
}

// singleSpaced undoes the doubling of all line ends, as some gateways and mail
// programs that forward do it: no two lines are together, and where lines
// stood apart there are more blank ones.
func singleSpaced(lines []string) []string {
	var single []string
	blank, gaps := 0, 0
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			blank++
			continue
		}
		if blank == 0 && len(single) > 0 {
			return lines
		}
		if blank > 2 {
			gaps++
		}
		for range blank / 2 {
			single = append(single, "")
		}
		single, blank = append(single, l), 0
	}
	if gaps == 0 {
		return lines
	}
	return single
}

// joinedAddresses undoes a break within an address in angle brackets, as some
// systems wrap a long one:
//
//	<jiro.sato.of.the.department@department-of-
//	hydrology.example.org>
func joinedAddresses(lines []string) []string {
	for i := 0; i+1 < len(lines); i++ {
		if strings.IndexByte(lines[i], '<') < 0 {
			continue // most lines, and told at once
		}
		open := strings.LastIndexByte(lines[i], '<')
		if strings.ContainsAny(lines[i][open:], " >\t") || !strings.Contains(lines[i][open:], "@") {
			continue
		}
		next := strings.TrimLeft(lines[i+1], " \t")
		if end := strings.IndexByte(next, '>'); end > 0 && !strings.ContainsAny(next[:end], " <@\t") {
			lines[i], lines[i+1] = lines[i]+next[:end+1], next[end+1:]
		}
	}
	return lines
}
