// Package mailbox reads messages from mboxes, Maildirs, folders, archives,
// single files and standard input, and parses those that may be bounces.
//
// The format of an input is recognised by its content, never by its name:
//
//   - an mbox in any dialect (mboxo, mboxrd, mboxcl, mboxcl2; RFC 4155 names
//     the default one), with the separator lines of Unix mail, Thunderbird,
//     Google Takeout and others;
//   - a Maildir or Maildir++ (cur and new; tmp is left alone);
//   - a folder of any of these in any depth, Apple Mail's .mbox folders and
//     .emlx files among them;
//   - an Outlook .msg file;
//   - zip and tar archives, and gzip, bzip2, xz and zstd, one inside the other
//     to a limit;
//   - anything else is one message, or text, as it is.
//
// There are four ways in. [Reader.Reports] iterates over the reports of the
// messages that may be notices, parsed on several goroutines, in input order.
// [Reader.Messages] iterates over all messages, and [Map] over what a function
// makes of those that may be notices. A [Batch] does what a command needs: it
// parses messages and writes their reports in input order, with progress, a
// summary, and a journal from which a killed run is resumed.
//
// A message that cannot be read does not end an iteration: its error comes in
// its place, as an [*Error] that names the source. Memory does not grow with
// the input; it is bounded by the messages in flight and [Reader.MaxMessage].
package mailbox
