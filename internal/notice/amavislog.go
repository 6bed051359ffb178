package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
)

// readAmavisLog reads what amavis logs of each message that it looks at, with
// or without what it does with the message in braces:
//
//	amavis[42]: (00042-01) Blocked SPAM {RejectedInbound}, [192.0.2.7]:4433
//	<taro@example.com> -> <jiro@example.org>,<hanako@example.org>, Message-ID: <…>, Hits: 18.2
//
//	amavis[42]: (00042-02) Passed CLEAN, [192.0.2.7] <taro@example.com> -> <jiro@example.org>, …
func readAmavisLog(text string) (*fact.Notice, bool) {
	from := ""
	n, ok := readLogLines(text, "amavis", []string{") Blocked ", ") Passed "}, func(line string) (l logLine, ok bool) {
		_, said, blocked := strings.Cut(line, ") Blocked ")
		if !blocked {
			_, said, ok = strings.Cut(line, ") Passed ")
		}
		before, behind, found := strings.Cut(said, "> -> <")
		if !found || !blocked && !ok {
			return l, false
		}
		from = before[strings.LastIndexByte(before, '<')+1:]
		l.to, _, _ = strings.Cut(behind, ">, ")
		verdict, done, braced := strings.Cut(before, " {")
		if !braced {
			verdict, _, _ = strings.Cut(before, ", ")
		}
		switch {
		case !blocked:
			l.Action, verdict = fact.Relayed, "Passed "+verdict
		case strings.HasPrefix(done, "TempFail"):
			l.Action, verdict = fact.Delayed, "Blocked "+verdict
		default:
			l.Action, verdict = fact.Failed, "Blocked "+verdict
		}
		l.Diagnostic, l.Reply.Text = verdict, verdict
		return l, true
	})
	if ok && from != "" {
		n.Original.From = from
	}
	return n, ok
}
