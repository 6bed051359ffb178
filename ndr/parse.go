package ndr

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/message"
	"github.com/ndrparse/ndrparse/internal/notice"
)

// ErrEmpty is returned for input that is empty or holds nothing but white
// space.
var ErrEmpty = errors.New("empty input")

// ErrBinary is returned for input that is neither a message nor text in any
// charset, such as an image or a program.
var ErrBinary = errors.New("binary data, neither mail nor text")

// MaxMessageBytes is how many bytes of a message are parsed. The rest of a
// longer one, which belongs to attachments, is left out with a warning.
const MaxMessageBytes = 32 << 20

// maxTextBytes is how many bytes of pasted text are parsed: as many as of the
// text of a message.
const maxTextBytes = message.MaxTextBytes

// A Parser parses messages and text. The zero Parser is ready to use, and a
// Parser may be used by several goroutines at once.
type Parser struct {
	// Headers names header fields of the original message to copy into
	// Original.Headers, such as that of a campaign's identifier. Case does not
	// matter.
	Headers []string

	// Classifier decides the causes. If nil, classify.Default() is used.
	Classifier *classify.Classifier
}

// Parse reads r to its end, up to MaxMessageBytes, and parses what it read as
// [Parser.ParseBytes] does. An error of r is returned wrapped.
func (p *Parser) Parse(r io.Reader) (*Report, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxMessageBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	return p.ParseBytes(b)
}

// ParseBytes parses b, which it neither changes nor keeps: a message if it
// begins with a header, else text, in any charset, as [Parser.ParseText] does.
//
// A message that is not a bounce is not an error; its report has the kind
// [NotBounce]. Nor is a malformed one: what could be read of it is reported,
// and Report.Warnings says what could not. The error is [ErrEmpty] or
// [ErrBinary], and the report is nil with it.
func (p *Parser) ParseBytes(b []byte) (*Report, error) {
	if len(b) > MaxMessageBytes {
		rep, err := p.ParseBytes(b[:MaxMessageBytes])
		if rep != nil {
			rep.Warnings = append(rep.Warnings, fmt.Sprintf("the message is larger than %d MiB: the rest is left out (MaxMessageBytes)", MaxMessageBytes>>20))
		}
		return rep, err
	}
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, ErrEmpty
	case message.HasHeader(b) && !notice.IsLogEntry(b):
		v := message.Read(b)
		return p.assemble(notice.Read(v), v.Header), nil
	case message.IsBinary(b):
		return nil, ErrBinary
	}
	return p.ParseText(message.Text(b))
}

// ParseText parses text that somebody pasted: an error dialog, a log, or a
// notice without its header. Of text longer than 1 MiB the rest is left out
// with a warning. The error is [ErrEmpty], and the report is nil with it.
func (p *Parser) ParseText(s string) (*Report, error) {
	if strings.TrimSpace(s) == "" {
		return nil, ErrEmpty
	}
	text := truncate(s, maxTextBytes)
	rep := p.assemble(notice.ReadText(text), nil)
	if len(text) < len(s) {
		rep.Warnings = append(rep.Warnings, fmt.Sprintf("the text is larger than %d MiB: the rest is left out (MaxTextBytes)", maxTextBytes>>20))
	}
	if rep.Kind == NotBounce && notice.IsSentence(text) {
		if said := p.assemble(notice.ReadWords(text), nil); said.Recipients[0].Confidence >= minSentenceConfidence {
			return said, nil
		}
	}
	return rep, nil
}

// minSentenceConfidence is the confidence from which a few words without a
// code, like an error message on a screen, are taken for a failure.
const minSentenceConfidence = 0.8

// Explain classifies one server reply or error line, such as "550 5.1.1 User
// unknown". The Recipient always has a cause, [classify.Unknown] if the line names
// none. Anything beyond 1 MiB of the line is ignored.
func (p *Parser) Explain(line string) Recipient {
	rep := p.assemble(notice.ReadLine(truncate(line, maxTextBytes)), nil)
	rec := rep.Recipients[0]
	rec.Client = rep.Client
	return rec
}

// Parse reads and parses one message or text; see [Parser.Parse].
func Parse(r io.Reader) (*Report, error) { return new(Parser).Parse(r) }

// ParseText parses pasted text; see [Parser.ParseText].
func ParseText(s string) (*Report, error) { return new(Parser).ParseText(s) }

// Explain classifies one server reply or error line; see [Parser.Explain].
func Explain(line string) Recipient { return new(Parser).Explain(line) }

// truncate returns the first limit bytes of s, or up to three fewer so as not
// to split a character.
func truncate(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for n := limit; n > limit-utf8.UTFMax; n-- {
		if utf8.RuneStart(s[n]) {
			return s[:n]
		}
	}
	return s[:limit]
}
