package mailbox

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/richardlehane/mscfb"
	"golang.org/x/net/html/charset"
)

// outlook emits the message in an Outlook .msg file ([MS-OXMSG]), written out as
// Internet mail.
func (f *feeder) outlook(in input, head []byte) error {
	if f.step() {
		return nil
	}
	at, size, release, err := f.section(in, bytes.Clone(head))
	if err != nil {
		return f.sendError(in.label, err)
	}
	defer release()
	if size > int64(f.rd.maxMessage()) {
		return f.sendError(in.label, ErrTooLarge)
	}
	raw, err := readOutlook(at)
	if err != nil {
		return f.sendError(in.label, err)
	}
	if err := f.flush(); err != nil {
		return err
	}
	return f.send(&block{buf: raw, max: f.rd.maxMessage(), singles: []single{{label: in.label, end: len(raw)}}, after: f.pos})
}

// readOutlook writes out the message in a compound file.
func readOutlook(at io.ReaderAt) (raw []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			raw, err = nil, fmt.Errorf("damaged Outlook message: %v", p)
		}
	}()
	doc, err := mscfb.New(at)
	if err != nil {
		return nil, fmt.Errorf("damaged Outlook message: %w", err)
	}
	root := newStorage()
	for _, file := range doc.File {
		root.add(file)
	}
	message := root.object(32)
	var out bytes.Buffer
	message.writeMIME(&out, 0)
	return out.Bytes(), nil
}

// A storage is a folder in a compound file.
type storage struct {
	streams  map[string]*mscfb.File
	storages map[string]*storage
}

func newStorage() *storage {
	return &storage{map[string]*mscfb.File{}, map[string]*storage{}}
}

func (s *storage) add(file *mscfb.File) {
	for _, name := range file.Path {
		if s.storages[name] == nil {
			s.storages[name] = newStorage()
		}
		s = s.storages[name]
	}
	if file.Size > 0 {
		s.streams[file.Name] = file
	}
}

// named returns the storages whose name begins so, in the order of their names.
func (s *storage) named(prefix string) []*storage {
	var names []string
	for name := range s.storages {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var all []*storage
	for _, name := range names {
		all = append(all, s.storages[name])
	}
	return all
}

func (s *storage) read(name string) []byte {
	file := s.streams[name]
	if file == nil {
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(file, DefaultMaxMessage))
	if err != nil && len(b) == 0 {
		return nil
	}
	return b
}

// An object is a message, recipient or attachment: a storage and its fixed-size
// properties, by tag.
type object struct {
	*storage
	fixed    map[uint32][]byte
	codepage string
}

// object reads the property stream of s, whose header is 32 bytes long for a
// message, 24 for one in another and 8 for what else ([MS-OXMSG] section 2.4).
func (s *storage) object(header int) *object {
	o := &object{storage: s, fixed: map[uint32][]byte{}}
	const size = 16
	stream := s.read("__properties_version1.0")
	for at := header; at+size <= len(stream); at += size {
		o.fixed[binary.LittleEndian.Uint32(stream[at:])] = stream[at+8 : at+size]
	}
	const messageCodepage, internetCodepage = 0x3ffd0003, 0x3fde0003
	for _, tag := range []uint32{messageCodepage, internetCodepage} {
		if v := o.fixed[tag]; v != nil {
			o.codepage = codepageLabel(binary.LittleEndian.Uint32(v))
			break
		}
	}
	return o
}

// codepageLabel is the name by which the Encoding Standard knows a code page.
func codepageLabel(n uint32) string {
	switch n {
	case 932:
		return "shift_jis"
	case 936:
		return "gbk"
	case 949:
		return "euc-kr"
	case 950:
		return "big5"
	case 65001:
		return "utf-8"
	}
	return "windows-" + strconv.Itoa(int(n))
}

// text returns a string property by its id: "0037" is the subject.
func (o *object) text(id string) string {
	if b := o.read("__substg1.0_" + id + "001F"); b != nil {
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00")
	}
	return strings.TrimRight(o.decode(o.read("__substg1.0_"+id+"001E")), "\x00")
}

// part returns a recipient or attachment of the message, whose text is in the
// message's code page unless it names its own.
func (o *object) part(s *storage) *object {
	part := s.object(8)
	part.codepage = cmp.Or(part.codepage, o.codepage)
	return part
}

func (o *object) decode(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	label := o.codepage
	if label == "" {
		label = "windows-1252"
	}
	if r, err := charset.NewReaderLabel(label, bytes.NewReader(b)); err == nil {
		if text, err := io.ReadAll(r); err == nil {
			return string(text)
		}
	}
	return strings.ToValidUTF8(string(b), "\ufffd")
}

// binary returns a binary property by its id.
func (o *object) binary(id string) []byte { return o.read("__substg1.0_" + id + "0102") }

// time returns a time property (FILETIME) by its id.
func (o *object) time(id uint32) time.Time {
	v := o.fixed[id<<16|0x0040]
	if v == nil {
		return time.Time{}
	}
	const unixEpoch = 116444736000000000 // in units of 100 ns since 1601
	ticks := int64(binary.LittleEndian.Uint64(v)) - unixEpoch
	return time.Unix(ticks/1e7, ticks%1e7*100).UTC()
}
