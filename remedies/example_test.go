package remedies_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

func ExampleAdvise() {
	report, err := ndr.Parse(strings.NewReader(`From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: taro@example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; jiro@example.org
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--b--
`))
	if err != nil {
		log.Fatal(err)
	}
	remedies.Advise(report, remedies.English)
	for _, rec := range report.Recipients {
		fmt.Println(rec.Address, rec.Cause)
		for _, remedy := range rec.Remedies {
			fmt.Printf("- %s (%s)\n", remedy.Title, remedy.Audience)
		}
	}
	// Output:
	// jiro@example.org mailbox_full
	// - The recipient has to make room in the mailbox (recipient)
	// - The administrator of example.org: raise the limit of the mailbox (recipient_admin)
	// - Send it again in a few days (sender)
	// - Pause jiro@example.org on your mailing lists (sender)
}

func ExampleFor() {
	rec := ndr.Explain("550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org")
	for _, remedy := range remedies.For(nil, &rec, remedies.English) {
		fmt.Println(remedy.Importance, remedy.Title)
	}
	// Output:
	// 3 Have 192.0.2.7 taken off the Spamhaus list
	// 3 Find out what gave 192.0.2.7 its bad name, and stop it
	// 2 If you do not run the sending server, pass this notice to whoever does
	// 1 Ask the recipient's administrator for an exception
}

func ExampleRelay() {
	verdict := remedies.Relay(remedies.Submission{
		Network:   remedies.OtherNetwork,
		Server:    "smtp.example.com",
		Recipient: "jiro@example.org",
	}, remedies.English)
	fmt.Println(verdict.Relaying, verdict.Blocked)
	fmt.Println(verdict.Reason)
	// Output:
	// yes yes
	// example.org does not belong to smtp.example.com, so the server would have to relay the mail; and on another provider's network it cannot tell that you are its customer, so it is likely to refuse.
}

func ExampleClientName() {
	fmt.Println(remedies.ClientName("windows_mail", remedies.English), remedies.ClientName("windows_mail", remedies.Japanese))
	// Output: Windows Mail Windowsメール
}

func ExampleProviderName() {
	fmt.Println(remedies.ProviderName("softbank", remedies.English), remedies.ProviderName("softbank", remedies.Japanese))
	// Output: SoftBank ソフトバンク
}
