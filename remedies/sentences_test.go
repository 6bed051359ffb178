package remedies

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

// blemish is what a sentence shows in which a variable is missing.
var blemish = regexp.MustCompile(`[{}]|<no value>|“”|「」|''|""|\(\)|\x{FF08}\x{FF09}|  | [.,;:?!)]|[:\x{FF1A}] ?$|^[ .,、。]|[。、.,][、。]|\( `)

// TestSentencesStandWithoutAnyVariable fills in every remedy with all variables,
// with none, with each one missing and with each one alone, for every client.
func TestSentencesStandWithoutAnyVariable(t *testing.T) {
	programs, err := clients()
	require.NoError(t, err)
	names := []string{""}
	for slug := range programs {
		names = append(names, slug)
	}
	sound := map[string]bool{} // lines that were looked at
	everyRule(t, func(t *testing.T, topic *topic, r rule) {
		for _, lang := range Langs() {
			words, err := topic.words[lang]()
			require.NoError(t, err)
			check := func(client string, known func(variable string) bool) {
				b := newBounce(&ndr.Report{}, &ndr.Recipient{Cause: r.Causes[0]}, lang)
				if client != "" {
					b.report.Client = &ndr.Client{Name: client}
				}
				for name, v := range variables {
					b.values[name] = ""
					if known(name) {
						b.values[name] = sample(v.kind)
					}
				}
				remedy, ok := b.fillRemedy(&r, words[r.ID])
				if !ok {
					return
				}
				for _, s := range remedy.Steps {
					for _, set := range s.Settings {
						require.NotRegexp(t, blemish, set.Name)
						require.NotRegexp(t, blemish, set.Value)
					}
				}
				for line := range strings.SplitSeq(shown(remedy), "\n") {
					if !sound[line] && !strings.Contains(line, " = ") {
						require.NotRegexp(t, blemish, line)
						sound[line] = true
					}
				}
			}
			for _, client := range names {
				check(client, func(string) bool { return true })
				check(client, func(string) bool { return false })
			}
			for _, one := range variablesOf(strings.Join(slices.Collect(maps.Values(sentences(t, topic, r, lang))), "\n")) {
				check("", func(name string) bool { return name == one })
				check("", func(name string) bool { return name != one })
			}
		}
	})
}

func sample(k kind) string {
	switch k {
	case asDomain:
		return "mail.example.com"
	case asAddress:
		return "jiro@example.org"
	case asIP:
		return "192.0.2.7"
	case asNumber:
		return "25"
	}
	return "sample"
}

// TestListsAreShortAndOrdered runs every cause through reports of every sort
// and holds the list to what it promises.
func TestListsAreShortAndOrdered(t *testing.T) {
	reports := map[string]given{
		"nothing":  {},
		"line":     {Reply: "550 refused", Code: 550},
		"dialog":   {Client: "outlook", Server: "smtp.example.com", Account: "taro@example.com", Recipient: "jiro@example.org", Port: 25},
		"msmtp":    {Client: "msmtp", Server: "smtp.office365.com", Account: "taro@hotmail.com", Recipient: "jiro@example.org"},
		"exchange": {Format: "exchange", Reporting: "AM0PR01MB1234.eurprd01.prod.outlook.com", Sender: "taro@example.com", Recipient: "jiro@aol.com"},
		"postfix":  {Format: "rfc3464", Reporting: "mx.example.net", RemoteHost: "mx.example.org", RemoteIP: "198.51.100.9", Sender: "taro@example.com", Recipient: "jiro@example.org"},
		"gmail":    {Format: "rfc3464", Reporting: "mx.example.net", Provider: "google", Sender: "taro@example.com", Recipient: "jiro@gmail.com"},
		"outlook":  {Format: "rfc3464", Reporting: "mx.example.net", Provider: "microsoft", Sender: "taro@example.com", Recipient: "jiro@outlook.com", Reply: "550 5.7.1 S3140 [192.0.2.7]"},
		"sakura":   {Client: "hidemaru_mail", Server: "example.sakura.ne.jp", Recipient: "jiro@example.org"},
		"list":     {Format: "rfc3464", Reporting: "mx.example.net", List: "zen.spamhaus.org", Listed: "192.0.2.7", Provider: "spamhaus"},
		"delayed":  {Kind: ndr.Delayed, Action: "delayed", Format: "rfc3464", Reporting: "mx.example.net"},
		"hostile":  {Recipient: "`rm -rf /`@$(id).example", Sender: "a\x1b[31m@\u202eexample", RemoteHost: "x;reboot", Server: "-oProxyCommand=x", Client: "outlook", Reply: "550 \x07{recipient} [192.0.2.7] {x"},
	}
	for name, g := range reports {
		for _, cause := range classify.Causes() {
			t.Run(name+"/"+string(cause), func(t *testing.T) {
				g.Cause = cause
				var inEnglish []string
				for _, lang := range Langs() {
					report := g.report()
					Advise(report, lang)
					all := report.Recipients[0].Remedies
					require.NotEmpty(t, all)
					require.LessOrEqual(t, len(all), maxRemedies)
					var ids []string
					for i, r := range all {
						require.NotContains(t, ids, r.ID)
						ids = append(ids, r.ID)
						require.True(t, i == 0 || r.Importance <= all[i-1].Importance, "order of importance")
						for _, s := range r.Steps {
							requireHarmless(t, s)
						}
					}
					if lang == English {
						inEnglish = ids
					}
					require.Equal(t, inEnglish, ids, "the same remedies in every language")
				}
			})
		}
	}
}

// requireHarmless checks that nothing from a message is run or published but
// names, addresses and numbers.
func requireHarmless(t *testing.T, s ndr.Step) {
	t.Helper()
	values := []string{s.Command}
	if s.DNS != nil {
		values = append(values, s.DNS.Host, s.DNS.Value)
	}
	for _, set := range s.Settings {
		values = append(values, set.Value)
	}
	for _, v := range append(values, s.Text) {
		require.NotContains(t, v, "\x1b")
		require.NotContains(t, v, "\u202e")
	}
	for _, v := range values {
		for _, hostile := range []string{"`", "$(", ";reboot", "-oProxyCommand"} {
			require.NotContains(t, v, hostile)
		}
	}
}
