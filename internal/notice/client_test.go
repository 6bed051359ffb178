package notice

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestClientTables checks that every client and dialect can be recognised, and has an
// example that asserts its format.
func TestClientTables(t *testing.T) {
	shown := formatsOfExamples(t)
	for _, c := range clientWords().Client {
		require.True(t, shown[cmp.Or(c.Format, c.Name)], "%s: no example asserts this format", c.Name)
		require.NotEmpty(t, append(c.Marks, c.Names...), c.Name)
		for _, list := range [][]string{c.Marks, c.Names, c.Recipient, c.List, c.Sender, c.Server, c.Response, c.Code, c.Each, c.Tails} {
			for _, words := range list {
				require.NotRegexp(t, "[A-Z]|  ", words, "%s: words are in lower case, with single blanks", c.Name)
			}
		}
	}
	for _, d := range clientWords().Session {
		require.True(t, shown[cmp.Or(d.Format, d.Name)], "%s: no example asserts this format", d.Name)
		require.NotEmpty(t, d.Marks, d.Name)
		require.True(t, d.Bare || len(d.Server) > 0 && len(d.Client) > 0, "%s: nothing tells the two sides apart", d.Name)
	}
}

// TestUnsentTable checks that the words are such as are found in folded text,
// and are in one list only.
func TestUnsentTable(t *testing.T) {
	w := unsentWords()
	seen := map[string]bool{}
	for _, list := range [][]string{w.Unsent, w.Mail, w.Server, w.Matter, w.Trouble} {
		for _, words := range list {
			require.Equal(t, fold(words), words)
			require.False(t, seen[words], "%q stands in two lists, or twice", words)
			seen[words] = true
		}
	}
}

// TestQuotedReply finds refusals in other people's words, and no numbers that
// are none.
func TestQuotedReply(t *testing.T) {
	for text, want := range map[string]string{
		"De server antwoordde: 550 5.1.1 No such user": "550 5.1.1 No such user",
		"Error is [0x80070005]. 554 5.2.252 SendAs":    "554 5.2.252 SendAs",
		"Er sagt „552 zu groß“":                        "552 zu groß“",
		"no\n550-5.1.1 No\n550 5.1.1 such user\nno":    "550-5.1.1 No 550 5.1.1 such user",
		"Port: 465 Server error: 550, number: 1":       "",
		"there are 550 5 of them":                      "",
		"550 ":                                         "",
		"ends in: 550-":                                "",
		"":                                             "",
	} {
		said, ok := quotedReply(text)
		require.Equal(t, want, said, text)
		require.Equal(t, want != "", ok, text)
	}
}

func TestUnclosed(t *testing.T) {
	for said, want := range map[string]string{
		"550 No such user)":         "550 No such user",
		"550 No such user (jiro)":   "550 No such user (jiro)",
		`550 No such user "jiro"`:   `550 No such user "jiro"`,
		`550 No such user "jiro"".`: `550 No such user "jiro"".`,
		`550 No such user "jiro""`:  `550 No such user "jiro"`,
		"550 そのような利用者はいません」":        "550 そのような利用者はいません",
		"": "",
	} {
		require.Equal(t, want, unclosed(said), said)
	}
}

func TestPythonString(t *testing.T) {
	for s, want := range map[string]string{
		`5.1.1 No such\nuser`:      "5.1.1 No such user",
		`\xe5\xae\x9b\xe5\x85\x88`: "宛先",
		`it\'s full`:               "it's full",
		`C:\\mail`:                 `C:\mail`,
		`not UTF-8: \xff\xfe`:      `not UTF-8: \xff\xfe`,
		`cut off \x`:               `cut off \x`,
		`\`:                        `\`,
	} {
		require.Equal(t, want, pythonString(s), s)
	}
}

func TestWithoutFrames(t *testing.T) {
	require.Equal(t, "Error: 550 No such user { code: 'EENVELOPE' }", withoutFrames(`Error: 550 No such user
    at SMTPConnection._formatError (/srv/smtp-connection/index.js:798:19)
    at TLSSocket.emit (node:events:518:28)
{
  code: 'EENVELOPE'
}`))
	require.Equal(t, "from the server: 550 no", withoutFrames("from the server:\n550 no\n#0 /srv/app.php(12): send()\n... 5 more"))
}
