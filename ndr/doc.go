// Package ndr parses bounces, also called non-delivery reports: delivery status
// notifications (RFC 3464, RFC 6533), the free-text notices of mail systems,
// the error dialogs and logs of mail programs, the events of sending services,
// and single SMTP replies.
//
// [Parse] parses a message, [ParseText] pasted text, and [Explain] one server
// reply. A [Report] says for every recipient what happened and why: the status
// and the reply of the server that refused, the cause, whether the failure is
// permanent, and what a mailing program does with the address.
//
// Package remedies adds what to do about a failure, package mailbox reads whole
// mailboxes and archives, and package suppress turns reports into a list of
// addresses to stop mailing.
package ndr
