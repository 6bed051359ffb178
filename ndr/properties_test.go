package ndr_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/corpus"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/seeds"
	"github.com/ndrparse/ndrparse/ndr"
)

// A sample is one message of testdata or of the corpus.
type sample struct {
	path string
	raw  []byte
}

// samples returns the messages of testdata and of the corpus, if there is one, in
// the order of their paths.
func samples(t *testing.T) iter.Seq2[string, []byte] {
	t.Helper()
	all, err := allSamples()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return func(yield func(string, []byte) bool) {
		for i, s := range all {
			if testing.Short() && i%shortStep != 0 {
				continue
			}
			if !yield(s.path, s.raw) {
				return
			}
		}
	}
}

var allSamples = sync.OnceValues(func() (all []sample, err error) {
	roots := []string{"../testdata/bounces"}
	if dir := corpus.Dir(); dir != "" {
		roots = append(roots, dir)
	}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				if err == nil && d.Name() == "lab" {
					return filepath.SkipDir
				}
				return err
			}
			switch filepath.Ext(path) {
			case ".json", ".md", ".toml", ".sh", ".go":
				return nil
			}
			raw, err := os.ReadFile(path)
			if err == nil && len(raw) < 200<<10 {
				all = append(all, sample{path, raw})
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b sample) int { return strings.Compare(a.path, b.path) })
	return all, nil
})

// shortStep thins the samples out with -short, as CI runs the race detector.
const shortStep = 10

// parse reads b, and fails if the report states what b does not.
func parse(t *testing.T, name string, b []byte) *ndr.Report {
	t.Helper()
	rep, err := new(ndr.Parser).ParseBytes(b)
	if err != nil {
		require.Nil(t, rep, name)
		return nil
	}
	said := sync.OnceValue(func() string { return words(b) })
	stands := func(text string) bool {
		return bytes.Contains(b, []byte(text)) || strings.Contains(said(), bare(text))
	}
	for _, r := range rep.Recipients {
		guessed, composed := false, false
		for _, e := range r.Evidence {
			guessed = guessed || e.Rule == "address.verp"
			composed = composed || e.Rule == "address.list" || e.Rule == "address.comma"
		}
		if name, domain, _ := strings.Cut(r.Address, "@"); composed {
			guessed = stands(name) && stands(domain)
		}
		require.Truef(t, guessed || stands(r.Address), "%s: %q does not stand in it", name, r.Address)
		require.Truef(t, stands(r.Status), "%s: status %q does not stand in it", name, r.Status)
		require.Truef(t, r.Reply.Code == 0 || stands(strconv.Itoa(r.Reply.Code)), "%s: reply code %d does not stand in it", name, r.Reply.Code)
	}
	return rep
}

// words returns everything that is in a message, as it is and decoded, bare.
func words(b []byte) string {
	var all strings.Builder
	all.Write(b)
	views := []*message.View{message.Read(b)}
	for len(views) > 0 {
		v := views[0]
		views = append(views[1:], v.Attached()...)
		all.WriteString(v.Text + strings.Join(v.Files, "\n"))
		all.WriteString(v.Status)
		all.WriteString(v.Disposition)
		all.WriteString(v.Feedback)
		for _, h := range []message.Header{v.Header, v.Original} {
			for _, f := range h {
				all.WriteString(f.Value + "\n" + message.DecodeWords(f.Value) + "\n")
			}
		}
	}
	all.WriteString(message.Text(b))
	return bare(all.String())
}

// bare returns s in lower case without white space, which folding puts anywhere.
func bare(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }

// key is what must not depend on how the message is written down.
func key(rep *ndr.Report) string {
	if rep == nil {
		return "error"
	}
	var b strings.Builder
	fmt.Fprintln(&b, rep.Kind, rep.Format)
	for _, r := range rep.Recipients {
		fmt.Fprintln(&b, r.Address, r.Action, r.Status, r.Reply.Code, r.Cause)
	}
	return b.String()
}

func TestLineEndsDoNotMatter(t *testing.T) {
	t.Parallel()
	for name, b := range samples(t) {
		lf := bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
		want := key(parse(t, name, lf))
		for _, ends := range []string{"\r\n", "\r"} {
			require.Equal(t, want, key(parse(t, name, bytes.ReplaceAll(lf, []byte("\n"), []byte(ends)))), "%s with %q", name, ends)
		}
	}
}

