package remedies

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A status is an enhanced status code: class, subject and detail (RFC 3463
// section 2).
type status [3]int

func parseStatus(s string) (status, bool) {
	var parts status
	fields := strings.Split(s, ".")
	if len(fields) != len(parts) {
		return parts, false
	}
	for i, field := range fields {
		n, err := strconv.ParseUint(field, 10, 16)
		if err != nil {
			return parts, false
		}
		parts[i] = int(n)
	}
	return parts, true
}

// A statusPattern is a set of status codes, each part of which lies between
// those of two codes, both ends in.
type statusPattern struct {
	low, high status
	text      string
}

// UnmarshalText reads "5.7.139", one code; "*.7.1", the same code of any class;
// or "5.7.606-5.7.649", a range of details.
func (p *statusPattern) UnmarshalText(text []byte) error {
	p.text = string(text)
	first, last, isRange := strings.Cut(p.text, "-")
	low, ok1 := parseStatus(strings.ReplaceAll(first, "*", "0"))
	high, ok2 := parseStatus(strings.ReplaceAll(first, "*", strconv.Itoa(math.MaxUint16)))
	if isRange {
		high, ok2 = parseStatus(last)
	}
	if !ok1 || !ok2 || isRange && (low[0] != high[0] || low[1] != high[1]) {
		return fmt.Errorf("%q is neither a status code nor a range of details", text)
	}
	p.low, p.high = low, high
	return nil
}

// matches reports whether code is an enhanced status code of the set.
func (p *statusPattern) matches(code string) bool {
	have, ok := parseStatus(code)
	for i := range have {
		ok = ok && p.low[i] <= have[i] && have[i] <= p.high[i]
	}
	return ok
}
