package notice

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestServices runs the examples of events.toml, each of which says what its
// records report: address, action, reply code, status.
func TestServices(t *testing.T) {
	type example struct {
		Text string
		Want []string
	}
	type exemplified struct {
		Name, Title string
		Tells       []string
		Example     []example
	}
	for _, s := range table[struct{ Service []exemplified }]("events.toml").Service {
		require.NotEmpty(t, s.Example, s.Title)
		require.NotEmpty(t, s.Tells, s.Title)
		for _, x := range s.Example {
			n := ReadText(x.Text)
			var got []string
			for _, r := range n.Recipients {
				got = append(got, fmt.Sprintf("%s %s %d %s", r.Address, cmp.Or(r.Action, "-"), r.Reply.Code, cmp.Or(r.Reply.Status, r.Status, "-")))
			}
			require.Equal(t, x.Want, got, s.Title)
			require.Equal(t, s.Name, n.Format, s.Title)
			for _, r := range n.Recipients {
				require.NotContains(t, r.Reply.Text, `"`, s.Title)
			}
		}
	}
}

// TestJSONValues finds JSON between other words, and in pieces.
func TestJSONValues(t *testing.T) {
	for text, want := range map[string]struct {
		values int
		whole  bool
	}{
		`{"a":1}`:                           {1, true},
		"[{\"a\":1},\n{\"b\":2}]":           {1, true},
		"{\"a\":1}\n{\"b\":2}\n":            {2, true},
		"{\"a\":1},\n{\"b\":2},\n":          {2, true},
		`Payload: {"a":1}`:                  {1, false},
		`[{"a":1},{"b":2},{"c":`:            {2, false},
		"{\"a\":\"a long\n line\"}":         {1, true},
		`[NOTICE] {0} [core] no such thing`: {0, false},
		`{}`:                                {0, false},
		"":                                  {0, true},
		strings.Repeat(`{"`, 100_000):       {0, false},
		strings.Repeat(`[[[["`, 100_000):    {0, false},
	} {
		values, whole := jsonValues(text)
		require.Len(t, values, want.values, text[:min(len(text), 100)])
		require.Equal(t, want.whole, whole, text[:min(len(text), 100)])
	}
}

func TestDataWithoutEventsIsNoNotice(t *testing.T) {
	for _, text := range []string{
		`{"description":"delivery to jiro@example.org failed: mailbox unavailable 550"}`,
		`{"kind":"failed","recipients":[{"address":"jiro@example.org","action":"failed","status":"5.1.1","reply_code":550,"words":"550 5.1.1 User unknown"}]}`,
		`[{"event":"opened","email":"jiro@example.org","sg_event_id":"a"}]`,
		`{"type":"delivered","to":"12 Main Street"}`,
	} {
		require.Empty(t, ReadText(text).Recipients, text)
		require.False(t, IsSentence(text), text)
	}
}
