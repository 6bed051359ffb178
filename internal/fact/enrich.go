package fact

// Enrich adds to r what another source states about the same recipient. Values that
// r has are kept, except the reply: the one that says more is used.
func Enrich(r *Recipient, from Recipient) {
	if r.Original == "" && from.Original != r.Address {
		r.Original = from.Original
	}
	if r.Action == "" {
		r.Action = from.Action
	}
	if r.Status == "" {
		r.Status = from.Status
	}
	if from.Reply.richness() > r.Reply.richness() {
		if r.Status == "" && from.Reply.Status == "" {
			r.Status = r.Reply.Status
		}
		command := r.Reply.Command
		r.Reply = from.Reply
		if r.Reply.Command == "" {
			r.Reply.Command = command
		}
		if from.Remote != (Host{}) {
			r.Remote = from.Remote
		}
		if from.Diagnostic != "" {
			r.Diagnostic = from.Diagnostic
		}
	}
	if r.Reply.Command == "" {
		r.Reply.Command = from.Reply.Command
	}
	if r.Diagnostic == "" {
		r.Diagnostic = from.Diagnostic
	}
	if r.Remote.Name == "" && (r.Remote.IP == "" || r.Remote.IP == from.Remote.IP) {
		r.Remote.Name = from.Remote.Name
	}
	if r.Remote.IP == "" && r.Remote.Name == from.Remote.Name {
		r.Remote.IP = from.Remote.IP
	}
	if r.Words == "" {
		r.Words = from.Words
	}
	if r.LastAttempt.IsZero() {
		r.LastAttempt = from.LastAttempt
	}
	if r.WillRetryUntil.IsZero() {
		r.WillRetryUntil = from.WillRetryUntil
	}
}

// richness ranks replies: one with a code above one without, and among those
// one whose enhanced code says more than "other" (RFC 3463 section 3.1).
func (r Reply) richness() int {
	rank := 0
	if r.Code != 0 {
		rank += 4
	}
	if r.Status != "" {
		rank++
		if r.Status[1:] != ".0.0" {
			rank++
		}
	}
	return rank
}

// Richer reports whether reply a says more than b.
func Richer(a, b Reply) bool { return a.richness() > b.richness() }
