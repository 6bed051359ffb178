package classify

import (
	"fmt"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/smtpcode"
)

// An Example is a failure that a rule must decide, or must not decide. In a file
// of rules it is a string, the reply, or a table. The fields up to Sender are those
// of Input.
type Example struct {
	Reply   string `toml:"reply"`
	Code    int    `toml:"code"`   // 0: the one that Reply begins with
	Status  string `toml:"status"` // "": the first one in Reply
	Command string `toml:"command"`
	Host    string `toml:"host"`
	Domain  string `toml:"domain"`
	Notice  string `toml:"notice"`
	Error   string `toml:"error"`
	Sender  string `toml:"sender"`
	List    string `toml:"list"`    // the Listing.List that the verdict must have, "" for any
	Subject string `toml:"subject"` // its Listing.Subject
}

// UnmarshalText reads an example that is only a reply.
func (e *Example) UnmarshalText(text []byte) error {
	*e = Example{Reply: string(text)}
	return nil
}

// Input returns the failure that the example describes.
func (e *Example) Input() Input {
	in := Input{
		Reply: e.Reply, Code: e.Code, Status: e.Status, Command: e.Command, Host: e.Host,
		Domain: e.Domain, Notice: e.Notice, Error: e.Error, Sender: e.Sender,
	}
	code, status := replyCodes(e.Reply)
	if in.Code == 0 {
		in.Code = code
	}
	if in.Status == "" {
		in.Status = status
	}
	return in
}

// replyCodes reads the three-digit code that a reply begins with and the first
// enhanced status code in it.
func replyCodes(reply string) (code int, status string) {
	if n := smtpcode.LeadingReply(reply); n >= 400 {
		code = n
	}
	for i := range len(reply) {
		if i > 0 && (ascii.IsDigit(reply[i-1]) || reply[i-1] == '.') {
			continue
		}
		if st, n := smtpcode.LeadingStatus(reply[i:]); st != 0 {
			return code, reply[i : i+n]
		}
	}
	return code, ""
}

// A Failure is an example whose verdict is not the one that its rule requires.
type Failure struct {
	Rule    string // its id
	Example string // the text of the example
	Reason  string
}

func (f Failure) String() string { return fmt.Sprintf("%s: %q: %s", f.Rule, f.Example, f.Reason) }

// Test runs the examples of set and returns those that fail. c must have been
// made with set. Each rule must have an example; the rule must match it, and the
// verdict must have the cause of the rule and, if it has one, its provider. A
// counterexample must not be decided by the rule.
func (c *Classifier) Test(set *RuleSet) []Failure {
	var failures []Failure
	for _, r := range set.all() {
		fail := func(e Example, format string, args ...any) {
			text := e.Reply
			if text == "" {
				text = e.Notice + e.Error
			}
			failures = append(failures, Failure{r.ID, text, fmt.Sprintf(format, args...)})
		}
		if len(r.Examples) == 0 {
			fail(Example{}, "no example reaches the rule")
		}
		for _, e := range r.Examples {
			verdict, matches := c.Trace(e.Input())
			switch m := matchOf(matches, r.ID); {
			case m == nil:
				fail(e, "does not match")
			case r.Noise:
			case verdict.Cause != r.Cause || r.provider() != "" && verdict.Provider != r.provider():
				fail(e, "lost to %s (%s %s): %s", matches[0].Rule, matches[0].Cause, verdict.Provider, m.Lost)
			}
			if e.List != "" || e.Subject != "" {
				if got := verdict.Listing; got == nil {
					fail(e, "names no list, want %s", e.List)
				} else if got.List != e.List || got.Subject != e.Subject {
					fail(e, "lists %q on %q, want %q on %q", got.Subject, got.List, e.Subject, e.List)
				}
			}
		}
		for _, e := range r.Counterexamples {
			if _, matches := c.Trace(e.Input()); matchOf(matches, r.ID) != nil && matches[0].Rule == r.ID {
				fail(e, "decides, but is a counterexample")
			}
		}
	}
	return failures
}

func matchOf(matches []Match, id string) *Match {
	for i := range matches {
		if matches[i].Rule == id {
			return &matches[i]
		}
	}
	return nil
}
