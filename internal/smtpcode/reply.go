package smtpcode

import "github.com/ndrparse/ndrparse/internal/ascii"

// LeadingReply returns the reply code that s begins with, or 0: three digits,
// with no fourth after them. RFC 5321 section 4.2 has 2 to 5 as the first and 0
// to 5 as the second; 57x, Postini's 58x and CommuniGate's 59x are in use besides,
// but 587 is the submission port (RFC 6409).
func LeadingReply(s string) int {
	if len(s) < 3 || s[0] < '2' || s[0] > '5' || !ascii.IsDigit(s[1]) || !ascii.IsDigit(s[2]) {
		return 0
	}
	if s[1] == '6' || s[1] > '7' && s[0] != '5' || s[:3] == "587" || len(s) > 3 && ascii.IsDigit(s[3]) {
		return 0
	}
	return int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0')
}
