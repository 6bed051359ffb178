package notice

import (
	"strings"

	"github.com/ndrparse/ndrparse/internal/reply"
)

// verpRecipient reads the recipient that the notice's own address encodes
// (variable envelope return path):
//
//	bounces+jiro=example.org@example.com
//	list-owner-jiro=example.org@example.com
//	prvs=0123456789=bounces+jiro=example.org@example.com
func verpRecipient(d *document) []string {
	for _, field := range []string{"X-Original-To", "Delivered-To", "To", "Envelope-To"} {
		for _, a := range mailboxes(d.view.Header.Raw(field)) {
			if r := decodeVERP(a, originalAddresses(d)); r != "" {
				return []string{r}
			}
		}
	}
	return nil
}

// originalAddresses returns the addresses that the original was for, by which
// the recipient in a VERP address is found.
func originalAddresses(d *document) []string {
	return append(mailboxes(d.original.Raw("To")), mailboxes(d.original.Raw("Cc"))...)
}

// decodeVERP returns the recipient in a VERP address, or "".
func decodeVERP(address string, known []string) string {
	local, _, ok := strings.Cut(unBATV(address), "@")
	if !ok {
		return ""
	}
	eq := strings.LastIndexByte(local, '=')
	if eq <= 0 || !reply.IsHostname(local[eq+1:]) || strings.HasPrefix(strings.ToLower(local), "srs") {
		return ""
	}
	user, domain := local[:eq], local[eq+1:]
	for _, k := range known {
		if name, at, _ := strings.Cut(k, "@"); strings.EqualFold(at, domain) && strings.HasSuffix(strings.ToLower(user), strings.ToLower(name)) {
			return k
		}
	}
	if plus := strings.IndexByte(user, '+'); plus >= 0 && plus+1 < len(user) {
		return user[plus+1:] + "@" + domain
	}
	if prefix := verpPrefix(user); prefix > 0 {
		return user[prefix:] + "@" + domain
	}
	return ""
}

// verpPrefix returns the length of the part before the recipient, which hyphens
// delimit: "bounces-", "list-return-42-", "owner-list-".
func verpPrefix(user string) int {
	low := strings.ToLower(user)
	for _, word := range phrases().VERP {
		if at := strings.LastIndex(low, word); at >= 0 {
			end := at + len(word)
			for digits := end; digits < len(low); digits++ {
				if low[digits] == '-' && digits > end {
					return digits + 1
				}
				if low[digits] < '0' || low[digits] > '9' {
					break
				}
			}
			return end
		}
	}
	return 0
}

// unBATV removes the tag of a BATV-signed address: prvs=TAG=user@domain, or
// the older btv1==TAG==user@domain and msprvs1=TAG=user@domain.
func unBATV(address string) string {
	low := strings.ToLower(address)
	for _, scheme := range []string{"prvs=", "msprvs1=", "btv1=="} {
		if !strings.HasPrefix(low, scheme) {
			continue
		}
		rest := address[len(scheme):]
		separator := "="
		if scheme == "btv1==" {
			separator = "=="
		}
		if _, user, ok := strings.Cut(rest, separator); ok {
			return user
		}
	}
	return address
}
