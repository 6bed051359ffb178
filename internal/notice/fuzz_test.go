package notice

import (
	"strings"
	"testing"

	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/seeds"
)

const dialog = `The message could not be sent because one of the recipients was rejected by the server. The rejected e-mail address was 'jiro@example.org'.
Subject 'Hello', Account: 'example', Server: 'smtp.example.com', Protocol: SMTP, Server Response: '550 Relaying denied', Port: 25, Secure(SSL): No, Server Error: 550, Error Number: 0x800CCC79`

// FuzzDialog checks that the values of a dialog's fields are in its text.
func FuzzDialog(f *testing.F) {
	f.Add(dialog)
	f.Add("件名: '<Test>',Account: '<Test>', Server: '<smtp.example.com> ', Protocol: SMTP, Server Response: '553 rcpthosts (#5.7.1)、ポート: 25、Secure (SSL): いいえ、エラー番号: 0x800CCC79。")
	f.Add("Task 'taro@example.com - Sending' reported error (0x800CCC78) : 'Cannot send. The server responded: 530 5.7.0'")
	f.Fuzz(func(t *testing.T, text string) {
		n, ok := readDialog(text)
		if !ok {
			return
		}
		plain := plainQuotes(text)
		for _, value := range []string{n.Client.Account, n.Client.Server, n.Original.Subject, n.Recipients[0].Address} {
			if !strings.Contains(plain, value) {
				t.Fatalf("%q does not stand in %q", value, plain)
			}
		}
	})
}

// FuzzEvents checks that what is read as records of deliveries names addresses
// and replies, and that tables and lists name what is in them.
func FuzzEvents(f *testing.F) {
	for _, s := range table[struct {
		Service []struct{ Example []struct{ Text string } }
	}]("events.toml").Service {
		for _, x := range s.Example {
			f.Add(x.Text)
		}
	}
	f.Add("To: jiro@example.org\nSubject: Offer\nStatus: 550 5.7.1 SPF check failed")
	f.Fuzz(func(t *testing.T, text string) {
		for i, read := range []programReader{readJSON, readTable, readList, readFieldList} {
			n, ok := read(text)
			if !ok {
				continue
			}
			for _, r := range n.Recipients {
				if r.Address != "" && (strings.IndexByte(r.Address, '@') <= 0 || i > 0 && !strings.Contains(text, r.Address)) {
					t.Fatalf("%q does not stand in it", r.Address)
				}
				if r.Reply.Code != 0 && (r.Reply.Code < 200 || r.Reply.Code > 599) {
					t.Fatalf("reply code %d", r.Reply.Code)
				}
			}
		}
	})
}

// FuzzReadText reads anything as pasted text.
func FuzzReadText(f *testing.F) {
	for _, raw := range seeds.Messages(f) {
		f.Add(string(raw))
	}
	f.Add(dialog)
	f.Add("msmtp: server message: 535 5.7.8 Bad credentials\nmsmtp: could not send mail (account work from /home/taro/.msmtprc)")
	f.Add("<- 250 ok\n -> RCPT TO:<jiro@example.org>\n<** 550 5.1.1 unknown\n -> QUIT")
	f.Add("-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------\n4X0*  20 Mon Mar  2 09:29:58  taro@example.com\n  (said: 450 no)\n      jiro@example.org\n")
	f.Add("Envoi impossible\nLa connexion au serveur d'envoi « smtp.example.com » a échoué.")
	f.Add("An error occurred while sending mail. The mail server responded:  5.7.1 <jiro@example.org>: no. Please check the message. (554)")
	f.Add("Mar  2 10:00:00 gw sm-mta[42]: k1: to=<jiro@example.org>, ctladdr=taro (1/1), mailer=esmtp, dsn=5.1.1, reply=550 5.1.1 no, stat=User unknown")
	f.Add("Mar  2 10:00:00 mx amavis[42]: (00042-01) Blocked SPAM {RejectedInbound}, [192.0.2.7] <> -> <jiro@example.org>, Hits: 18.2")
	f.Add("Mar  2 10:00:00 mx postfix/smtp[42]: 4X0: to=<jiro@example.org>, relay=none, dsn=4.4.1, status=deferred (timed out)")
	f.Fuzz(func(t *testing.T, text string) {
		if n := ReadText(text); n.Format == "" {
			t.Fatal("no format")
		}
		if n := ReadLine(text); len(n.Recipients) == 0 {
			t.Fatal("no recipient")
		}
	})
}

// FuzzRead reads anything as the words of a notice.
func FuzzRead(f *testing.F) {
	for _, raw := range seeds.Messages(f) {
		header, text, _ := strings.Cut(string(raw), "\n\n")
		f.Add(text, header)
	}
	f.Add("Hi. This is the qmail-send program at mx.example.com.\n\n<jiro@example.org>:\nSorry. (#5.1.1)\n", "From: MAILER-DAEMON@mx.example.com\nSubject: failure notice")
	f.Add("... while talking to mx.example.org.:\n>>> DATA\n<<< 550 5.1.1 no\n550 5.1.1 <jiro@example.org>... User unknown", "From: MAILER-DAEMON")
	f.Fuzz(func(t *testing.T, text, header string) {
		h, _ := message.ParseHeader(header)
		for _, r := range Read(&message.View{Header: h, Text: text}).Recipients {
			if r.Reply.Code != 0 && (r.Reply.Code < 200 || r.Reply.Code > 599) {
				t.Fatalf("reply code %d", r.Reply.Code)
			}
		}
	})
}
