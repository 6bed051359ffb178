package classify

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/corpus"
)

// A sample is one labelled failure of the corpus.
type sample struct {
	id        string
	in        Input
	causes    []Cause // the label's cause, then the others that can be defended
	permanent *bool
}

// labelledReplies reads the server replies of the corpus.
func labelledReplies(t *testing.T) []sample {
	var samples []sample
	eachLine(t, ".replies.jsonl", func(line []byte) error {
		var l struct {
			ID        string  `json:"id"`
			Reply     string  `json:"reply_text"`
			Code      int     `json:"code"`
			Status    string  `json:"status"`
			Cause     Cause   `json:"cause"`
			Also      []Cause `json:"also"`
			Permanent bool    `json:"permanent"`
		}
		err := json.Unmarshal(line, &l)
		in := Input{Reply: l.Reply, Code: l.Code, Status: l.Status}
		samples = append(samples, sample{l.ID, in, append([]Cause{l.Cause}, l.Also...), &l.Permanent})
		return err
	})
	return samples
}

// labelledMessages reads the deciding words of the messages of the corpus: a
// reply's where the message has one, else the notice's.
func labelledMessages(t *testing.T) []sample {
	var samples []sample
	eachLine(t, ".labels.jsonl", func(line []byte) error {
		var l struct {
			ID         string `json:"id"`
			Recipients []struct {
				Status   string  `json:"status"`
				Reply    string  `json:"reply"`
				Cause    Cause   `json:"cause"`
				Also     []Cause `json:"also"`
				Response string  `json:"response"`
			} `json:"recipients"`
		}
		err := json.Unmarshal(line, &l)
		for _, r := range l.Recipients {
			if r.Cause == "" {
				continue
			}
			in := Input{Status: r.Status}
			if r.Reply == "" {
				in.Notice = r.Response
			} else {
				in.Reply = r.Response
				in.Code, _ = strconv.Atoi(r.Reply)
			}
			samples = append(samples, sample{l.ID, in, append([]Cause{r.Cause}, r.Also...), nil})
		}
		return err
	})
	return samples
}

// eachLine calls use for each line of the file with this suffix beside the corpus.
func eachLine(t *testing.T, suffix string, use func([]byte) error) {
	dir := corpus.Dir()
	if dir == "" {
		t.Log("there is no corpus, see package internal/corpus: its failures are left out")
		return
	}
	f, err := os.Open(dir + suffix)
	require.NoError(t, err)
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		require.NoError(t, use(s.Bytes()))
	}
}

func TestLabelledReplies(t *testing.T) {
	samples := labelledReplies(t)
	if len(samples) == 0 {
		t.Skip("no labelled replies")
	}
	causes, permanents := 0, 0
	for _, s := range samples {
		v := Default().Classify(s.in)
		if slices.Contains(s.causes, v.Cause) {
			causes++
		} else {
			t.Logf("%s: %.110q: want %v, got %s %v", s.id, s.in.Reply, s.causes, v.Cause, v.Evidence)
		}
		if v.Permanent == *s.permanent {
			permanents++
		}
	}
	t.Logf("cause %d of %d, permanent %d", causes, len(samples), permanents)
	require.GreaterOrEqual(t, causes*100, 95*len(samples), "causes right, in percent of the replies")
	require.GreaterOrEqual(t, permanents*100, 97*len(samples), "permanent right, in percent of the replies")
}

// TestCalibration prints how often the answers of each confidence are right, of
// the labelled failures and the battery.
func TestCalibration(t *testing.T) {
	type bin struct{ right, all int }
	var bins [11]bin
	sure := bin{}
	samples := slices.Concat(labelledReplies(t), labelledMessages(t))
	for name, trials := range battery(t) {
		for _, tr := range trials {
			samples = append(samples, sample{name, tr.Input(), tr.causes(), nil})
		}
	}
	for _, s := range samples {
		v := Default().Classify(s.in)
		right := slices.Contains(s.causes, v.Cause)
		count := func(b *bin) {
			b.all++
			if right {
				b.right++
			}
		}
		count(&bins[int(v.Confidence*10)])
		if v.Confidence >= 0.9 {
			count(&sure)
		}
		if !right {
			t.Logf("%s: %.110q %.110q %d %s: want %v, got %s (%.2f) %v",
				s.id, s.in.Reply, s.in.Notice, s.in.Code, s.in.Status, s.causes, v.Cause, v.Confidence, v.Evidence)
		}
	}
	table := "confidence  right"
	for i, b := range bins {
		if b.all > 0 {
			table += fmt.Sprintf("\n%.1f         %d of %d", float64(i)/10, b.right, b.all)
		}
	}
	t.Log(table)
	require.GreaterOrEqual(t, sure.right*100, 95*sure.all, "answers of confidence 0.9 and more that are right")
}
