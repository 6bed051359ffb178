package ndr_test

import (
	"fmt"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
)

func ExampleParse() {
	const bounce = `From: MAILER-DAEMON@mx.example.com
To: taro@example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; jiro@example.org
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--b--
`
	report, err := ndr.Parse(strings.NewReader(bounce))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range report.Recipients {
		fmt.Println(report.Kind, r.Address, r.Reply.Code, r.Status, r.Cause, r.ListAction)
	}
	// Output: failed jiro@example.org 552 5.2.2 mailbox_full pause
}

func ExampleParseText() {
	report, err := ndr.ParseText(`The message could not be sent because one of the recipients was rejected by the server.
The rejected e-mail address was 'jiro@example.org'. Subject 'Hello', Account: 'work', Server: 'smtp.example.com',
Protocol: SMTP, Server Response: '550 Relaying denied', Port: 25, Secure(SSL): No, Server Error: 550, Error Number: 0x800CCC79`)
	if err != nil {
		fmt.Println(err)
		return
	}
	r := report.Recipients[0]
	fmt.Println(report.Client.Server, report.Client.Port, r.Address, r.Cause)
	// Output: smtp.example.com 25 jiro@example.org relay_denied
}

func ExampleExplain() {
	r := ndr.Explain("550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org")
	fmt.Println(r.Cause, r.Category, r.Listing.List, r.Listing.Subject)
	// Output: reputation_block reputation zen.spamhaus.org 192.0.2.7
}

func ExampleParser() {
	p := ndr.Parser{Headers: []string{"X-Campaign"}}
	report, err := p.Parse(strings.NewReader(`From: MAILER-DAEMON@mx.example.com
To: bounces+jiro=example.org@example.com
Subject: failure notice

Hi. This is the qmail-send program at mx.example.com.

<jiro@example.org>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

From: news@example.com
To: jiro@example.org
X-Campaign: spring
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Format, report.BounceAddress, report.Original.Headers["X-Campaign"])
	// Output: qmail bounces+jiro=example.org@example.com spring
}
