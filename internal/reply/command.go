package reply

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// Command returns the SMTP command that words say was refused, or "".
func Command(words string) string {
	var buf [512]byte
	return commandIn(ascii.AppendLower(buf[:0], words))
}

// commandIn is Command for words in lower case.
func commandIn(low []byte) string {
	var hits [16]phrase.Hit
	for _, cue := range cues().moment.Hits(low, hits[:0]) {
		rest := low[cue.End:]
		if table().Moment[cue.Phrase] == "generated following response" {
			rest = bytes.TrimSpace(low[max(0, cue.Start-12):cue.Start])
		}
		rest = bytes.TrimPrefix(rest, []byte("the "))
		rest = bytes.TrimPrefix(rest, []byte("pipelined "))
		for _, p := range table().Phases {
			if bytes.HasPrefix(rest, []byte(p.Said)) {
				return p.Command
			}
		}
	}
	return ""
}
