package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// readMailQueue reads the list of a queue as mailq prints it, of Postfix and of
// sendmail. What keeps a message is in parentheses, the recipients whom it
// keeps it from under that:
//
//	-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------
//	4X0*            2048 Mon Mar  2 09:29:58  taro@example.com
//	      (host mx.example.org[192.0.2.9] said: 450 4.2.0 Try later)
//	                                         jiro@example.org
func readMailQueue(text string) (*fact.Notice, bool) {
	heading, list, ok := strings.Cut(text, "Sender/Recipient-")
	if !ok {
		return nil, false
	}
	n := &fact.Notice{Format: "postfix"}
	if strings.Contains(heading, "-Q-ID-") {
		n.Format = "sendmail"
	}
	all := newRoster(n)
	reason, messages := "", 0
	for line := range strings.SplitSeq(list, "\n") {
		words := strings.TrimSpace(line)
		switch {
		case words == "" || strings.HasPrefix(line, "-"):
		case line[0] != ' ' && line[0] != '\t':
			reason = ""
			if messages++; messages == 1 {
				n.Original.From = first(addresses(line))
			} else {
				n.Original.From = ""
			}
		case words[0] == '(':
			reason = strings.TrimSuffix(words[1:], ")")
		case reason != "":
			for _, address := range addresses(words) {
				r := fact.Recipient{Address: address, Action: fact.Delayed, Reply: reply.Parse(reason), Diagnostic: reason, Words: reason}
				r.Remote = remoteOf(r)
				all.replace(r)
			}
		}
	}
	return n, len(n.Recipients) > 0
}
