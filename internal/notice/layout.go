package notice

import "strings"

// unquote takes off the quoting of a notice that someone forwards: the mark
// before every line, where most lines have it.
func unquote(lines []string) []string {
	quoted, filled := 0, 0
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			filled++
			if l[0] == '>' {
				quoted++
			}
		}
	}
	if quoted*3 < filled {
		return lines
	}
	bare := make([]string, len(lines))
	for i, l := range lines {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(l, " "), ">"); ok {
			l = strings.TrimPrefix(rest, " ")
		}
		bare[i] = l
	}
	return bare
}

// singleSpaced undoes the doubling of all line ends, as some gateways and mail
// programs that forward do it: no two lines stand together, and where lines
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
