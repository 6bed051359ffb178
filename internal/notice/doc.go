// Package notice reads what a message says about mail that was not delivered,
// in machine-readable fields (RFC 3464), in free text, or in both, and returns it
// as facts. It judges no cause.
//
// A general reader finds addresses with the server's reply beside them, which
// is how nearly every mail system words its notices. A family of notices that
// needs more has its own small file; whatever is recognised by phrases is in the
// TOML tables of the folder families.
package notice
