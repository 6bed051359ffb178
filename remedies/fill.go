package remedies

import (
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
)

// say fills in a sentence for b.
func (b *bounce) say(variants string) string { return say(variants, b.text) }

// say returns the first line of variants whose variables are all known, filled
// in, or "" if there is none. So no sentence is shown with a gap in it: the
// next one, which does without, stands in for it.
func say(variants string, value func(name string) string) string {
	for line := range strings.SplitSeq(variants, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if s, ok := fill(line, value); ok {
			return s
		}
	}
	return ""
}

// fill replaces each {variable} of a template by its value; {one|other} takes the
// first that is known. It reports false if a value is missing.
func fill(template string, value func(name string) string) (string, bool) {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		out.WriteString(before)
		if !found {
			return out.String(), true
		}
		names, after, _ := strings.Cut(rest, "}")
		filled := ""
		for name := range strings.SplitSeq(names, "|") {
			if filled = value(name); filled != "" {
				break
			}
		}
		if filled == "" {
			return "", false
		}
		out.WriteString(filled)
		template = after
	}
}

// fillRemedy fills in a remedy for b. It reports false if too little is known
// to say anything.
func (b *bounce) fillRemedy(r *rule, w words) (ndr.Remedy, bool) {
	remedy := ndr.Remedy{
		ID:         r.ID,
		Title:      b.say(w.Title),
		Why:        b.say(w.Why),
		Audience:   r.Audience,
		Kind:       r.Kind,
		Importance: r.Importance,
	}
	for i := range r.Steps {
		if step, ok := b.fillStep(&r.Steps[i], w.Steps[r.Steps[i].Name]); ok {
			remedy.Steps = append(remedy.Steps, step)
		}
	}
	return remedy, remedy.Title != "" && remedy.Why != "" && len(remedy.Steps) > 0
}

// fillStep fills in a step for b. A step that does not apply, or lacks its
// sentence or its link, is left out; a command, record or setting that lacks a
// valid value is left away from its sentence.
func (b *bounce) fillStep(r *ruleStep, sentence string) (ndr.Step, bool) {
	if _, ok := holds(r.When, r.Unless, b); !ok {
		return ndr.Step{}, false
	}
	step := ndr.Step{Text: b.say(sentence)}
	if step.Text == "" {
		return step, false
	}
	if r.Link != "" {
		if step.URL = b.link(r.Link); step.URL == "" {
			return step, false
		}
	}
	if command, ok := fill(r.Command, b.safe); ok {
		step.Command = command
	}
	if r.DNS != nil {
		step.DNS = b.fillRecord(r.DNS)
	}
	step.Settings = b.fillSettings(r.Settings)
	if r.Client != "" {
		step.Settings = append(step.Settings, b.fillSettings(b.client().settings(r.Client))...)
	}
	if r.Service {
		step.Settings = append(step.Settings, b.serviceSettings()...)
	}
	return step, true
}

func (b *bounce) fillRecord(d *dns) *ndr.DNSRecord {
	host, ok1 := fill(d.Host, b.safe)
	value, ok2 := fill(d.Value, b.safe)
	if !ok1 || !ok2 {
		return nil
	}
	return &ndr.DNSRecord{Type: d.Type, Host: host, Value: value}
}

func (b *bounce) fillSettings(all []setting) []ndr.Setting {
	var filled []ndr.Setting
	for _, s := range all {
		name, ok1 := fill(s.Name, b.safe)
		value, ok2 := fill(s.Value, b.safe)
		if ok1 && ok2 {
			filled = append(filled, ndr.Setting{Name: name, Value: value})
		}
	}
	return filled
}
