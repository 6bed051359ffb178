package classify

import (
	"fmt"
	"strconv"
	"strings"
)

// A statusCode is an enhanced status code (RFC 3463) packed so that codes
// compare as numbers: class, subject, detail. 0 is no code.
type statusCode uint32

func packStatus(class, subject, detail int) statusCode {
	return statusCode(class<<24 | subject<<12 | detail)
}

func (s statusCode) class() int { return int(s >> 24) }

// leadingStatus reads the enhanced status code that s begins with and returns
// how many bytes it takes; 0, 0 if s begins otherwise.
func leadingStatus(s string) (statusCode, int) {
	if len(s) < 5 || s[0] != '2' && s[0] != '4' && s[0] != '5' || s[1] != '.' {
		return 0, 0
	}
	subject, n := leadingNumber(s[2:])
	if n == 0 || len(s) <= 2+n || s[2+n] != '.' {
		return 0, 0
	}
	end := 3 + n
	detail, n := leadingNumber(s[end:])
	if n == 0 {
		return 0, 0
	}
	end += n
	if end < len(s) && (s[end] == '.' && end+1 < len(s) && isDigit(s[end+1])) {
		return 0, 0 // an address such as 5.1.1.7
	}
	return packStatus(int(s[0]-'0'), subject, detail), end
}

// leadingNumber reads a number of one to three digits (RFC 3463 section 2).
func leadingNumber(s string) (value, n int) {
	for n < len(s) && isDigit(s[n]) {
		value = value*10 + int(s[n]-'0')
		n++
	}
	if n == 0 || n > 3 {
		return 0, 0
	}
	return value, n
}

func parseStatus(s string) statusCode {
	st, n := leadingStatus(s)
	if n != len(s) {
		return 0
	}
	return st
}

// A statusRange is what a rule asks of the status: lo to hi, of any class
// where class is 0. lo and hi are packed without their class.
type statusRange struct {
	class  int
	lo, hi statusCode
}

func (r statusRange) holds(s statusCode) bool {
	if s == 0 || r.class != 0 && r.class != s.class() {
		return false
	}
	s &= 1<<24 - 1
	return r.lo <= s && s <= r.hi
}

// parseStatusRange reads "5.7.28", "x.7.28", "4.4.x" or "5.7.606-5.7.649".
func parseStatusRange(s string) (statusRange, error) {
	from, to, ranged := strings.Cut(s, "-")
	lo, err := parseStatusPattern(from)
	if err != nil || !ranged {
		return lo, err
	}
	hi, err := parseStatusPattern(to)
	if err != nil {
		return hi, err
	}
	if lo.class != hi.class || lo.lo > hi.hi {
		return lo, fmt.Errorf("status %q: not a range", s)
	}
	lo.hi = hi.hi
	return lo, nil
}

func parseStatusPattern(s string) (statusRange, error) {
	parts := strings.Split(strings.ToLower(s), ".")
	bad := fmt.Errorf("status %q: want class.subject.detail, x for any", s)
	if len(parts) != 3 {
		return statusRange{}, bad
	}
	var r statusRange
	switch parts[0] {
	case "2", "4", "5":
		r.class = int(parts[0][0] - '0')
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
	r.lo, r.hi = packStatus(0, lo[0], lo[1]), packStatus(0, hi[0], hi[1])
	return r, nil
}

// A codeRange is what a rule asks of the three-digit reply code.
type codeRange struct{ lo, hi int }

func (r codeRange) holds(code int) bool { return r.lo <= code && code <= r.hi }

// parseCodeRange reads "550", "55x" or "5xx".
func parseCodeRange(s string) (codeRange, error) {
	bad := fmt.Errorf("reply code %q: want three digits, x for any", s)
	if len(s) != 3 || s[0] < '2' || s[0] > '5' {
		return codeRange{}, bad
	}
	lo, err1 := strconv.Atoi(strings.ReplaceAll(strings.ToLower(s), "x", "0"))
	hi, err2 := strconv.Atoi(strings.ReplaceAll(strings.ToLower(s), "x", "9"))
	if err1 != nil || err2 != nil {
		return codeRange{}, bad
	}
	return codeRange{lo, hi}, nil
}
