package mailbox

import (
	"archive/tar"
	"bytes"
	"compress/bzip2"
	"context"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/ndrparse/ndrparse/internal/ascii"
)

// maxWindow bounds the memory that a zstd frame may ask for: 2^27 is what the
// zstd program allows by default.
const maxWindow = 1 << 27

// packed feeds the content of an archive or a compressed stream.
func (f *feeder) packed(in input, s shape, head []byte) error {
	if in.depth >= f.rd.maxDepth() {
		return f.fail(in.label, ErrTooDeep)
	}
	head = bytes.Clone(head)
	if s == shapeZip {
		return f.zip(in, head)
	}
	stream := io.MultiReader(bytesReader(head), in.r)
	if s == shapeTar {
		return f.tar(in, stream)
	}
	r, err := expand(s, stream)
	if err != nil {
		return f.fail(in.label, err)
	}
	defer r.Close()
	inner := in
	inner.r, inner.size, inner.file, inner.depth = in.budget.reader(r), -1, nil, in.depth+1
	return f.stream(inner)
}

// expand returns a reader of the expanded data of r.
func expand(s shape, r io.Reader) (io.ReadCloser, error) {
	switch s {
	case shapeGzip:
		return gzip.NewReader(r)
	case shapeZstd:
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	case shapeXz:
		x, err := xz.NewReader(r)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(x), nil
	}
	return io.NopCloser(bzip2.NewReader(r)), nil
}

// tar feeds the members of a tar archive.
func (f *feeder) tar(in input, stream io.Reader) error {
	r := tar.NewReader(stream)
	for {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return f.fail(in.label, err)
		}
		switch {
		case h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader:
			continue
		case h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeGNUSparse:
			err = f.fail(member(in.label, h.Name), ErrNotStored)
		default:
			err = f.member(in, h.Name, r, h.Size)
		}
		if err != nil {
			return err
		}
	}
}

// zip feeds the members of a zip archive, in the order of its directory.
func (f *feeder) zip(in input, head []byte) error {
	at, size, done, err := f.section(in, head)
	if err != nil {
		return f.fail(in.label, err)
	}
	defer done()
	z, err := zip.NewReader(at, size)
	if err != nil {
		return f.fail(in.label, err)
	}
	for _, file := range z.File {
		if err := f.zipMember(in, file); err != nil {
			return err
		}
	}
	return nil
}

func (f *feeder) zipMember(in input, file *zip.File) error {
	const encrypted = 1 // general purpose bit 0, APPNOTE.TXT section 4.4.4
	switch mode := file.Mode(); {
	case mode.IsDir():
		return nil
	case mode&fs.ModeType != 0:
		return f.fail(member(in.label, file.Name), ErrNotStored)
	case file.Flags&encrypted != 0:
		return f.fail(member(in.label, file.Name), ErrEncrypted)
	case file.UncompressedSize64 > minExpanded && file.UncompressedSize64/uint64(f.rd.maxRatio()) > file.CompressedSize64:
		return f.fail(member(in.label, file.Name), ErrExpands)
	}
	r, err := file.Open()
	if err != nil {
		return f.fail(member(in.label, file.Name), err)
	}
	defer r.Close()
	return f.member(in, file.Name, in.budget.reader(r), -1)
}

// member feeds one member of an archive.
func (f *feeder) member(in input, name string, r io.Reader, size int64) error {
	label := member(in.label, name)
	switch {
	case !safeName(name):
		return f.fail(label, ErrUnsafeName)
	case isCompanion(path.Base(name)) || beingDelivered(name):
		return nil
	}
	return f.stream(input{label: label, r: r, size: size, depth: in.depth + 1, budget: in.budget})
}

// member returns the source of an archive's member. Its name is only shown, but
// it is shown on terminals.
func member(archive, name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	return archive + "!" + name
}

// safeName reports whether a member's name stays inside of the archive.
func safeName(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	drive := len(name) > 1 && name[1] == ':'
	clean := path.Clean(name)
	return !drive && !path.IsAbs(name) && clean != ".." && !strings.HasPrefix(clean, "../")
}

// beingDelivered reports whether a member is in the tmp folder of a Maildir,
// which the unique name of its file shows: a time, a dot, and more dots.
func beingDelivered(name string) bool {
	dir, base := path.Split(name)
	return path.Base(dir) == "tmp" && len(base) > 0 && ascii.IsDigit(base[0]) && strings.Count(base, ".") >= 2
}

// A budget bounds what an archive may expand to, the archives in it included.
type budget struct {
	ctx      context.Context
	packed   func() int64 // bytes of the archive
	ratio    int64
	expanded int64
}

func (b *budget) reader(r io.Reader) io.Reader { return &budgetReader{b, r} }

type budgetReader struct {
	*budget
	r io.Reader
}

func (r *budgetReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p)
	r.expanded += int64(n)
	if r.expanded > minExpanded && r.expanded > r.ratio*r.packed() {
		return 0, ErrExpands
	}
	return n, err
}
