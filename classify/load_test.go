package classify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLoadRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		line      int
		reason    string
	}{
		{"syntax", "[[rule]]\nid = \n", 2, "unexpected"},
		{"unknown key", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nwords = [\"x\"]\n", 4, `unknown key "rule.words"`},
		{"unknown key of an example", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\nexamples = [{ text = \"x\" }]\n", 5, "unknown key"},
		{"no id", "[[rule]]\ncause = \"timeout\"\nany = [\"x\"]\n", 1, "needs an id"},
		{"no such cause", "\n[[rule]]\nid = \"a\"\ncause = \"bad_luck\"\nany = [\"x\"]\n", 2, "docs/causes.md"},
		{"nothing to match", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\n", 1, "needs words"},
		{"empty phrase", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\" \"]\n", 1, "empty"},
		{"a phrase with a code", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"550-no\"]\n", 1, "reply code"},
		{"bad status", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nstatus = [\"5.7\"]\n", 1, "class.subject.detail"},
		{"backward range", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nstatus = [\"5.7.9-5.7.1\"]\n", 1, "not a range"},
		{"bad code", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\ncode = [\"900\"]\n", 1, "three digits"},
		{"bad field", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\nin = \"header\"\n", 1, "reply, notice or any"},
		{"bad strength", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\nstrength = \"strong\"\n", 1, "strength"},
		{"noise with a cause", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\nnoise = true\n", 1, "noise"},
		{"nothing to overrule", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\noverrules = [\"people\"]\n", 1, "overrules"},
		{"a domain after nothing", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nall = [\"x\"]\nnames_domain = \"other\"\n", 1, "names_domain"},
		{"no such name", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\nnames_domain = \"my\"\n", 1, "other or outside"},
		{"twice", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\n\n[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"y\"]\n", 6, "taken"},
		{"list without words", "[[list]]\nid = \"a\"\nname = \"a\"\n", 1, "needs words"},
		{"hosts of nobody", "hosts = [\"example.com\"]\n", 1, "provider"},
		{"confidence", "[[rule]]\nid = \"a\"\ncause = \"timeout\"\nany = [\"x\"]\nconfidence = 3.0\n", 1, "0 to 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load("my.toml", []byte(tt.src))
			var bad *RuleError
			require.ErrorAs(t, err, &bad)
			require.Equal(t, "my.toml", bad.File)
			require.Equal(t, tt.line, bad.Line, bad)
			require.ErrorContains(t, err, tt.reason)
		})
	}
}

const ownRules = `
[[rule]]
id = "mine.parked"
cause = "domain_not_accepting"
any = ["parked for now", "user unknown"]
examples = ["550 the domain is parked for now"]

[[rule]]
id = "generic.greylisted"
cause = "greylisted"
any = ["not on a first date"]
examples = ["450 not on a first date"]
`

func TestOwnRules(t *testing.T) {
	set, err := Load("mine.toml", []byte(ownRules))
	require.NoError(t, err)
	c, err := New(Options{Rules: []*RuleSet{set}})
	require.NoError(t, err)
	require.Empty(t, c.Test(set))

	v, matches := c.Trace(Input{Reply: "550 5.1.1 User unknown", Code: 550, Status: "5.1.1"})
	require.Equal(t, DomainNotAccepting, v.Cause, "a caller's own rules come first")
	require.Equal(t, "mine.parked", matches[0].Rule)
	require.True(t, matches[0].Won)
	require.Equal(t, "550 5.1.1 User unknown", matches[0].Text)
	for _, m := range matches[1:] {
		require.False(t, m.Won)
		require.NotEmpty(t, m.Lost)
	}

	ids := map[string]int{}
	for _, r := range c.Rules() {
		ids[r.ID]++
		if r.ID == "generic.greylisted" {
			require.Equal(t, []string{"not on a first date"}, r.Any, "an id given again replaces the built-in rule")
		}
	}
	require.Equal(t, 1, ids["generic.greylisted"])

	alone, err := New(Options{Rules: []*RuleSet{set}, NoBuiltin: true})
	require.NoError(t, err)
	require.Len(t, alone.Rules(), 2)
	require.Equal(t, Unknown, alone.Classify(Input{Reply: "552 mailbox full", Code: 552}).Cause)
}

// TestRulesMadeByHand holds New to refuse what Load would.
func TestRulesMadeByHand(t *testing.T) {
	for _, rule := range []Rule{
		{},
		{ID: "a", Cause: Timeout},
		{ID: "a", Cause: Timeout, Any: []string{" "}},
		{ID: "a", Cause: Timeout, Code: []string{"999"}},
	} {
		_, err := New(Options{Rules: []*RuleSet{{Name: "hand", Rules: []Rule{rule}}}})
		var bad *RuleError
		require.ErrorAs(t, err, &bad)
		require.Equal(t, []string{"hand", rule.ID}, []string{bad.File, bad.Rule})
	}
	_, err := New(Options{Rules: []*RuleSet{{Lists: []List{{ID: "l", Name: "l"}}}}})
	require.ErrorContains(t, err, "needs words")
	_, err = New(Options{Rules: []*RuleSet{{Rules: []Rule{{ID: "a", Cause: Timeout, Any: []string{"slow"}}}}}})
	require.NoError(t, err)
}

func TestOwnRulesThatFail(t *testing.T) {
	set, err := Load("mine.toml", []byte(`
[[rule]]
id = "mine.no-example"
cause = "timeout"
any = ["x"]

[[rule]]
id = "mine.no-match"
cause = "timeout"
any = ["took too long"]
examples = ["550 took a while"]

[[rule]]
id = "mine.too-wide"
cause = "timeout"
any = ["slow"]
examples = ["450 slow"]
counterexamples = ["550 slow"]

[[rule]]
id = "mine.weak"
cause = "timeout"
any = ["quota exceeded"]
strength = "weak"
examples = ["552 quota exceeded"]
`))
	require.NoError(t, err)
	c, err := New(Options{Rules: []*RuleSet{set}})
	require.NoError(t, err)
	failed := map[string]string{}
	for _, f := range c.Test(set) {
		failed[f.Rule] = f.Reason
	}
	require.Len(t, failed, 4)
	require.Contains(t, failed["mine.no-example"], "no example")
	require.Contains(t, failed["mine.no-match"], "does not match")
	require.Contains(t, failed["mine.too-wide"], "counterexample")
	require.Contains(t, failed["mine.weak"], "lost to")
}
