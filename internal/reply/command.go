package reply

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// phases are the names that mail systems give the moment of a refusal, and the
// SMTP command that was answered (RFC 5321 section 4.1). Longer names first.
var phases = []struct{ said, command string }{
	{"end of data", "end of DATA"},
	{"end-of-data", "end of DATA"},
	{"message content", "end of DATA"},
	{"final data", "end of DATA"},
	{"starttls", "STARTTLS"},
	{"rcpt to", "RCPT TO"},
	{"rcpt", "RCPT TO"},
	{"recipient", "RCPT TO"},
	{"mail from", "MAIL FROM"},
	{"mail", "MAIL FROM"},
	{"sender", "MAIL FROM"},
	{"data", "DATA"},
	{"text", "DATA"},
	{"ehlo", "EHLO"},
	{"helo", "HELO"},
	{"lhlo", "LHLO"},
	{"auth", "AUTH"},
	{"initial connection", "connect"},
	{"initial server greeting", "connect"},
	{"greeting", "connect"},
	{"banner", "connect"},
	{"connect", "connect"},
}

// cues stand before the name of a phase.
var cues = []string{
	"in reply to ", "in response to ", "smtp error from remote mail server after ", "smtp error from remote mailer after ",
	"smtp error from remote server after ", "smtp error from remote server for ", "did not like our ", "response to ",
	"during ", "after ", "generated following response", ">>> ",
}

// Command returns the SMTP command that words say was refused, or "".
func Command(words string) string {
	low := ascii.Lower(words)
	for _, cue := range cues {
		at := strings.Index(low, cue)
		if at < 0 {
			continue
		}
		rest := low[at+len(cue):]
		if cue == "generated following response" {
			rest = strings.TrimSpace(low[max(0, at-12):at])
		}
		rest = strings.TrimPrefix(rest, "the ")
		rest = strings.TrimPrefix(rest, "pipelined ")
		for _, p := range phases {
			if strings.HasPrefix(rest, p.said) {
				return p.command
			}
		}
	}
	return ""
}
