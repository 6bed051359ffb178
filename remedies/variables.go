package remedies

import (
	"cmp"
	"net/netip"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/internal/hostname"
)

// A variable is a value that sentences, commands and conditions refer to by name.
type variable struct {
	kind kind
	of   func(*bounce) string // "" where the report does not state it
}

// variables holds every variable that the catalogue may use.
var variables = map[string]variable{
	"recipient":          {asAddress, func(b *bounce) string { return b.rec.Address }},
	"recipient_domain":   {asDomain, recipientDomain},
	"similar_domain":     {asDomain, similarDomain},
	"recipient_provider": {asPhrase, func(b *bounce) string { return b.providerName(b.recipientProvider()) }},
	"sender":             {asAddress, sender},
	"sender_domain":      {asDomain, senderDomain},
	"sender_domain_dash": {asWord, func(b *bounce) string { return dashed(validDomain(senderDomain(b))) }},
	"new_address":        {asAddress, newAddress},

	"remote_host":   {asDomain, func(b *bounce) string { return b.rec.RemoteMTA.Host }},
	"remote_ip":     {asIP, func(b *bounce) string { return b.rec.RemoteMTA.IP }},
	"reporting_mta": {asDomain, func(b *bounce) string { return b.report.ReportingMTA }},
	"sending_ip":    {asIP, sendingIP},
	"sending_ipv4":  {asIP, func(b *bounce) string { return onlyIPv4(sendingIP(b)) }},
	"provider":      {asPhrase, func(b *bounce) string { return b.providerName(b.rec.Provider) }},

	"reply":       {asText, func(b *bounce) string { return b.rec.Reply.Text }},
	"reply_code":  {asNumber, func(b *bounce) string { return number(b.rec.Reply.Code) }},
	"status":      {asText, func(b *bounce) string { return b.rec.Status }},
	"wait":        {asPhrase, func(b *bounce) string { return b.duration(waitAsked(b.said())) }},
	"size_limit":  {asPhrase, func(b *bounce) string { return b.size(sizeLimit(b.said())) }},
	"queued_for":  {asPhrase, func(b *bounce) string { return b.duration(queuedFor(b)) }},
	"retry_until": {asPhrase, retryUntil},

	"list":          {asDomain, listZone},
	"list_name":     {asPhrase, func(b *bounce) string { return b.providerName(b.listOwner()) }},
	"list_closed":   {asPhrase, (*bounce).listClosed},
	"listed":        {asText, listed},
	"listed_ip":     {asIP, func(b *bounce) string { return validIP(listed(b)) }},
	"listed_domain": {asDomain, func(b *bounce) string { return validDomain(listed(b)) }},
	"list_query":    {asDomain, listQuery},

	"client":          {asPhrase, func(b *bounce) string { return b.vocabulary().Clients[b.reporter().Name] }},
	"server":          {asDomain, clientServer},
	"port":            {asNumber, func(b *bounce) string { return number(clientPort(b)) }},
	"account":         {asText, account},
	"account_address": {asAddress, accountAddress},
	"error":           {asText, errorNumber},
	"service":         {asPhrase, func(b *bounce) string { return b.service().Name.in(b.lang) }},
	"smtp_host":       {asDomain, smtpHost},
	"smtp_port":       {asNumber, func(b *bounce) string { return number(b.service().Port) }},
	"submission_port": {asNumber, func(b *bounce) string { return cmp.Or(number(b.service().Port), "587") }}, // RFC 6409 section 3.1
	"starttls":        {asWord, func(b *bounce) string { return ifTLS(b, "off", "on") }},
	"smtp_scheme":     {asWord, func(b *bounce) string { return ifTLS(b, "smtps", "smtp") }},
	"service_note":    {asPhrase, func(b *bounce) string { return b.service().Note.in(b.lang) }},
	"relay_reason":    {asPhrase, relayReason},
}

func recipientDomain(b *bounce) string { return domainOf(b.rec.Address) }
func senderDomain(b *bounce) string    { return domainOf(sender(b)) }

// sender returns the author's address, else the account that was used.
func sender(b *bounce) string {
	if b.report.Original.From != "" {
		return b.report.Original.From
	}
	if account := account(b); strings.Contains(account, "@") {
		return account
	}
	return ""
}

// accountAddress returns the address of the account that was used, else the
// author's.
func accountAddress(b *bounce) string {
	if account := validAddress(account(b)); account != "" {
		return account
	}
	return b.report.Original.From
}

func account(b *bounce) string      { return b.reporter().Account }
func clientServer(b *bounce) string { return b.reporter().Server }
func clientPort(b *bounce) int      { return b.reporter().Port }
func clientSecure(b *bounce) string { return b.reporter().Secure }
func errorNumber(b *bounce) string  { return b.reporter().ErrorNumber }

func listZone(b *bounce) string {
	if b.rec.Listing == nil {
		return ""
	}
	return strings.ToLower(b.rec.Listing.List)
}

// listed returns what is on the blocklist: what the refusal names, else the
// address that the refused connection came from.
func listed(b *bounce) string {
	if b.rec.Listing != nil && b.rec.Listing.Subject != "" {
		return b.rec.Listing.Subject
	}
	return sendingIP(b)
}

// listQuery returns the name under which the blocklist's zone holds what is
// listed (RFC 5782 sections 2.1, 2.4 and 3).
func listQuery(b *bounce) string {
	zone := validDomain(listZone(b))
	if zone == "" {
		return ""
	}
	if ip, err := netip.ParseAddr(validIP(listed(b))); err == nil {
		return reversed(ip) + "." + zone
	}
	if domain := validDomain(listed(b)); domain != "" {
		return domain + "." + zone
	}
	return ""
}

// reversed writes an address backwards, IPv4 by octets and IPv6 by nibbles.
func reversed(ip netip.Addr) string {
	ip = ip.Unmap()
	var parts []string
	for _, octet := range ip.AsSlice() {
		if ip.Is4() {
			parts = append(parts, strconv.Itoa(int(octet)))
		} else {
			parts = append(parts, strconv.FormatInt(int64(octet>>4), 16), strconv.FormatInt(int64(octet&15), 16))
		}
	}
	var out strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		out.WriteString(parts[i])
		if i > 0 {
			out.WriteByte('.')
		}
	}
	return out.String()
}

func onlyIPv4(address string) string {
	if ip, err := netip.ParseAddr(address); err != nil || !ip.Is4() {
		return ""
	}
	return address
}

// domainOf returns the domain of an address, which may be in brackets, in
// lower case.
func domainOf(address string) string {
	return strings.ToLower(strings.Trim(hostname.OfAddress(address), ">. "))
}

// dashed writes a domain as Microsoft 365 has it in the names of DKIM keys.
func dashed(domain string) string { return strings.ReplaceAll(domain, ".", "-") }

// ifTLS chooses by whether the service at hand takes TLS from the first byte
// (RFC 8314 section 3.3), rather than STARTTLS.
func ifTLS(b *bounce, implicit, starttls string) string {
	if b.service().Encryption == "tls" {
		return implicit
	}
	return starttls
}

func number(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}
