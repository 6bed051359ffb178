package output

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

func TestReply(t *testing.T) {
	words := WordsIn(remedies.English)
	for _, test := range []struct{ text, command, want string }{
		{"554 5.7.1 refused", "end of DATA", "554 5.7.1 refused (in answer to end of DATA)"},
		{"554 5.7.1 refused (in reply to end of DATA command)", "end of DATA", "554 5.7.1 refused (in reply to end of DATA command)"},
		{"554 5.7.1 refused", "", "554 5.7.1 refused"},
		{"", "RCPT TO", ""},
	} {
		require.Equal(t, test.want, words.reply(&ndr.Recipient{Reply: ndr.Reply{Text: test.text, Command: test.command}}))
	}
}

func TestDiagnostic(t *testing.T) {
	words := WordsIn(remedies.English)
	for _, test := range []struct{ reply, diagnostic, text, support string }{
		{"550 5.1.1 no", "smtp; 550 5.1.1 no", "", ""},
		{"550 5.1.1 no", "550 5.1.1 no", "", ""},
		{"550 5.1.1 no", "host mx.example.org said: 550 5.1.1 no", "", "host mx.example.org said: 550 5.1.1 no"},
		{"550 5.1.1 no", "Remote Server returned '550 5.1.1 no'", "", "Remote Server returned '550 5.1.1 no'"},
		{"450 no", "450 no; then: Winsock error 10061", "450 no; then: Winsock error 10061", "450 no; then: Winsock error 10061"},
		{"550 no", "the host said; 550 no", "", "the host said; 550 no"},
		{"550 5.7.26 not accepted, ask", "smtp; 550-5.7.26 not accepted, 550 5.7.26 ask", "", "smtp; 550-5.7.26 not accepted, 550 5.7.26 ask"},
		{"5.1.1", "There is no such account. <mail.example.com #5.1.1>", "There is no such account. <mail.example.com #5.1.1>", "There is no such account. <mail.example.com #5.1.1>"},
		{"550", "smtp; 550", "", ""},
		{"", "timed out", "timed out", "timed out"},
	} {
		rec := &ndr.Recipient{Diagnostic: test.diagnostic, Reply: ndr.Reply{Text: test.reply}}
		require.Equal(t, test.text, words.diagnostic(rec), test.diagnostic)
		require.Equal(t, test.support, words.wholeDiagnostic(rec), test.diagnostic)
	}
}

func TestUnsaid(t *testing.T) {
	words := WordsIn(remedies.English)
	rec := &ndr.Recipient{Diagnostic: "smtp;400 4.4.7 Message expired", Reply: ndr.Reply{Text: "400 4.4.7 Message expired"}}
	require.Empty(t, words.unsaid(rec))
	rec.Evidence = []classify.Evidence{{Text: "Message expired"}}
	require.Empty(t, words.unsaid(rec))
	rec.Evidence[0].Text = "Winsock error code: 10061"
	require.Equal(t, "Winsock error code: 10061", words.unsaid(rec))
}

func TestDelayWithoutReason(t *testing.T) {
	rec := &ndr.Recipient{Address: "jiro@example.org", Action: ndr.ActionDelayed, Cause: classify.Unknown}
	require.Equal(t, "jiro@example.org: not delivered yet, still trying", WordsIn(remedies.English).headline(rec, ndr.Delayed))
	require.Equal(t, "jiro@example.org: まだ届いていません、再送中です", WordsIn(remedies.Japanese).headline(rec, ndr.Delayed))
	rec.Cause = classify.MailboxFull
	require.Equal(t, "jiro@example.org: not delivered yet, still trying: the mailbox is full", WordsIn(remedies.English).headline(rec, ndr.Delayed))
}
