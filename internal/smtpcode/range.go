package smtpcode

import (
	"fmt"
	"strconv"
	"strings"
)

// A StatusRange is a set of enhanced status codes: Lo to Hi, both without their
// class, and of any class where Class is 0.
type StatusRange struct {
	Class  int
	Lo, Hi Status
}

// Holds reports whether s is in the range; 0 never is.
func (r StatusRange) Holds(s Status) bool {
	if s == 0 || r.Class != 0 && r.Class != s.Class() {
		return false
	}
	s = s.AnyClass()
	return r.Lo <= s && s <= r.Hi
}

// ParseStatusRange parses "5.7.28", "x.7.28", "4.4.x" or "5.7.606-5.7.649".
func ParseStatusRange(s string) (StatusRange, error) {
	from, to, ranged := strings.Cut(s, "-")
	lo, err := parseStatusPattern(from)
	if err != nil || !ranged {
		return lo, err
	}
	hi, err := parseStatusPattern(to)
	if err != nil {
		return hi, err
	}
	if lo.Class != hi.Class || lo.Lo > hi.Hi {
		return lo, fmt.Errorf("status %q: not a range", s)
	}
	lo.Hi = hi.Hi
	return lo, nil
}

func parseStatusPattern(s string) (StatusRange, error) {
	parts := strings.Split(strings.ToLower(s), ".")
	bad := fmt.Errorf("status %q: want class.subject.detail, x for any", s)
	if len(parts) != 3 {
		return StatusRange{}, bad
	}
	var r StatusRange
	switch parts[0] {
	case "2", "4", "5":
		r.Class = int(parts[0][0] - '0')
	case "x":
	default:
		return r, bad
	}
	lo, hi := [2]int{}, [2]int{}
	for i, p := range parts[1:] {
		if p == "x" {
			lo[i], hi[i] = 0, 999
			continue
		}
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || v > 999 {
			return r, bad
		}
		lo[i], hi[i] = v, v
	}
	r.Lo, r.Hi = newStatus(0, lo[0], lo[1]), newStatus(0, hi[0], hi[1])
	return r, nil
}

// A ReplyRange is a range of reply codes, both ends included.
type ReplyRange struct{ Lo, Hi int }

// Holds reports whether a reply code is in the range.
func (r ReplyRange) Holds(code int) bool { return r.Lo <= code && code <= r.Hi }

// ParseReplyRange parses "550", "55x" or "5xx".
func ParseReplyRange(s string) (ReplyRange, error) {
	bad := fmt.Errorf("reply code %q: want three digits, x for any", s)
	if len(s) != 3 || s[0] < '2' || s[0] > '5' {
		return ReplyRange{}, bad
	}
	lo, err1 := strconv.Atoi(strings.ReplaceAll(strings.ToLower(s), "x", "0"))
	hi, err2 := strconv.Atoi(strings.ReplaceAll(strings.ToLower(s), "x", "9"))
	if err1 != nil || err2 != nil {
		return ReplyRange{}, bad
	}
	return ReplyRange{lo, hi}, nil
}
