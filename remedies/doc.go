// Package remedies says what to do about undelivered mail.
//
// [Advise] fills in the remedies of every recipient of a report: a short list,
// the most useful first, for the very server, address, client and provider at
// hand. [Relay] answers whether a piece of mail is relaying, and whether the
// server is likely to refuse it.
//
// The knowledge lies in the TOML tables of the folder catalogue, which its
// README describes. The code only chooses what applies and fills in what the
// report states. What a message says is shown as text; a command, a
// setting or a DNS record takes nothing from it but a valid domain, mail
// address, IP address or number.
package remedies
