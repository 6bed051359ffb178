package remedies

import (
	"cmp"

	"golang.org/x/net/publicsuffix"
)

// A Network is where the sender's computer is connected.
type Network string

// The networks.
const (
	OwnNetwork     Network = "own"   // the network of the provider whose server it is
	OtherNetwork   Network = "other" // any other: at work, in a hotel, at an airport
	UnknownNetwork Network = ""
)

// A Submission is someone handing a piece of mail to a submission server.
type Submission struct {
	Network       Network
	Server        string // name of the server, or the domain of whose it is
	Recipient     string // address or domain of the recipient
	Authenticated bool   // the client logs in before it sends
}

// A RelayVerdict says whether a server that takes the mail would be relaying
// it (RFC 5321 section 3.6), and whether it is likely to refuse.
type RelayVerdict struct {
	Relaying Answer `json:"relaying"`
	Blocked  Answer `json:"blocked"`
	Reason   string `json:"reason"`
}

// An Answer is yes, no, or depends on what is not known.
type Answer string

// The answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Depends Answer = "depends"
)

// Relay returns whether s is relaying and likely to be refused, and why, in lang.
//
// Mail for the server's own domain is not relayed, wherever it comes from. Other
// mail is, and a server accepts it only from those whom it can identify as its
// customers: by a login, or by the network that they are on.
func Relay(s Submission, lang Lang) RelayVerdict {
	relaying := relays(s.Server, s.Recipient)
	switch {
	case relaying == No:
		return RelayVerdict{No, No, s.reason("own_domain", lang)}
	case s.Authenticated:
		return RelayVerdict{relaying, No, s.reason("authenticated", lang)}
	case s.Network == OwnNetwork:
		return RelayVerdict{relaying, No, s.reason("own_network", lang)}
	case relaying == Depends:
		return RelayVerdict{Depends, Depends, s.reason("unknown_domain", lang)}
	case s.Network == OtherNetwork:
		return RelayVerdict{Yes, Yes, s.reason("other_network", lang)}
	}
	return RelayVerdict{Yes, Depends, s.reason("unknown_network", lang)}
}

// reason explains a verdict, naming the server and the domain if they are known.
func (s Submission) reason(key string, lang Lang) string {
	return say(vocabularyOf(lang).Relay[key], func(name string) string {
		switch name {
		case "server":
			return clean(s.Server)
		case "recipient_domain":
			return clean(domainOf("@" + s.Recipient))
		}
		return ""
	})
}

// relayReason returns a sentence on whether the server that refused was asked to
// relay.
func relayReason(b *bounce) string {
	s := Submission{Server: clientServer(b), Recipient: b.rec.Address}
	if relays(s.Server, s.Recipient) == No {
		return s.reason("refused_own_domain", b.lang)
	}
	return Relay(s, b.lang).Reason
}

// relays reports whether a server that accepts mail for the recipient has to pass
// it on, judging by names: it has not if both are in one registered domain.
func relays(server, recipient string) Answer {
	switch a, b := registered(server), registered(recipient); {
	case a == "" || b == "":
		return Depends
	case a == b:
		return No
	}
	return Yes
}

// serverOf returns whose server refused, judging by names: "sender", "recipient",
// or "" if it is in the domain of neither. A server of both is the sender's: mail
// within one organisation passes through its own.
func serverOf(b *bounce) string {
	switch server := cmp.Or(b.rec.RemoteMTA.Host, clientServer(b)); {
	case relays(server, sender(b)) == No:
		return "sender"
	case relays(server, b.rec.Address) == No:
		return "recipient"
	}
	return ""
}

// registered returns the registered domain of a host name or address.
func registered(name string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(validDomain(domainOf("@" + name)))
	if err != nil {
		return ""
	}
	return domain
}
