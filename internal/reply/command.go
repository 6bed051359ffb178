package reply

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// Command returns the SMTP command that words say was refused, or "".
func Command(words string) string {
	var buf [512]byte
	var hits [16]phrase.Hit
	low := ascii.AppendLower(buf[:0], words)
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
