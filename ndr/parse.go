package ndr

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/notice"
)

// Errors of input that is no message and no text.
var (
	ErrEmpty  = errors.New("empty input")
	ErrBinary = errors.New("binary data, neither a message nor text")
)

// MaxMessageBytes is how much of one message is read. What lies beyond belongs
// to attachments; a report needs none of it.
const MaxMessageBytes = 32 << 20

// A Parser reads messages. The zero Parser is ready to use, and a Parser may
// be used by several goroutines at once.
type Parser struct {
	// Headers names fields of the original message to copy into
	// Original.Headers, such as a campaign's id.
	Headers []string

	// Classifier names the causes; nil means classify.Default().
	Classifier *classify.Classifier
}

// Parse reads one thing from r: a message, or text that someone pasted.
func (p *Parser) Parse(r io.Reader) (*Report, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxMessageBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	return p.ParseBytes(b)
}

// ParseBytes reads one thing from b, which it neither changes nor keeps.
func (p *Parser) ParseBytes(b []byte) (*Report, error) {
	if len(b) > MaxMessageBytes {
		rep, err := p.ParseBytes(b[:MaxMessageBytes])
		if rep != nil {
			rep.Warnings = append(rep.Warnings, "the message is larger than MaxMessageBytes: the rest is left out")
		}
		return rep, err
	}
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, ErrEmpty
	case message.HasHeader(b) && !notice.IsLogEntry(b):
		v := message.Read(b)
		return p.assemble(notice.Read(v), v.Header), nil
	case isBinary(b):
		return nil, ErrBinary
	}
	return p.ParseText(message.Text(b))
}

// ParseText reads text that someone pasted: an error dialog, a log, or a
// notice without its header.
func (p *Parser) ParseText(s string) (*Report, error) {
	if len(bytes.TrimSpace([]byte(s))) == 0 {
		return nil, ErrEmpty
	}
	long := len(s) > message.MaxTextBytes
	s = s[:min(len(s), message.MaxTextBytes)]
	rep := p.assemble(notice.ReadText(s), nil)
	if long {
		rep.Warnings = append(rep.Warnings, "the text is larger than MaxTextBytes: the rest is left out")
	}
	if rep.Kind == NotBounce && notice.IsSentence(s) {
		if said := p.assemble(notice.ReadWords(s), nil); said.Recipients[0].Confidence >= sureSentence {
			return said, nil
		}
	}
	return rep, nil
}

// sureSentence is how sure the cause of a few words without a code must be, as
// an error message on a screen is, for them to count as a failure.
const sureSentence = 0.8

// Explain names the cause of one server reply or error line.
func (p *Parser) Explain(line string) Recipient {
	n := notice.ReadLine(line[:min(len(line), message.MaxTextBytes)])
	return p.assemble(n, nil).Recipients[0]
}

// Parse reads one thing from r with a zero Parser.
func Parse(r io.Reader) (*Report, error) { return new(Parser).Parse(r) }

// ParseText reads pasted text with a zero Parser.
func ParseText(s string) (*Report, error) { return new(Parser).ParseText(s) }

// Explain names the cause of one server reply with a zero Parser.
func Explain(line string) Recipient { return new(Parser).Explain(line) }

// isBinary tells data that is no text in any charset of mail: control
// characters that no message has, in the part that would be its header.
func isBinary(b []byte) bool {
	head := b[:min(len(b), 1024)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false // UTF-16 text
	}
	control := 0
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			control++
		}
	}
	return control*10 > len(head) || control > 0 && !utf8.Valid(head) && control*50 > len(head)
}
