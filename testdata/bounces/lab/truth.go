package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Truth is what is known of a notice without reading it as a bounce: the
// table says what the servers did, and a field is claimed only where its very
// words are in the notice.
type Truth struct {
	Kind       string           `json:"kind"`
	EnvelopeID string           `json:"envelope_id,omitempty"`
	MessageID  string           `json:"message_id,omitempty"`
	Recipients []RecipientTruth `json:"recipients"`
}

// RecipientTruth is the fate of one address. An empty field claims nothing.
type RecipientTruth struct {
	Address   string `json:"address"`
	Original  string `json:"original_address,omitempty"`
	Action    string `json:"action,omitempty"`
	Status    string `json:"status,omitempty"`
	ReplyCode int    `json:"reply_code,omitempty"`
	ReplyText string `json:"reply_text,omitempty"` // a piece of the reply
	Remote    string `json:"remote_host,omitempty"`
	Cause     string `json:"cause"`
}

var (
	replyStatus = regexp.MustCompile(`^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b|\(#([245]\.\d{1,3}\.\d{1,3})\)`)
	replyCodes  = regexp.MustCompile(`^\d{3}([ -][245]\.\d{1,3}\.\d{1,3}\b)?`)
	folded      = regexp.MustCompile(`\n[ \t]+`)
	original    = regexp.MustCompile(`(?m)^(Return-Path|Received): `)
)

// truthOf returns what a notice states about a case.
func truthOf(table *Table, c *Case, message, system string) (*Truth, error) {
	message = strings.ReplaceAll(message, "\r\n", "\n")
	groups := groupsOf(message)
	report := ownWords(message)
	flat := flatten(report)
	truth := &Truth{Kind: kindOf(groups)}
	if strings.Contains(message, c.messageID()) {
		truth.MessageID = c.messageID()
	}
	if c.EnvelopeID != "" && strings.Contains(report, "\nOriginal-Envelope-Id: "+c.EnvelopeID) {
		truth.EnvelopeID = c.EnvelopeID
	}
	for _, r := range c.Recipients {
		group := groupFor(groups, r)
		if group == nil && (len(groups) > 0 || !strings.Contains(flat, r.To)) {
			continue
		}
		known, err := r.truth(group, flat, system, table.Silences)
		if err != nil {
			return nil, err
		}
		truth.Recipients = append(truth.Recipients, known)
	}
	if len(truth.Recipients) == 0 {
		return nil, fmt.Errorf("no recipient of case %s in the notice", c.ID)
	}
	return truth, nil
}

// truth returns what a notice states about one recipient.
func (r *Recipient) truth(group map[string]string, flat, system string, silences []Silence) (RecipientTruth, error) {
	known := RecipientTruth{Address: r.To, Action: group["action"]}
	final := r.code() >= 500 && r.Times == 0 && !slices.Contains([]string{"connect", "starttls", "auth"}, r.Phase)
	if final && known.Action != "" && known.Action != "failed" {
		return known, fmt.Errorf("%s was refused for good, and the notice says %s", r.To, known.Action)
	}
	if r.Original != "" && strings.HasSuffix(group["original-recipient"], r.Original) {
		known.Original = r.Original
	}
	if known.Action == "" || known.Action == "failed" || known.Action == "delayed" {
		known.Cause = r.Cause
	}
	if strings.Contains(flat, r.host.name) {
		known.Remote = r.host.name
	}
	known.Status = onlyStatus(group["status"], flat)
	for _, line := range byLength(r.lines()) {
		words := literal(flat, strings.TrimLeft(line[3:], "- "))
		codes := replyCodes.FindString(line)
		if words == "" && !(len(codes) > 3 && strings.Contains(flat, codes)) {
			continue
		}
		known.ReplyText = words
		if regexp.MustCompile(`\b` + line[:3] + `\b`).MatchString(flat) {
			known.ReplyCode = r.code()
		}
		for _, m := range replyStatus.FindAllStringSubmatch(line, -1) {
			if status := m[1] + m[2]; strings.Contains(flat, status) && !strings.HasSuffix(status, ".0.0") {
				known.Status = status
			}
		}
		break
	}
	for _, silence := range silences {
		if known.ReplyCode == 0 && known.Cause != "" && silence.covers(system, known.Action, flat) {
			known.Cause = silence.Cause
		}
	}
	return known, nil
}

// isOf reports whether system is the one meant, or any client if clients are.
func (s Silence) isOf(system string) bool {
	return s.System == system || s.System == everySystem && slices.Contains(clientNames, system)
}

func (s Silence) covers(system, action, flat string) bool {
	return s.isOf(system) && (s.Action == "" || s.Action == action) &&
		strings.Contains(flat, s.Words) && (s.Lacks == "" || !strings.Contains(flat, s.Lacks))
}

// ownWords returns a notice without its header and without the message that
// it returns.
func ownWords(message string) string {
	_, body, _ := strings.Cut(message, "\n\n")
	if at := original.FindStringIndex(body); at != nil {
		body = body[:at[0]]
	}
	return "\n" + body
}

// groupsOf returns the recipient groups of RFC 3464 section 2.1, each field
// under its name in lower case.
func groupsOf(message string) []map[string]string {
	var groups []map[string]string
	for paragraph := range strings.SplitSeq(folded.ReplaceAllString(message, " "), "\n\n") {
		group := map[string]string{}
		for line := range strings.SplitSeq(paragraph, "\n") {
			if name, value, ok := strings.Cut(line, ":"); ok {
				group[strings.ToLower(name)] = strings.TrimSpace(value)
			}
		}
		if group["final-recipient"] != "" && group["action"] != "" {
			group["action"] = strings.ToLower(strings.Fields(group["action"])[0])
			groups = append(groups, group)
		}
	}
	return groups
}

func groupFor(groups []map[string]string, r *Recipient) map[string]string {
	for _, group := range groups {
		for _, field := range []string{"final-recipient", "original-recipient", "x-actual-recipient"} {
			if strings.HasSuffix(strings.ToLower(group[field]), strings.ToLower(r.To)) {
				return group
			}
		}
	}
	return nil
}

// kindOf names the kind of message: a failure outweighs the rest.
func kindOf(groups []map[string]string) string {
	kind := ""
	for _, group := range groups {
		switch group["action"] {
		case "failed":
			return "failed"
		case "delayed":
			kind = "delayed"
		default:
			if kind == "" {
				kind = "delivered"
			}
		}
	}
	if kind == "" {
		return "failed"
	}
	return kind
}