func TestCutOffMessages(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for name, b := range samples(t) {
		for range 3 {
			cut := random.IntN(len(b))
			parse(t, name+" cut at "+strconv.Itoa(cut), b[:cut])
		}
	}
}

func TestCutOffAtEveryByte(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../testdata/bounces/blocked.eml")
	require.NoError(t, err)
	for cut := range b {
		parse(t, "cut at "+strconv.Itoa(cut), b[:cut])
	}
}

func TestChangedBytes(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for name, b := range samples(t) {
		for range 2 {
			changed := bytes.Clone(b)
			for range 1 + random.IntN(5) {
				changed[random.IntN(len(changed))] = byte(random.IntN(256))
			}
			parse(t, name+" changed", changed)
		}
	}
}

func TestShuffledHeader(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for name, b := range samples(t) {
		head, body, ok := bytes.Cut(b, []byte("\n\n"))
		if !ok || !message.HasHeader(b) {
			continue
		}
		lines := bytes.Split(head, []byte("\n"))
		random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		parse(t, name+" shuffled", append(append(bytes.Join(lines, []byte("\n")), "\n\n"...), body...))
	}
}

func TestWrongCharset(t *testing.T) {
	t.Parallel()
	for name, b := range samples(t) {
		for _, charset := range []string{"utf-16", "iso-2022-jp", "x-unknown", "koi8-r"} {
			parse(t, name+" as "+charset, bytes.ReplaceAll(b, []byte("charset="), []byte("charset="+charset+"; x=")))
		}
	}
}

func TestDoubledAndNested(t *testing.T) {
	t.Parallel()
	var deep []byte
	for i := range 200 {
		deep = fmt.Appendf(deep, "From: taro@example.com\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=n%d\n\n--n%d\nContent-Type: message/rfc822\n\n", i, i)
	}
	n := 0
	for name, b := range samples(t) {
		parse(t, name+" doubled", slices.Concat(b, b))
		if n++; n%8 == 0 { // what is beyond MaxDepth is not looked at
			parse(t, name+" nested 200 deep", slices.Concat(deep, b))
		}
	}
}

// TestWorkGrowsWithSize counts allocations, which grow with the work done, for
// hostile input and for twice as much of it.
func TestWorkGrowsWithSize(t *testing.T) {
	for name, unit := range map[string]string{
		"recipients in the words":  "<user%d@example.org>:\n550 5.1.1 unknown\n\n",
		"recipients in the fields": "Final-Recipient: rfc822; user%d@example.org\nAction: failed\nStatus: 5.1.1\n\n",
		"transcript":               ">>> RCPT To:<user%d@example.org>\n<<< 550 5.1.1 unknown\n550 5.1.1 <user%[1]d@example.org>... User unknown\n",
		"at signs":                 "@@@@@@@@@@@@@@%d",
		"open brackets":            "([([([([<<<<%d",
		"quotes":                   `"""""@%d`,
		"codes":                    "550-550-%d ",
		"field names":              "Server: Port: Account:%d ",
		"headings":                 "----- Original message -----%d\n",
	} {
		t.Run(name, func(t *testing.T) {
			work := func(n int) float64 {
				var b strings.Builder
				b.WriteString("From: MAILER-DAEMON@mx.example.com\nSubject: Undelivered mail\n\nYour message could not be delivered.\n\n")
				for i := range n {
					fmt.Fprintf(&b, unit, i)
				}
				input := []byte(b.String())
				return testing.AllocsPerRun(1, func() { parse(t, name, input) })
			}
			small, large := work(1000), work(2000)
			require.LessOrEqual(t, large, 2.6*small+500)
		})
	}
}

func FuzzParseBytes(f *testing.F) {
	for _, raw := range seeds.Messages(f) {
		f.Add(raw)
	}
	f.Add([]byte("Hi. This is the qmail-send program at mx.example.com.\n\n<jiro@example.org>:\nSorry. (#5.1.1)\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if rep, err := new(ndr.Parser).ParseBytes(b); (rep == nil) == (err == nil) {
			t.Fatalf("report %v, error %v", rep, err)
		}
	})
}

func FuzzExplain(f *testing.F) {
	f.Add("550 5.1.1 <jiro@example.org>: no such user")
	f.Add("Error Number: 0x800CCC79")
	f.Add("smtplib.SMTPServerDisconnected: Connection unexpectedly closed")
	f.Fuzz(func(t *testing.T, line string) {
		if r := ndr.Explain(line); r.Cause == "" || r.Evidence == nil {
			t.Fatalf("%+v", r)
		}
	})
}
