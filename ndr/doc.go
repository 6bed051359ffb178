// Package ndr reads what comes back when mail does not go out: delivery
// status notifications (RFC 3464), the free-text notices of mail systems, the
// error dialogs and logs of mail clients, and single SMTP replies.
//
// [Parse] reads a message, [ParseText] pasted text, and [Explain] one server
// reply. Each names, for every recipient, what happened and why; package
// remedies adds what to do about it.
package ndr
