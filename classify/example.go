package classify

import "fmt"

// An Example is a failure that a rule must decide, or must not. In a file it is
// a string, the reply, or a table of these fields.
type Example struct {
	Reply   string `toml:"reply"`
	Code    int    `toml:"code"`   // read from the reply where not given
	Status  string `toml:"status"` // read from the reply where not given
	Command string `toml:"command"`
	Host    string `toml:"host"`
	Domain  string `toml:"domain"`
	Notice  string `toml:"notice"`
	Error   string `toml:"error"`
	Sender  string `toml:"sender"`
	List    string `toml:"list"`    // the list that the verdict must name, where not ""
	Subject string `toml:"subject"` // and what is listed there
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
	if n, w := leadingNumber(reply); w == 3 && n >= 400 && n < 600 {
		code = n
	}
	for i := range len(reply) {
		if i > 0 && (isDigit(reply[i-1]) || reply[i-1] == '.') {
			continue
		}
		if st, n := leadingStatus(reply[i:]); st != 0 {
			return code, reply[i : i+n]
		}
	}
	return code, ""
}

// A Failure is an example that did not come out as its rule says.
type Failure struct {
	Rule    string
	Example string
	Reason  string
}

func (f Failure) String() string { return fmt.Sprintf("%s: %q: %s", f.Rule, f.Example, f.Reason) }

// Test runs the examples of rules against c, which must hold them. Each rule must have an
// example; its examples must match it and be decided by it or by one that
// says the same; it must decide no counterexample.
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
			verdict, matches := c.Explain(e.Input())
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
			if _, matches := c.Explain(e.Input()); matchOf(matches, r.ID) != nil && matches[0].Rule == r.ID {
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
