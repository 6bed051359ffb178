package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readSES reads an event of Amazon SES that SNS sends as mail, with or without
// the envelope of SNS: the JSON of its developer guide, "Amazon SNS
// notification contents", and of event publishing.
func readSES(d *document, n *fact.Notice) bool {
	text := d.view.Text
	if !strings.Contains(text, "notificationType") && !strings.Contains(text, "eventType") {
		return false
	}
	start := jsonStart(text)
	if start < 0 {
		return false
	}
	values, _ := jsonValues(text[start:])
	told, ok := readEvents(values, true)
	if ok {
		told.Warnings = append(n.Warnings, told.Warnings...)
		*n = *told
	}
	return ok
}
