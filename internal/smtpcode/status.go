// Package smtpcode reads the two codes of an SMTP reply: the reply code of RFC
// 5321 section 4.2 and the enhanced status code of RFC 3463.
package smtpcode

import "github.com/ndrparse/ndrparse/internal/ascii"

// A Status is an enhanced status code, "5.1.1", packed so that codes compare as
// numbers: class, subject, detail. 0 is no code.
type Status uint32

const (
	classShift   = 24
	subjectShift = 12
	withoutClass = 1<<classShift - 1
)

func newStatus(class, subject, detail int) Status {
	return Status(class<<classShift | subject<<subjectShift | detail)
}

// Class returns the class: 2, 4 or 5, and 0 for no code.
func (s Status) Class() int { return int(s >> classShift) }

// Subject returns the subject, 0 to 999. RFC 3463 section 3 defines 0 to 7.
func (s Status) Subject() int { return int(s&withoutClass) >> subjectShift }

// AnyClass returns the code without its class, as it is in a [StatusRange].
func (s Status) AnyClass() Status { return s & withoutClass }

// LeadingStatus returns the enhanced status code that s begins with and its length
// in bytes, or 0, 0. With a fourth number it is an IP address or a version.
func LeadingStatus(s string) (Status, int) {
	if len(s) < 5 || s[0] != '2' && s[0] != '4' && s[0] != '5' || s[1] != '.' {
		return 0, 0
	}
	subject, n := leadingNumber(s[2:])
	end := 2 + n
	if n == 0 || end == len(s) || s[end] != '.' {
		return 0, 0
	}
	end++
	detail, n := leadingNumber(s[end:])
	end += n
	if n == 0 || end+1 < len(s) && s[end] == '.' && ascii.IsDigit(s[end+1]) {
		return 0, 0
	}
	return newStatus(int(s[0]-'0'), subject, detail), end
}

// ParseStatus parses s as an enhanced status code; it returns 0 if s is not one.
func ParseStatus(s string) Status {
	status, n := LeadingStatus(s)
	if n != len(s) {
		return 0
	}
	return status
}

// leadingNumber reads a number of one to three digits (RFC 3463 section 2).
func leadingNumber(s string) (value, n int) {
	for n < len(s) && ascii.IsDigit(s[n]) {
		if n == 3 {
			return 0, 0
		}
		value = value*10 + int(s[n]-'0')
		n++
	}
	return value, n
}
