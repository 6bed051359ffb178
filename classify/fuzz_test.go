package classify

import (
	"strings"
	"testing"
)

// FuzzLoad looks for rules files that make loading, compiling or matching
// panic.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(ownRules), "550 parked for now")
	f.Add([]byte("[[list]]\nid = \"l\"\nname = \"l\"\nzones = [\"bl.example.org\"]\n"), "554 blocked using bl.example.org")
	f.Fuzz(func(t *testing.T, src []byte, reply string) {
		set, err := Load("fuzz.toml", src)
		if err != nil {
			return
		}
		c, err := New(Options{Rules: []*RuleSet{set}, NoBuiltin: true})
		if err != nil {
			return
		}
		c.Classify(Input{Reply: reply, Code: 550})
		again, err := unpack(string(c.pack()))
		if err != nil || len(again.rules) != len(c.rules) {
			t.Fatalf("packed rules do not come back: %v", err)
		}
	})
}

// FuzzClassify wants every verdict to hold together, whatever the input.
func FuzzClassify(f *testing.F) {
	f.Add("550-5.7.1 [192.0.2.7] blocked using zen.spamhaus.org\r\n550 5.7.1 sorry", "queue expired", "5.7.1", 550)
	f.Add("452 Mailbox full", "満杯", "x", -1)
	f.Fuzz(func(t *testing.T, reply, notice, status string, code int) {
		in := Input{Reply: reply, Notice: notice, Status: status, Code: code}
		v, matches := Default().Trace(in)
		if v.Category == "" || v.Confidence < 0 || v.Confidence > 1 {
			t.Fatalf("%+v", v)
		}
		for _, m := range matches {
			if m.Text == "" {
				t.Fatalf("%s stands on nothing", m.Rule)
			}
			if !strings.Contains(reply, m.Text) && !strings.Contains(notice, m.Text) && m.Text != status && len(m.Text) != 3 {
				t.Fatalf("%s stands on %q, which is not in the input", m.Rule, m.Text)
			}
		}
	})
}

// FuzzUnpack wants damaged packed rules to be refused, not to be matched.
func FuzzUnpack(f *testing.F) {
	f.Add("")
	f.Add(packedRules[:1000])
	f.Fuzz(func(_ *testing.T, packed string) {
		_, _ = unpack(packed)
	})
}
