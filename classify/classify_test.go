package classify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDecision(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   Input
		want Cause
	}{
		{"words over status", Input{Reply: "550 5.7.1 Relaying denied", Code: 550, Status: "5.7.1"}, RelayDenied},
		{"words over a telling status", Input{Reply: "552 5.1.1 mailbox full", Code: 552, Status: "5.1.1"}, MailboxFull},
		{"a telling status over vague words", Input{Reply: "550 5.1.1 rejected", Code: 550, Status: "5.1.1"}, RecipientUnknown},
		{"a bare 5.7.1", Input{Reply: "550 5.7.1", Code: 550, Status: "5.7.1"}, PolicyRejected},
		{"a bare 550", Input{Reply: "550", Code: 550}, Unknown},
		{"the reply over the notice", Input{Reply: "550 user unknown", Code: 550, Notice: "the mailbox is full"}, RecipientUnknown},
		{"the notice where the reply is vague", Input{Reply: "550 5.7.1", Code: 550, Status: "5.7.1", Notice: "the mailbox is full"}, MailboxFull},
		{"the last attempt over the age", Input{Status: "4.4.7", Notice: "Giving up after five days, queue expired. Last error: mailbox full"}, MailboxFull},
		{"the last attempt's connection over the age", Input{Status: "4.4.7", Notice: "message expired; connection refused"}, ConnectionFailed},
		{"the age alone", Input{Status: "4.4.7", Notice: "message expired"}, Timeout},
		{"virus over spam", Input{Reply: "550 spam with a virus", Code: 550}, VirusDetected},
		{"spam over content", Input{Reply: "554 content rejected as spam", Code: 554}, SpamContent},
		{"a name is no word", Input{Reply: "550 5.1.1 <virus@spam.example.org>: no", Code: 550, Status: "5.1.1"}, RecipientUnknown},
		{"a link is no word", Input{Reply: "550 5.1.1 see https://www.example.org/spam/virus", Code: 550, Status: "5.1.1"}, RecipientUnknown},
		{"a longer phrase hides the shorter", Input{Reply: "451 virus scanner unavailable", Code: 451}, ServerError},
		{"across the lines of a reply", Input{Reply: "550-5.1.1 the user is\r\n550 5.1.1 unknown", Code: 550}, RecipientUnknown},
		{"lines joined by spaces", Input{Reply: "550-5.1.1 the user is 550 5.1.1 unknown", Code: 550}, RecipientUnknown},
		{"accents and width", Input{Reply: "552 ＭＡＩＬＢＯＸ\u00a0Füll", Code: 552}, MailboxFull},
		{"a test's name is no word", Input{Reply: "550 5.7.1 spam: SPF_FAIL, RCVD_IN_SBL", Code: 550, Status: "5.7.1"}, SpamContent},
		{"a path is no word", Input{Notice: "/usr/lib/virus/mailbox: core dumped"}, ServerError},
		{"advice decides nothing", Input{Notice: "The connection was refused. Please check that the mailbox is not full."}, ConnectionFailed},
		{"a list of possible reasons decides nothing", Input{Notice: "Possible reasons:\n- the mailbox is full.\n- user unknown.\n\nConnection refused"}, ConnectionFailed},
		{"several that may be, the code decides", Input{Reply: "552 5.2.2 user unknown or mailbox full", Code: 552, Status: "5.2.2"}, MailboxFull},
		{"several that may be, no code", Input{Notice: "User unknown or mailbox full."}, Unknown},
		{"words side by side", Input{Notice: "The domain nosuch.example could not be found."}, DomainNotFound},
		{"words apart", Input{Notice: "Mail for your domain. The photo could not be found."}, Unknown},
		{"an address beside the words", Input{Reply: "554 192.0.2.7 is blocked", Code: 554}, ReputationBlock},
		{"no address beside the words", Input{Reply: "554 it is blocked", Code: 554}, PolicyRejected},
		{"the queue's age over a code that says little", Input{Reply: "554 message expired in queue", Code: 554}, Timeout},
		{"the client's number where the words say nothing", Input{Reply: "550 <jiro@example.org>", Code: 550, Error: "0x800ccc79"}, RelayDenied},
		{"the words over the client's number", Input{Reply: "550 user unknown", Code: 550, Error: "0x800CCC79"}, RecipientUnknown},
		{"only the sender named", Input{Reply: "550 <taro@example.com> rejected", Code: 550, Sender: "taro@example.com"}, SenderRejected},
		{"nothing", Input{}, Unknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v, matches := Default().Trace(tt.in)
			require.Equal(t, tt.want, v.Cause, "%v", matches)
			require.Equal(t, tt.want.Category(), v.Category)
		})
	}
}

