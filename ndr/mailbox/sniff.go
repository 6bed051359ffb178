package mailbox

import (
	"bytes"
	"strconv"

	"github.com/ndrparse/ndrparse/internal/message"
)

// A shape is what the first bytes of an input show it to be.
type shape int

const (
	shapeMessage shape = iota // a message, or text
	shapeEmpty
	shapeBinary
	shapeMbox
	shapeMboxCR // an mbox whose lines end in CR
	shapeEmlx
	shapeMsg
	shapeZip
	shapeTar
	shapeGzip
	shapeBzip2
	shapeXz
	shapeZstd
	shapeIndex // what a mail program keeps beside its mailboxes
)

// magics are the first bytes by which formats are recognised: APPNOTE.TXT for
// zip, RFC 1952 for gzip, RFC 8878 for zstd, [MS-CFB] section 2.2 for the
// compound file that an Outlook message is.
var magics = []struct {
	magic string
	shape shape
}{
	{"PK\x03\x04", shapeZip},
	{"PK\x05\x06", shapeZip},
	{"\x1f\x8b\x08", shapeGzip},
	{"BZh", shapeBzip2},
	{"\xfd7zXZ\x00", shapeXz},
	{"\x28\xb5\x2f\xfd", shapeZstd},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", shapeMsg},
	{"// <!-- <mdb:mork:z", shapeIndex},  // Thunderbird's .msf
	{"\x00\x00\x00\x01Bud1", shapeIndex}, // the Finder's .DS_Store
}

// sniff returns what begins with head. eof says that head is all of it.
func sniff(head []byte, eof bool) shape {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) && (m.shape != shapeBzip2 || isBzip2(head)) {
			return m.shape
		}
	}
	text := skipBlank(head)
	switch {
	case len(text) == 0 && eof:
		return shapeEmpty
	case isTar(head):
		return shapeTar
	case bytes.HasPrefix(text, fromLine):
		return sniffMbox(text)
	case isEmlx(head):
		return shapeEmlx
	case message.IsBinary(head) && !message.HasHeader(head):
		return shapeBinary
	}
	return shapeMessage
}

// skipBlank returns b without a byte order mark and empty lines before it.
func skipBlank(b []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), "\r\n")
}

// sniffMbox distinguishes an mbox from other text that begins with "From ".
func sniffMbox(b []byte) shape {
	if n := bytes.IndexAny(b[:min(len(b), maxSeparator)], "\r\n"); n >= 0 && b[n] == '\r' && n+1 < len(b) && b[n+1] != '\n' {
		if formOf(b[:n]) != noSeparator {
			return shapeMboxCR
		}
		return shapeMessage
	}
	if ok, _ := separatorAt(b, 0); ok {
		return shapeMbox
	}
	return shapeMessage
}

// isBzip2 reports whether b begins with bzip2's level, and the magic of a block or
// of the end.
func isBzip2(b []byte) bool {
	return len(b) >= 10 && '1' <= b[3] && b[3] <= '9' &&
		(string(b[4:10]) == "1AY&SY" || string(b[4:10]) == "\x17rE8P\x90")
}

// isTar reports whether the checksum of the first header block is right (POSIX.1,
// pax interchange format), which the formats without "ustar" have too.
func isTar(b []byte) bool {
	const block, at, size = 512, 148, 8
	if len(b) < block || b[0] == 0 {
		return false
	}
	sum := 0
	for i, c := range b[:block] {
		if at <= i && i < at+size {
			c = ' '
		}
		sum += int(c)
	}
	field := bytes.Trim(b[at:at+size], " \x00")
	want, err := strconv.ParseInt(string(field), 8, 32)
	return err == nil && int(want) == sum
}
