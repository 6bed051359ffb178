// Package suppress makes of bounces and complaints the list of addresses that
// a mailing program should stop sending to, for good or for a while, and writes
// it in the forms that mailing programs import.
//
// An address is removed when a failure says that it will never work, when its
// owner complained, or when failures that may pass came too often in too short
// a time. Failures whose cause lies with the sender or in between (list action
// "keep") do not count at all.
package suppress

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

// A Policy says when pauses make a removal. A field that is zero stands for the
// default.
type Policy struct {
	// Pauses is how many days with a failure that may pass make a removal.
	// Several failures on one day, as from mailings sent together, are one, and
	// so are all those whose notice has no date.
	Pauses int
	// Within is the time in which so many must fall.
	Within time.Duration
}

// The defaults of a Policy.
const (
	DefaultPauses = 3
	DefaultWithin = 30 * 24 * time.Hour
)

// An Action is what to do with an address.
type Action string

// The actions.
const (
	Remove Action = "remove"
	Pause  Action = "pause"
)

// Complaint is the cause of a removal that the recipient asked for.
const Complaint = "complaint"

// An Entry is one address to remove or pause.
type Entry struct {
	Address string     `json:"address"`
	Action  Action     `json:"action"`
	Cause   string     `json:"cause"` // of the latest failure that decided, or Complaint
	Count   int        `json:"count"` // failures and complaints that were counted
	First   *time.Time `json:"first"` // nil where no report had a date
	Last    *time.Time `json:"last"`
}

// A List gathers reports. The result does not depend on their order.
type List struct {
	policy    Policy
	addresses map[string]*record
}

// New returns an empty list.
func New(p Policy) *List {
	p.Pauses = cmp.Or(p.Pauses, DefaultPauses)
	p.Within = cmp.Or(p.Within, DefaultWithin)
	return &List{p, make(map[string]*record)}
}

// Add counts what a report says of each of its recipients.
func (l *List) Add(r *ndr.Report) {
	if r.Kind == ndr.Complaint {
		for _, address := range complainers(r) {
			l.note(address, event{weight: complained, cause: Complaint, at: when(r, nil)})
		}
		return
	}
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		e := event{cause: string(rec.Cause), at: when(r, rec)}
		switch {
		case rec.Action == ndr.ActionDelivered || rec.Action == ndr.ActionRelayed:
			e.weight = delivered
		case rec.Action != ndr.ActionFailed:
			continue
		case rec.ListAction == classify.Remove:
			e.weight = removed
		case rec.ListAction == classify.Pause:
			e.weight = paused
		default:
			continue
		}
		l.note(rec.Address, e)
	}
}

// complainers returns the addresses whose owners complained: those that the
// report names or, where it names none, the one that the message went to.
func complainers(r *ndr.Report) []string {
	var all []string
	for i := range r.Recipients {
		all = append(all, r.Recipients[i].Address)
	}
	if len(all) == 0 && len(r.Original.To) == 1 {
		return r.Original.To
	}
	return all
}

// when returns the time of a failure: of the last attempt, else of the arrival
// of the message at the reporting system, else of the message.
func when(r *ndr.Report, rec *ndr.Recipient) time.Time {
	for _, t := range []*time.Time{attempt(rec), r.ArrivalDate, r.Original.Date} {
		if t != nil && !t.IsZero() {
			return *t
		}
	}
	return time.Time{}
}

func attempt(rec *ndr.Recipient) *time.Time {
	if rec == nil {
		return nil
	}
	return rec.LastAttempt
}

func (l *List) note(address string, e event) {
	key := Normal(address)
	if key == "" {
		return
	}
	r := l.addresses[key]
	if r == nil {
		r = &record{}
		l.addresses[key] = r
	}
	r.add(e)
}

// Normal returns the address in the form in which two that are the same compare
// equal, or "" if it is none that could be written to a list: one with white
// space, control or quoting characters, which mailing programs refuse or take
// for something else.
func Normal(address string) string {
	const longest = 254 // RFC 5321 section 4.5.3.1.3, without the angle brackets
	address = strings.ToLower(strings.TrimSpace(address))
	at := strings.LastIndexByte(address, '@')
	if at < 1 || at == len(address)-1 || len(address) > longest {
		return ""
	}
	unfit := func(r rune) bool {
		return r <= ' ' || r == 0x7f || r == '\ufeff' || strings.ContainsRune("\"'`(),:;<>[\\]|@\u0085\u00a0\u2028\u2029\ufffd", r)
	}
	local, domain := address[:at], address[at+1:]
	if strings.ContainsFunc(strings.ReplaceAll(local, "'", ""), unfit) || strings.ContainsFunc(domain, unfit) || strings.ContainsAny(domain, "/=+") {
		return ""
	}
	return address
}

// Entries returns the addresses to remove or pause, sorted.
func (l *List) Entries() []Entry {
	var all []Entry
	for _, address := range slices.Sorted(maps.Keys(l.addresses)) {
		if e, ok := l.addresses[address].entry(l.policy); ok {
			e.Address = address
			all = append(all, e)
		}
	}
	return all
}