// TestListAction wants an address to be given up only if it, or its domain, is
// at fault for good, and to be left alone if the sender or the message is.
func TestListAction(t *testing.T) {
	for _, cause := range Causes() {
		permanent, transient := cause.listAction(true), cause.listAction(false)
		switch cause.Category() {
		case CategoryRecipient, CategoryRouting:
			require.True(t, transient != Remove || cause == Suppressed, cause)
			require.True(t, permanent == transient || permanent == Remove, cause)
		case CategoryTransport, CategoryNone:
			require.NotEqual(t, Remove, permanent, cause)
			require.NotEqual(t, Remove, transient, cause)
		default:
			require.Equal(t, []ListAction{Keep, Keep}, []ListAction{permanent, transient}, cause)
		}
	}
	for in, want := range map[Input]ListAction{
		{Reply: "550 5.1.1 user unknown", Code: 550}:                         Remove,
		{Reply: "450 4.1.1 user unknown", Code: 450}:                         Pause,
		{Reply: "552 5.2.2 mailbox full", Code: 552}:                         Pause,
		{Reply: "554 5.7.1 blocked using zen.spamhaus.org", Code: 554}:       Keep,
		{Reply: "550 5.7.1 you are not authorized to send to it", Code: 550}: Keep,
		{Reply: "550 5.1.2 domain does not exist", Code: 550}:                Remove,
		{Notice: "connect to mx.example.org: connection refused"}:            Pause,
		{Reply: "550 5.1.1 address is on the suppression list"}:              Remove,
	} {
		require.Equal(t, want, Default().Classify(in).ListAction, in)
	}
}

func TestPermanent(t *testing.T) {
	for _, tt := range []struct {
		in   Input
		want bool
	}{
		{Input{Code: 550, Status: "4.2.2", Reply: "550 mailbox full"}, true},
		{Input{Code: 450, Status: "5.1.1", Reply: "450 user unknown"}, false},
		{Input{Status: "5.2.2"}, true},
		{Input{Status: "4.4.7"}, false},
		{Input{Notice: "user unknown"}, true},
		{Input{Notice: "mailbox full"}, false},
		{Input{}, false},
	} {
		require.Equal(t, tt.want, Default().Classify(tt.in).Permanent, tt.in)
	}
}

func TestProvider(t *testing.T) {
	for _, tt := range []struct {
		in   Input
		want string
	}{
		{Input{Reply: "550 5.1.1 user unknown", Host: "mx.google.com."}, "google"},
		{Input{Reply: "550 5.1.1 user unknown", Host: "notgoogle.com"}, ""},
		{Input{Reply: "550 5.1.1 user unknown", Domain: "GMail.com"}, "google"},
		{Input{Reply: "550 5.1.1 user unknown - gsmtp"}, "google"},
		{Input{Reply: "550 5.7.1 refused (S3140)", Host: "mx.example.org"}, "microsoft"},
		{Input{Reply: "550 User not found, see http://mail.163.com/help?u=http://www.example.org/"}, "netease"},
		{Input{Reply: "550 User not found, see http://www.example.org/mail.163.com"}, ""},
	} {
		require.Equal(t, tt.want, Default().Classify(tt.in).Provider, tt.in)
	}
}

func TestListing(t *testing.T) {
	for _, tt := range []struct {
		reply string
		want  *Listing
	}{
		{"554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; 127.0.0.3", &Listing{"zen.spamhaus.org", "192.0.2.7"}},
		{"554 5.7.1 refused, see https://www.spamhaus.org/query/ip/192.0.2.7", &Listing{"zen.spamhaus.org", "192.0.2.7"}},
		{"554 Client host [2001:db8::7] blocked using bl.nosuchlist.example", &Listing{"bl.nosuchlist.example", "2001:db8::7"}},
		{"554 192.0.2.7 is in an RBL on pbl.spamhaus.org, see https://www.spamhaus.org/query/bl?ip=192.0.2.7", &Listing{"pbl.spamhaus.org", "192.0.2.7"}},
		{"554 Sender address [taro@example.com] blocked using dbl.spamhaus.org; https://www.spamhaus.org/query/domain/example.com", &Listing{"dbl.spamhaus.org", "example.com"}},
		{"554 192.0.2.7 blocked using our own list; see http://www.example.org/why", nil},
		{"550 5.1.1 user unknown", nil},
	} {
		require.Equal(t, tt.want, Default().Classify(Input{Reply: tt.reply, Code: 554}).Listing, tt.reply)
	}
}

