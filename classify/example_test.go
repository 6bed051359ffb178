package classify_test

import (
	"fmt"
	"log"

	"github.com/ndrparse/ndrparse/classify"
)

func ExampleClassifier_Classify() {
	v := classify.Default().Classify(classify.Input{
		Reply:  "550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org",
		Code:   550,
		Status: "5.7.1",
	})
	fmt.Println(v.Cause, v.Category, v.Confidence)
	fmt.Println(v.ListAction, v.Permanent)
	fmt.Println(v.Listing.Subject, "is on", v.Listing.List)
	// Output:
	// reputation_block reputation 0.99
	// keep true
	// 192.0.2.7 is on zen.spamhaus.org
}

func ExampleClassifier_Trace() {
	v, matches := classify.Default().Trace(classify.Input{
		Reply:  "552 5.1.1 mailbox full",
		Code:   552,
		Status: "5.1.1",
	})
	for _, m := range matches {
		if m.Won {
			fmt.Printf("%s: %s\n", m.Cause, m.On)
		} else if m.Cause != v.Cause {
			fmt.Printf("%s: %s, %s\n", m.Cause, m.On, m.Lost)
		}
	}
	// Output:
	// mailbox_full: words of the reply
	// recipient_unknown: the enhanced status code, outweighed by words of the reply
}

// Rules of one's own are added to the built-in ones and come before them.
func ExampleNew() {
	set, err := classify.Load("own.toml", []byte(`
[[rule]]
id       = "own.counter-closed"
cause    = "recipient_disabled"
any      = ["counter is closed"]
examples = ["550 The counter is closed for this box"]
`))
	if err != nil {
		log.Fatal(err) // it says in which line of own.toml the error is
	}
	c, err := classify.New(classify.Options{Rules: []*classify.RuleSet{set}})
	if err != nil {
		log.Fatal(err)
	}
	for _, failure := range c.Test(set) {
		log.Fatal(failure)
	}
	v := c.Classify(classify.Input{Reply: "550 Sorry, the counter is closed", Code: 550})
	fmt.Println(v.Cause, v.Evidence[0].Rule)
	// Output: recipient_disabled own.counter-closed
}
