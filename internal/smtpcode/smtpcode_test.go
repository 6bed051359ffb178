package smtpcode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

func TestLeadingStatus(t *testing.T) {
	for s, want := range map[string]int{
		"5.1.1":            5,
		"5.1.1 No such":    5,
		"4.7.650":          7,
		"5.100.1":          7,
		"5.7.1.":           5,
		"5.1.1.7":          0, // an address
		"5.7.6501":         0,
		"3.1.1":            0,
		"5.1":              0,
		"5.1.":             0,
		"5..1 ":            0,
		"x5.1.1":           0,
		"5.1.1-5.1.2":      5,
		"2.0.0 (delivered": 5,
	} {
		status, n := smtpcode.LeadingStatus(s)
		require.Equal(t, want, n, s)
		require.Equal(t, want != 0, status != 0, s)
	}
	s := smtpcode.ParseStatus("5.7.26")
	require.Equal(t, 5, s.Class())
	require.Equal(t, 7, s.Subject())
	require.Equal(t, smtpcode.ParseStatus("4.7.26").AnyClass(), s.AnyClass())
	require.Zero(t, smtpcode.ParseStatus("5.7.26 "))
	require.Zero(t, smtpcode.ParseStatus(""))
}

func TestLeadingReply(t *testing.T) {
	for s, want := range map[string]int{
		"550": 550, "550 5.1.1 No such user": 550, "354 go on": 354, "571-Blocked": 571, "220(": 220, "591 your host is blacklisted": 591, "582 not taken": 582, "587 i/o timeout": 0,
		"5501": 0, "55": 0, "560": 0, "490": 0, "650": 0, "150": 0, "5a0": 0, "": 0,
	} {
		require.Equal(t, want, smtpcode.LeadingReply(s), s)
	}
}

func TestRanges(t *testing.T) {
	for _, test := range []struct {
		pattern, status string
		want            bool
	}{
		{"5.7.28", "5.7.28", true},
		{"5.7.28", "5.7.2", false},
		{"5.7.28", "4.7.28", false},
		{"x.7.28", "4.7.28", true},
		{"4.4.x", "4.4.316", true},
		{"4.4.x", "4.5.0", false},
		{"5.7.606-5.7.649", "5.7.649", true},
		{"5.7.606-5.7.649", "5.7.650", false},
		{"x.x.x", "", false},
	} {
		r, err := smtpcode.ParseStatusRange(test.pattern)
		require.NoError(t, err)
		require.Equal(t, test.want, r.Holds(smtpcode.ParseStatus(test.status)), test)
	}
	for _, pattern := range []string{"", "5.7", "6.7.1", "5.y.1", "5.7.1000", "5.7.9-5.7.1", "5.7.1-4.7.2"} {
		_, err := smtpcode.ParseStatusRange(pattern)
		require.Error(t, err, pattern)
	}
	r, err := smtpcode.ParseReplyRange("55x")
	require.NoError(t, err)
	require.Equal(t, smtpcode.ReplyRange{Lo: 550, Hi: 559}, r)
	require.True(t, r.Holds(552))
	require.False(t, r.Holds(560))
	for _, pattern := range []string{"", "55", "655", "5y0"} {
		_, err := smtpcode.ParseReplyRange(pattern)
		require.Error(t, err, pattern)
	}
}
