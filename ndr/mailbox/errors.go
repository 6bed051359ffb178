package mailbox

import (
	"errors"
	"fmt"

	"github.com/ndrparse/ndrparse/ndr"
)

// The reasons why an input, or a part of one, is not read. Each is wrapped in an
// [*Error], as are errors of the operating system and of the decompressors.
var (
	// ErrEmpty: the input is empty, or holds nothing but white space.
	ErrEmpty = ndr.ErrEmpty
	// ErrBinary: neither a message nor text nor anything that holds some.
	ErrBinary = ndr.ErrBinary
	// ErrNotRegular: a FIFO, socket or device in a folder, or given by name.
	ErrNotRegular = errors.New("not a regular file")
	// ErrLinkOut: a symbolic link that leads out of the folder being read.
	ErrLinkOut = errors.New("symbolic link leads out of the folder")
	// ErrUnsafeName: an archive member whose name is absolute or climbs with "..".
	ErrUnsafeName = errors.New("archive member's name leads out of the archive")
	// ErrNotStored: an archive member that is a link or a device.
	ErrNotStored = errors.New("archive member is a link or device")
	// ErrEncrypted: a zip member that needs a password.
	ErrEncrypted = errors.New("archive member is encrypted")
	// ErrTooDeep: archives nested deeper than Reader.MaxDepth.
	ErrTooDeep = errors.New("archives nested too deep")
	// ErrExpands: compressed data that expand beyond Reader.MaxRatio.
	ErrExpands = errors.New("compressed data expand beyond the limit")
	// ErrTooLarge: an Outlook message larger than Reader.MaxMessage, which cannot
	// be read in part.
	ErrTooLarge = errors.New("larger than the limit on a message")
	// ErrGrew: the file became longer while it was read; what it held when it
	// was opened was read.
	ErrGrew = errors.New("file grew while it was read")
	// ErrShrank: the file became shorter while it was read.
	ErrShrank = errors.New("file shrank while it was read")
)

// An Error is a failure to read or parse one source.
type Error struct {
	Source string // as in Message.Source
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %v", e.Source, e.Err) }

func (e *Error) Unwrap() error { return e.Err }
