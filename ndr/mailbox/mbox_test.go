package mailbox

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Lines of one length are gone through together; that must show nowhere.
func TestScanLinesOfOneLength(t *testing.T) {
	const separator = "\nFrom taro@example.com Mon Mar  2 10:00:00 2026\n"
	rnd := rand.New(rand.NewPCG(1, 2))
	lines := []string{
		strings.Repeat("x", 76), strings.Repeat("x", 76), strings.Repeat("x", 76), strings.Repeat("x", 76),
		"F" + strings.Repeat("x", 75), "--" + strings.Repeat("x", 74), strings.Repeat("x", 37) + "\n--" + strings.Repeat("x", 36),
		strings.Repeat("x", 37) + "\n" + strings.Repeat("x", 38), strings.Repeat("x", 60), "--" + strings.Repeat("x", 74) + "\r", "",
	}
	for range 2000 {
		var text strings.Builder
		for range rnd.IntN(200) {
			line := lines[rnd.IntN(len(lines))]
			for range rnd.IntN(30) {
				text.WriteString(line + "\n")
			}
		}
		end := text.Len()
		b := []byte(text.String() + separator + "Subject: x\n\n")
		var want []int
		for at := bytes.IndexByte(b, '\n') + 1; at < end; at += bytes.IndexByte(b[at:], '\n') + 1 {
			if bytes.HasPrefix(b[at:], []byte("--")) {
				want = append(want, at)
			}
		}
		got, _, dashes := scanLines(b, 0, nil)
		require.Equal(t, end+1, got)
		require.Equal(t, want, dashes)
	}
}
