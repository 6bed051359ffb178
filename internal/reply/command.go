package reply

import (
	"bytes"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// maxVerb is how far before a cue a command that is there is looked for:
// more than "STARTTLS" and a pair of blanks.
const maxVerb = 12

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
		if cues().moment.Value(cue.Phrase) == beforeCue {
			rest = bytes.TrimSpace(low[max(0, cue.Start-maxVerb):cue.Start])
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
