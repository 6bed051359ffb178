package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// reportingHost returns the host that a notice without delivery-status fields
// says wrote it, or "":
//
//	Generating server: mail.example.com
//	This is the mail system at host mail.example.com.
func reportingHost(d *document) string {
	if !d.said.says(saysReporting) {
		return ""
	}
	table := phrases().Reporting
	for i, line := range d.lines {
		label, value, found := strings.Cut(strings.Replace(line, "：", ":", 1), ":")
		if found && len(label) < maxHeading && table.isLabel(fold(label)) {
			if strings.TrimSpace(value) == "" {
				value = nextLine(d.lines, i)
			}
			if host := hostWord(value); host != "" {
				return host
			}
		}
		if i < maxIntroduction {
			if host := hostWord(after(line, ascii.Lower(line), table.Sentences, maxHeading)); host != "" {
				return host
			}
		}
	}
	return ""
}

// maxIntroduction is how far down a notice introduces itself.
const maxIntroduction = 20

// reportingWords is the part of phrases.toml by which the host is found.
type reportingWords struct {
	Labels    []string // names of the field that holds it
	Sentences []string // words right before it
}

func (w reportingWords) isLabel(s string) bool {
	for _, l := range w.Labels {
		if s == l {
			return true
		}
	}
	return false
}

// hostWord returns the host name that s begins with, or "".
func hostWord(s string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	if word = strings.Trim(word, "<>[]().,:;!"); reply.IsHostname(word) {
		return word
	}
	return ""
}
