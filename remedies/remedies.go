package remedies

import (
	"github.com/ndrparse/ndrparse/ndr"
)

// Advise fills in the remedies of every recipient of r that has a cause.
func Advise(r *ndr.Report, lang Lang) {
	for i := range r.Recipients {
		r.Recipients[i].Remedies = For(r, &r.Recipients[i], lang)
	}
}

// For returns what to do about one recipient's failure, the first thing first:
// at most six remedies, and none for a recipient without a cause. The report r
// states the message and the client that sent it; it may be nil.
func For(r *ndr.Report, rec *ndr.Recipient, lang Lang) []ndr.Remedy {
	if rec.Cause.Category() == "" {
		return []ndr.Remedy{}
	}
	if r == nil {
		r = &ndr.Report{Client: rec.Client}
	}
	return choose(newBounce(r, rec, spoken(lang)))
}
