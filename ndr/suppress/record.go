package suppress

import (
	"slices"
	"time"

	"github.com/ndrparse/ndrparse/classify"
)

// A weight is what an event means for an address; the heavier one decides.
type weight int

const (
	delivered weight = iota
	paused
	removed
	complained
)

// An event is one thing that a report says of an address.
type event struct {
	weight weight
	cause  classify.Cause
	at     time.Time // zero where the report has no date
}

// A record is what is known of an address.
type record struct {
	count       int
	first, last time.Time
	deciding    event     // the latest of the heaviest
	delivered   time.Time // when mail last got through
	days        []int     // with a soft bounce, sorted
	undated     bool      // there are soft bounces without a date
}

func (r *record) add(e event) {
	if e.weight == delivered {
		if e.at.After(r.delivered) {
			r.delivered = e.at
		}
		return
	}
	r.count++
	if !e.at.IsZero() {
		if r.first.IsZero() || e.at.Before(r.first) {
			r.first = e.at
		}
		if e.at.After(r.last) {
			r.last = e.at
		}
	}
	if heavier(e, r.deciding) {
		r.deciding = e
	}
	if e.weight == paused {
		r.addPause(e.at)
	}
}

// heavier orders events so that the order of the reports does not matter.
func heavier(e, than event) bool {
	switch {
	case e.weight != than.weight:
		return e.weight > than.weight
	case !e.at.Equal(than.at):
		return e.at.After(than.at)
	}
	return e.cause < than.cause
}

func (r *record) addPause(at time.Time) {
	if at.IsZero() {
		r.undated = true
		return
	}
	day := dayOf(at)
	if i, found := slices.BinarySearch(r.days, day); !found {
		r.days = slices.Insert(r.days, i, day)
	}
}

func dayOf(t time.Time) int { return int(t.Unix() / (24 * 60 * 60)) }

// entry returns the entry for the address; ok is false if nothing is to be done.
func (r *record) entry(p Policy) (e Entry, ok bool) {
	e = Entry{Action: Remove, Cause: r.deciding.cause, Count: r.count, First: dateOrNil(r.first), Last: dateOrNil(r.last)}
	if r.deciding.weight > paused {
		return e, true
	}
	days := r.days
	if !r.delivered.IsZero() { // what got through since then starts the count anew
		i, _ := slices.BinarySearch(days, dayOf(r.delivered))
		days = days[i:]
	}
	if len(days) == 0 && !r.undated {
		return Entry{}, false
	}
	if !tooMany(days, r.undated, p) {
		e.Action = Pause
	}
	return e, true
}

// tooMany reports whether there are as many soft bounces within the policy's time
// as lead to removal. Those without a date count as one within it.
func tooMany(days []int, undated bool, p Policy) bool {
	need := p.SoftBounces
	if undated {
		need--
	}
	if need <= 0 {
		return true
	}
	for i := need - 1; i < len(days); i++ {
		if days[i]-days[i-need+1] <= p.WithinDays {
			return true
		}
	}
	return false
}

func dateOrNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
