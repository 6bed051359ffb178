package reply

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/phrase"
)

// Host returns the server that words name: "host mx.example.org
// [192.0.2.1] said", "mx.example.org gave this error". A name without an
// address counts only after a word that announces a server. Hosts in the
// reply itself are others: the client that it blocked, the list that it asked.
func Host(words string) fact.Host {
	words = words[:min(len(words), MaxWords)]
	if !mayNameHost(words) {
		return fact.Host{}
	}
	at := find(words)
	before := words
	if at >= 0 {
		before = words[:at]
	}
	if h := hostBehind(before, cues().server, at >= 0); h != (fact.Host{}) {
		return h
	}
	if h := bracketed(before); h != (fact.Host{}) {
		return h
	}
	if h := speaker(before); h != (fact.Host{}) {
		return h
	}
	if at >= 0 {
		if h := named(before); h != (fact.Host{}) {
			return h
		}
	}
	if h := attempted(words); h != (fact.Host{}) {
		return h
	}
	return hostBehind(words, cues().sender, false)
}

// Speaker returns the server that gave the reply in words, if it is named right
// before the reply: "host mx.example.org[192.0.2.1] said: 550 No such user".
func Speaker(words string) fact.Host {
	words = words[:min(len(words), MaxWords)]
	if at := find(words); at > 0 && isIntroduced(words[:at]) {
		return hostBehind(words[:at], cues().server, true)
	}
	return fact.Host{}
}

// mayNameHost reports whether words have a dot or a colon as it is within
// names and addresses.
func mayNameHost(words string) bool {
	for i := 0; i+1 < len(words); i++ {
		if (words[i] == '.' || words[i] == ':') && words[i+1] != ' ' {
			return true
		}
	}
	return false
}

// Peer returns the server that words say was tried, whether or not it replied: one
// named with its address. A name alone may not exist.
func Peer(words string) fact.Host {
	if h := Host(words); h.IP != "" {
		return h
	}
	return fact.Host{}
}

// hostBehind reads the host after the first of cues that has one; after its
// last place where the nearest to a reply counts.
func hostBehind(words string, cues *phrase.List, nearest bool) (host fact.Host) {
	var low [512]byte
	var hits [16]phrase.Hit
	found := int32(-1)
	for _, cue := range cues.Hits(ascii.AppendLower(low[:0], words), hits[:0]) {
		if found >= 0 && cue.Phrase != found {
			break
		}
		if isOwn(words[:cue.End]) {
			continue
		}
		if h := hostAt(words[cue.End:]); h != (fact.Host{}) {
			if !nearest {
				return h
			}
			host, found = h, cue.Phrase
		}
	}
	return host
}

// isOwn reports whether words lead to the name of the system that wrote them:
// "This is the mail system at host mx.example.com".
func isOwn(words string) bool {
	for _, p := range table().Own {
		if ascii.HasSuffixFold(words, p) {
			return true
		}
	}
	return false
}

// attempted reads what Exchange states of its last attempt:
// "[LastAttemptedServerName=mx.example.org] [LastAttemptedIP=192.0.2.1:25]".
func attempted(words string) fact.Host {
	if strings.IndexByte(words, '=') < 0 {
		return fact.Host{}
	}
	h := hostBehind(words, cues().address, false)
	if h.IP == "" {
		return fact.Host{}
	}
	return fact.Host{Name: hostBehind(words, cues().name, false).Name, IP: h.IP}
}

// speaker reads the host that words begin with, if it is said to speak:
// "mx.example.org #550 5.1.1 …", "mx.example.org Remote Server returned '550 …'".
// qmail begins with the address, in whatever language it goes on.
func speaker(words string) fact.Host {
	first, rest, _ := strings.Cut(words, " ")
	if words != "" && (ascii.IsDigit(words[0]) || words[0] == '[') && strings.HasSuffix(strings.TrimRight(rest, " '\""), ":") {
		if ip := IP(first); ip != "" {
			return fact.Host{IP: ip}
		}
	}
	for _, s := range table().Speaks {
		if ascii.HasPrefixFold(rest, s) {
			return hostAt(words)
		}
	}
	return fact.Host{}
}

// named reads the host right before a reply: "mx.example.org: 550 …".
func named(before string) fact.Host {
	before = strings.TrimRight(before, " '\"")
	name, ok := strings.CutSuffix(before, ":")
	name = name[strings.LastIndexByte(name, ' ')+1:]
	if !ok || !IsHostname(name) {
		return fact.Host{}
	}
	return fact.Host{Name: name}
}
