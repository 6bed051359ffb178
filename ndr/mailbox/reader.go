package mailbox

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"runtime"

	"github.com/ndrparse/ndrparse/ndr"
)

// The limits of a Reader whose fields are zero.
const (
	// DefaultMaxMessage is as much as a parser reads, and more than nearly all
	// mail systems accept.
	DefaultMaxMessage = ndr.MaxMessageBytes
	// DefaultMaxDepth allows a compressed tar of a zip of compressed mailboxes.
	DefaultMaxDepth = 4
	// DefaultMaxRatio is far above what mail compresses to, and below what
	// deflate can reach (1032:1).
	DefaultMaxRatio = 250
)

// minExpanded is how much an archive may hold whatever its ratio: few bytes
// can honestly stand for that much.
const minExpanded = 16 << 20

// A Reader reads messages from files, folders and standard input. Its zero value
// is ready to use, and a Reader may be used by several goroutines at once, but
// standard input can be read only once.
type Reader struct {
	Stdin      io.Reader // what "-" names; os.Stdin if nil
	Jobs       int       // goroutines of Map, Reports and Batch; GOMAXPROCS if 0
	MaxMessage int       // bytes of one message that are read; DefaultMaxMessage if 0
	MaxDepth   int       // archives and compressions one inside the other; DefaultMaxDepth if 0
	MaxRatio   int       // expanded bytes for each byte of a compressed file; DefaultMaxRatio if 0
	Thorough   bool      // Map, Reports and Batch skip no message
}

// Messages iterates over the messages of the inputs, in order, ordinary mail
// included. A path is a file, a folder, or "-" for standard input. A folder's
// entries are sorted by name. For input that cannot be read, the iteration yields
// an [*Error] and continues; it ends early only with the error of ctx.
func (rd *Reader) Messages(ctx context.Context, paths ...string) iter.Seq2[*Message, error] {
	return func(yield func(*Message, error) bool) {
		f := newFeeder(ctx, rd)
		f.emit = func(b *block) error {
			defer f.pool.put(b)
			pieces := b.split()
			for i := range pieces {
				if !yield(b.message(&pieces[i]), nil) {
					return errStop
				}
			}
			if b.err != nil && !yield(nil, b.err) {
				return errStop
			}
			return nil
		}
		if err := f.run(paths); err != nil && !errors.Is(err, errStop) {
			yield(nil, err)
		}
	}
}

// errStop ends the feeding when the caller stops the iteration.
var errStop = errors.New("stopped")

func (rd *Reader) stdin() io.Reader {
	if rd.Stdin == nil {
		return os.Stdin
	}
	return rd.Stdin
}

func (rd *Reader) jobs() int { return orDefault(rd.Jobs, runtime.GOMAXPROCS(0)) }

func (rd *Reader) maxMessage() int { return orDefault(rd.MaxMessage, DefaultMaxMessage) }

func (rd *Reader) maxDepth() int { return orDefault(rd.MaxDepth, DefaultMaxDepth) }

func (rd *Reader) maxRatio() int64 { return int64(orDefault(rd.MaxRatio, DefaultMaxRatio)) }

func orDefault(n, fallback int) int {
	if n <= 0 {
		return fallback
	}
	return n
}
