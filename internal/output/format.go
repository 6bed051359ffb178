package output

import "github.com/ndrparse/ndrparse/ndr"

// A Format renders reports, or explained replies. Its functions append to dst, and
// may be called by several goroutines at once.
type Format struct {
	Report func(dst []byte, r *ndr.Report) ([]byte, error)
	Reply  func(dst []byte, rec *ndr.Recipient) ([]byte, error) // the result of [ndr.Explain]

	Begin   []byte // before the first
	Between []byte // between two
	End     []byte // after the last
	Empty   []byte // in place of Begin and End where there is none
}
