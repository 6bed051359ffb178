package classify

import (
	"fmt"
	"strings"
	"testing"
)

var benchReplies = []string{
	"550 5.1.1 <jiro@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
	"554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7",
	"452 4.2.2 The email account that you tried to reach is over quota. Please direct the recipient to the help pages.",
	"550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser - gsmtp",
	"421 4.7.0 [192.0.2.7] Our system has detected that this message is suspicious due to the very low reputation of the sending domain.",
	"550 5.7.1 Message rejected due to local policy",
}

// multiplied returns the built-in rules and n-1 variants of each, with words
// and ids of their own.
func multiplied(b *testing.B, n int) *Classifier {
	own := []*RuleSet{}
	for k := 1; k < n; k++ {
		set := &RuleSet{Name: fmt.Sprint("copy ", k)}
		vary := func(phrases []string) (varied []string) {
			for _, p := range phrases {
				varied = append(varied, fmt.Sprint(strings.TrimSuffix(p, "*"), " no ", k))
			}
			return varied
		}
		for _, s := range Builtin() {
			for _, r := range s.all() {
				if r.hasWords() {
					r.ID, r.Any, r.All = fmt.Sprint(r.ID, k), vary(r.Any), vary(r.All)
					set.Rules = append(set.Rules, r)
				}
			}
		}
		own = append(own, set)
	}
	c, err := New(Options{Rules: own})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// BenchmarkClassify measures one reply with 1, 2 and 4 times the built-in rules.
func BenchmarkClassify(b *testing.B) {
	for _, n := range []int{1, 2, 4} {
		c := multiplied(b, n)
		b.Run(fmt.Sprintf("%dx=%drules", n, len(c.rules)), func(b *testing.B) {
			var ins []Input
			for _, r := range benchReplies {
				e := Example{Reply: r}
				ins = append(ins, e.Input())
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				c.Classify(ins[i%len(ins)])
			}
		})
	}
}

// BenchmarkStart measures what the first use of the built-in rules costs.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if _, err := unpack(packedRules); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoad measures reading the tables themselves, as own rules make it.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		sets, err := loadBuiltin()
		if err != nil {
			b.Fatal(err)
		}
		compile(sets, nil)
	}
}
