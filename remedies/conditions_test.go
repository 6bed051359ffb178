package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

func TestConditions(t *testing.T) {
	dialog := given{Client: "outlook", Server: "smtp.example.com", Port: 587, Secure: "yes"}
	notice := given{Format: "exchange", Reporting: "TY2PR01MB0001.JPNPRD01.prod.outlook.com", RemoteHost: "mx1.example.org",
		Sender: "taro@example.com", Recipient: "jiro@example.org"}
	for _, test := range []struct {
		name  string
		given given
		when  conditions
		want  bool
	}{
		{"port", dialog, conditions{Port: []int{465, 587}}, true},
		{"another port", dialog, conditions{Port: []int{25}}, false},
		{"no port", notice, conditions{Port: []int{465, 587}}, false},
		{"encrypted", dialog, conditions{Secure: []string{"yes"}}, true},
		{"not encrypted", dialog, conditions{Secure: []string{"no"}}, false},
		{"not known whether encrypted", notice, conditions{Secure: []string{"yes"}}, false},
		{"the server that wrote the notice", notice, conditions{ReportingMTA: []string{"outlook.com"}}, true},
		{"the server that refused did not write it", notice, conditions{ReportingMTA: []string{"example.org"}}, false},
		{"the recipient's server", notice, conditions{ServerOf: []string{"recipient"}}, true},
		{"the sender's server", notice, conditions{ServerOf: []string{"sender"}}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := test.given.report()
			specificity, ok := test.when.match(newBounce(r, &r.Recipients[0], English))
			require.Equal(t, test.want, ok)
			require.Equal(t, 1, specificity)
		})
	}
}

// TestSteps checks that a step has conditions of its own.
func TestSteps(t *testing.T) {
	r := rule{Steps: []ruleStep{
		{Name: "always"},
		{Name: "when", When: []conditions{{Port: []int{587}}}},
		{Name: "unless", Unless: []conditions{{Port: []int{587}}}},
	}}
	said := words{Title: "title", Why: "why", Steps: map[string]string{"always": "always", "when": "when", "unless": "unless"}}
	for port, want := range map[int][]string{587: {"always", "when"}, 25: {"always", "unless"}} {
		b := newBounce(&ndr.Report{Client: &ndr.Client{Port: port}}, &ndr.Recipient{}, English)
		remedy, ok := b.fillRemedy(&r, said)
		require.True(t, ok)
		var got []string
		for _, s := range remedy.Steps {
			got = append(got, s.Text)
		}
		require.Equal(t, want, got)
	}
}
