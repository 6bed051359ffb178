// Package suppress turns bounces and complaints into a list of addresses to
// stop mailing, for good or for a while, and writes it in the formats that
// mailing programs import.
//
// An address is removed after a hard bounce, which says that it will never work
// ([classify.Remove]), after a complaint of its owner, and after too many soft
// bounces, which may pass ([classify.Pause]), in too short a time. Failures
// whose cause lies with the sender or in between ([classify.Keep]) do not
// count.
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

// A Policy decides when soft bounces lead to removal. A zero field stands for its
// default.
type Policy struct {
	// SoftBounces is the number of soft bounces that lead to removal. Several
	// on one day (in UTC), as after mailings sent together, count as one, and
	// so do all those whose notice has no date.
	SoftBounces int

	// WithinDays is the number of days that may lie between the first and the
	// last of them.
	WithinDays int
}

// The defaults of a Policy.
const (
	DefaultSoftBounces = 3
	DefaultWithinDays  = 30
)

// An Action is what to do with an address.
type Action string

// The actions.
const (
	Remove Action = "remove" // never mail the address again
	Pause  Action = "pause"  // skip it for now, and try again later
)

// Complaint is the Cause of an Entry whose address is removed because its owner
// complained. No failure has it.
const Complaint classify.Cause = "complaint"

// An Entry is one address to remove or pause.
type Entry struct {
	Address string         `json:"address"` // as Normalize returns it
	Action  Action         `json:"action"`
	Cause   classify.Cause `json:"cause"` // of the latest of the failures that decided, or Complaint
	Count   int            `json:"count"` // bounces and complaints that were counted
	First   *time.Time     `json:"first"` // time of the first of these, nil if none has a date
	Last    *time.Time     `json:"last"`  // time of the last of these
}

// A List gathers reports and says which addresses to remove or pause. The order
// of the reports does not matter. A List must not be used by several goroutines
// at once.
type List struct {
	policy    Policy
	addresses map[string]*record
}

// New returns an empty list with the policy p.
func New(p Policy) *List {
	p.SoftBounces = cmp.Or(p.SoftBounces, DefaultSoftBounces)
	p.WithinDays = cmp.Or(p.WithinDays, DefaultWithinDays)
	return &List{p, make(map[string]*record)}
}

// Add counts what a report says of each of its recipients. Reports of kinds
// other than failures, complaints and successful deliveries count for nothing.
func (l *List) Add(r *ndr.Report) {
	if r.Kind == ndr.Complaint {
		for _, address := range complainers(r) {
			l.note(address, event{weight: complained, cause: Complaint, at: when(r, nil)})
		}
		return
	}
	for i := range r.Recipients {
		rec := &r.Recipients[i]
		e := event{cause: rec.Cause, at: when(r, rec)}
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
	key := Normalize(address)
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

// Normalize returns the address in lower case and without space around it, so
// that equal addresses compare equal. It returns "" for an address that cannot
// safely be written to a list: one with white space, control or quoting
// characters, which mailing programs refuse or misread.
func Normalize(address string) string {
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

// Entries returns the addresses to remove or pause, sorted by address.
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
