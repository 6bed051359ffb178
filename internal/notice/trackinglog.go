package notice

import (
	"encoding/csv"
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readTrackingLog reads Exchange's message tracking log, as it lies on disk
// with its line of field names, or as Get-MessageTrackingLog lists it:
//
//	#Fields: date-time,…,event-id,…,recipient-address,recipient-status,…
//	2026-03-02T01:00:00.000Z,…,FAIL,…,jiro@example.org,550 5.1.1 No such user,…
//
//	EventId         : FAIL
//	Sender          : taro@example.com
//	Recipients      : {jiro@example.org}
//	RecipientStatus : {550 5.1.1 No such user}
func readTrackingLog(text string) (*fact.Notice, bool) {
	n := &fact.Notice{Format: "exchange", Words: bounded(text)}
	if _, table, ok := strings.Cut(text, "#Fields: date-time,"); ok && strings.Contains(table, "recipient-status") {
		readTrackingTable("date-time,"+table, n)
	} else if strings.Contains(text, "RecipientStatus") && strings.Contains(text, "EventId") {
		readTrackingList(text, n)
	}
	return n, len(n.Recipients) > 0
}

// readTrackingTable reads lines of comma-separated values, the first of which
// names the fields.
func readTrackingTable(table string, n *fact.Notice) {
	r := csv.NewReader(strings.NewReader(table))
	r.FieldsPerRecord, r.LazyQuotes, r.Comment = -1, true, '#'
	names, err := r.Read()
	for err == nil {
		var values []string
		if values, err = r.Read(); err != nil {
			return
		}
		entry := map[string]string{}
		for i, name := range names[:min(len(names), len(values))] {
			entry[strings.ReplaceAll(name, "-", "")] = values[i]
		}
		trackingEvent(map[string]string{
			"eventid": entry["eventid"], "sender": entry["senderaddress"], "recipients": entry["recipientaddress"],
			"recipientstatus": entry["recipientstatus"], "messageid": entry["messageid"], "messagesubject": entry["messagesubject"],
		}, n)
	}
}

// readTrackingList reads entries of fields, each on a line of its own; a long
// value runs on under it, indented.
func readTrackingList(text string, n *fact.Notice) {
	entry, last := map[string]string{}, ""
	for _, line := range strings.Split(text+"\n\n", "\n") {
		name, value, ok := strings.Cut(line, ": ")
		switch name = strings.ToLower(strings.TrimSpace(name)); {
		case strings.TrimSpace(line) == "":
			trackingEvent(entry, n)
			entry, last = map[string]string{}, ""
		case strings.HasPrefix(line, "    ") && last != "":
			entry[last] = joined(entry[last], line)
		case ok && !strings.Contains(name, " "):
			entry[name], last = strings.TrimSpace(value), name
		}
	}
}

// trackingFates are the events that tell what became of a recipient.
var trackingFates = map[string]string{"FAIL": fact.Failed, "DEFER": fact.Delayed, "DELIVER": fact.Delivered, "SEND": fact.Delivered, "SENDEXTERNAL": fact.Delivered}

// trackingEvent takes in one entry of the log. Recipients and what is said of
// each stand in lists of the same order.
func trackingEvent(entry map[string]string, n *fact.Notice) {
	action := trackingFates[entry["eventid"]]
	if action == "" {
		return
	}
	n.Original.From, n.Original.MessageID, n.Original.Subject = entry["sender"], entry["messageid"], entry["messagesubject"]
	all := addresses(strings.Trim(entry["recipients"], "{}"))
	status := strings.TrimSuffix(strings.TrimPrefix(entry["recipientstatus"], "{"), "}")
	said := []string{status}
	if len(all) > 1 {
		said = strings.Split(status, ";")
	}
	for i, address := range all {
		r := fact.Recipient{Address: address, Action: action}
		if action != fact.Delivered && status != "" {
			r.Diagnostic = strings.TrimSpace(said[min(i, len(said)-1)])
			own := r.Diagnostic
			if last := between(own, "LED=", "}"); last != "" {
				own = last // the last error, among the times and hosts of the attempt
			}
			r.Reply = reply.Parse(own)
			r.Remote = fact.Host{Name: between(r.Diagnostic, "FQDN=", "}"), IP: reply.IP(between(r.Diagnostic, "{IP=", "}"))}
			r.Words = r.Diagnostic
		}
		newRoster(n).replace(r)
	}
}
