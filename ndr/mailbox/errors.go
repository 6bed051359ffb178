package mailbox

import (
	"errors"
	"fmt"

	"github.com/ndrparse/ndrparse/ndr"
)

// The reasons why an input, or a part of one, is not read. Each is wrapped in an
// [*Error], as are errors of the operating system and of the decompressors.
var (
	// ErrEmpty means that the input is empty, or only white space.
	ErrEmpty = ndr.ErrEmpty
	// ErrBinary means that the input is neither a message nor text, nor a
	// container of either.
	ErrBinary = ndr.ErrBinary
	// ErrNotRegular means that the input is a FIFO, socket or device.
	ErrNotRegular = errors.New("not a regular file")
	// ErrLinkOut means that a symbolic link leads out of the folder being read.
	ErrLinkOut = errors.New("symbolic link leads out of the folder")
	// ErrUnsafeName means that the name of an archive member is absolute or
	// climbs with "..".
	ErrUnsafeName = errors.New("archive member's name leads out of the archive")
	// ErrNotStored means that an archive member is a link or a device.
	ErrNotStored = errors.New("archive member is a link or device")
	// ErrEncrypted means that a zip member needs a password.
	ErrEncrypted = errors.New("archive member is encrypted")
	// ErrTooDeep means that archives are nested deeper than Reader.MaxDepth.
	ErrTooDeep = errors.New("archives nested too deep")
	// ErrExpands means that compressed data expand beyond Reader.MaxRatio.
	ErrExpands = errors.New("compressed data expand beyond the limit")
	// ErrTooLarge means that an Outlook message is larger than Reader.MaxMessage;
	// it cannot be read in part.
	ErrTooLarge = errors.New("larger than the limit on a message")
	// ErrGrew means that the file grew while it was read. Its content at the time
	// it was opened was read.
	ErrGrew = errors.New("file grew while it was read")
	// ErrShrank means that the file shrank while it was read.
	ErrShrank = errors.New("file shrank while it was read")
)

// An Error is a failure to read or parse one source.
type Error struct {
	Source string // as in Message.Source
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %v", e.Source, e.Err) }

func (e *Error) Unwrap() error { return e.Err }