// TestEvidence wants the quoted text to be in the input, whole words, the
// phrase among them.
func TestEvidence(t *testing.T) {
	long := strings.Repeat("この文は長い。", 60)
	in := Input{Reply: "550 5.2.2 " + long + " The mailbox of Jiro is   full, sorry! " + long, Code: 550}
	v := Default().Classify(in)
	require.NotEmpty(t, v.Evidence)
	for _, e := range v.Evidence {
		require.Contains(t, in.Reply+"5.2.2", e.Text)
		require.LessOrEqual(t, len(e.Text), 400)
		require.True(t, len(e.Text) > 0 && strings.ToValidUTF8(e.Text, "") == e.Text)
	}
}

func TestLongInput(t *testing.T) {
	in := Input{Reply: strings.Repeat("mailbox full ", 1<<16), Notice: strings.Repeat("user unknown <a@b", 1<<16)}
	require.Equal(t, MailboxFull, Default().Classify(in).Cause)
}

func TestFold(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"  User\t\r\n UNKNOWN ", "user unknown "},
		{"Boîte pleine – désolé", "boite pleine - desole"},
		{"ＦＵＬＬ　です", "full です"},
		{"so\u00adft", "soft"},
		{"Hộp thư đầy, ho\u0323\u0302p thu\u031b", "hop thu day, hop thu"},
		{"الرسالة مُرفوضة", "الرساله مرفوضه"},
		{"550-5.7.1 one\n550-5.7.1 two\n550 5.7.1 three", "one two three"},
		{"550 5.7.1 one 550 two", "550 5.7.1 one 550 two"},
		{"\xff\xfe", "??"},
	} {
		var f folded
		f.add(tt.in)
		require.Equal(t, tt.want, string(f.text))
		require.Len(t, f.from, len(f.text))
	}
}

func TestWordBoundaries(t *testing.T) {
	set, err := Load("words.toml", []byte(`
[[rule]]
id = "whole"
cause = "timeout"
any = ["spf", "[x]", "満杯"]

[[rule]]
id = "open"
cause = "greylisted"
any = ["grey*"]
`))
	require.NoError(t, err)
	c, err := New(Options{Rules: []*RuleSet{set}, NoBuiltin: true})
	require.NoError(t, err)
	for reply, want := range map[string]Cause{
		"550 spf fails": Timeout, "550 (SPF)": Timeout, "550 no-spf": Timeout, "550 spfail": Unknown, "550 xspf": Unknown,
		"550 a[x]b": Timeout, "550 メールボックスが満杯です": Timeout, "550 greylisted": Greylisted, "550 agrey": Unknown,
	} {
		require.Equal(t, want, c.Classify(Input{Reply: reply, Code: 550}).Cause, reply)
	}
}

func TestOverrules(t *testing.T) {
	set, err := Load("login.toml", []byte(`
[[rule]]
id = "login"
cause = "auth_failed"
any = ["login of"]
strength = "vague"
overrules = ["recipient", "spam_content"]
`))
	require.NoError(t, err)
	c, err := New(Options{Rules: []*RuleSet{set}})
	require.NoError(t, err)
	for in, want := range map[Input]Cause{
		{Reply: "550 login of taro: user unknown"}:                       AuthFailed,
		{Reply: "550 login of taro: classified as spam"}:                 AuthFailed,
		{Reply: "550 login of taro: virus found"}:                        VirusDetected,
		{Reply: "550 login of taro: address is on the suppression list"}: Suppressed, // it ranks higher
		{Reply: "550 user unknown", Notice: "login of taro"}:             RecipientUnknown,
		{Reply: "550 login of taro", Notice: "user unknown"}:             AuthFailed,
	} {
		require.Equal(t, want, c.Classify(in).Cause, in.Reply)
	}
}

func TestNamed(t *testing.T) {
	for _, tt := range []struct {
		name, domain   string
		other, outside bool
	}{
		{"mx.example.net", "example.org", true, true},
		{"example.org", "Example.ORG.", false, false},
		{"mail.example.org", "example.org", true, false},
		{"xn--bcher-kva.example", "bücher.example", false, false},
		{"", "example.org", false, false},
		{"mx.example.net", "", false, false},
	} {
		require.Equal(t, tt.other, NamesOtherHost.holds(tt.name, tt.domain), tt)
		require.Equal(t, tt.outside, NamesForeignHost.holds(tt.name, tt.domain), tt)
	}
}

func TestCausesKnowTheirCategory(t *testing.T) {
	for _, c := range Causes() {
		require.NotEmpty(t, c.Category())
		require.Positive(t, c.row().rank)
	}
	require.Empty(t, Cause("bad_luck").Category())
}
