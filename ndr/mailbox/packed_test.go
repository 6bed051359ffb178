package mailbox_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"
	"github.com/ulikunitz/xz"

	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// A file is a member of an archive; its text is that of a link if kind says so.
type file struct {
	name, text string
	kind       byte
}

func tarOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Typeflag: f.kind, Mode: 0o600}
		if f.kind == 0 || f.kind == tar.TypeReg {
			h.Size = int64(len(f.text))
		} else {
			h.Linkname = f.text
		}
		require.NoError(t, w.WriteHeader(h))
		if h.Size > 0 {
			_, err := io.WriteString(w, f.text)
			require.NoError(t, err)
		}
	}
	require.NoError(t, w.Close())
	return b.String()
}

func zipOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.kind == tar.TypeSymlink {
			h.SetMode(os.ModeSymlink | 0o777)
		}
		to, err := w.CreateHeader(h)
		require.NoError(t, err)
		_, err = io.WriteString(to, f.text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

func compressed(t testing.TB, text string, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	require.NoError(t, err)
	_, err = io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

func gzipOf(t testing.TB, text string) string {
	return compressed(t, text, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
}

func zstdOf(t testing.TB, text string) string {
	return compressed(t, text, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
}

func xzOf(t testing.TB, text string) string {
	return compressed(t, text, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) })
}

// bzip2Of needs the program: Go has no writer of the format.
func bzip2Of(t testing.TB, text string) string {
	t.Helper()
	cmd := exec.Command("bzip2", "-c")
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.Output()
	if err != nil {
		t.Skip("no bzip2 program: ", err)
	}
	return string(out)
}

func TestArchives(t *testing.T) {
	box := separator + message("1") + "\n" + separator + message("2")
	big := message(strings.Repeat("a line of text\n", 100_000))
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"gzip", gzipOf(t, box), []string{"#1: 1", "#2: 2"}},
		{"two gzip members", gzipOf(t, box) + gzipOf(t, "\n"+separator+message("3")), []string{"#1: 1", "#2: 2", "#3: 3"}},
		{"zstd", zstdOf(t, box), []string{"#1: 1", "#2: 2"}},
		{"xz", xzOf(t, box), []string{"#1: 1", "#2: 2"}},
		{"bzip2", bzip2Of(t, box), []string{"#1: 1", "#2: 2"}},
		{"tar", tarOf(t, file{name: "d/", kind: tar.TypeDir}, file{name: "d/b.eml", text: message("b")}, file{name: "box", text: box}), []string{"!d/b.eml: b", "!box#1: 1", "!box#2: 2"}},
		{"zip", zipOf(t, file{name: "b.eml", text: message("b")}, file{name: "d/"}, file{name: "d/box", text: box}), []string{"!b.eml: b", "!d/box#1: 1", "!d/box#2: 2"}},
		{"tar.gz in zip", zipOf(t, file{name: "x.tgz", text: gzipOf(t, tarOf(t, file{name: "a", text: message("a")}))}), []string{"!x.tgz!a: a"}},
		{"Maildir", tarOf(t, file{name: "m/tmp/1.M1.host", text: message("x")}, file{name: "m/cur/2.M1.host:2,S", text: message("y")}, file{name: "m/dovecot-uidlist", text: "3 V1\n"}), []string{"!m/cur/2.M1.host:2,S: y"}},
		{"names as labels only", tarOf(t, file{name: "a\x1b[31m\nb", text: message("a")}), []string{"!a_[31m_b: a"}},
	} {
		path := filepath.Join(t.TempDir(), "x")
		require.NoError(t, os.WriteFile(path, []byte(test.data), 0o600))
		for _, source := range []string{path, "-"} {
			got, failures := collect(t, &mailbox.Reader{Stdin: strings.NewReader(test.data)}, source)
			require.Empty(t, failures, test.name)
			for i := range got {
				got[i] = strings.TrimPrefix(got[i], source)
			}
			require.Equal(t, test.want, got, test.name)
		}
	}
	got, failures := collect(t, &mailbox.Reader{Stdin: strings.NewReader(tarOf(t, file{name: "a", text: big}, file{name: "b", text: message("b")}))}, "-")
	require.Empty(t, failures)
	require.Len(t, got, 2)
	require.Equal(t, "-!b: b", got[1])
}

func TestHostileArchives(t *testing.T) {
	for _, test := range []struct {
		name, data         string
		messages, failures []string
	}{
		{"names", tarOf(t, file{name: "/etc/a", text: message("x")}, file{name: "../a", text: message("x")}, file{name: `d\..\..\a`, text: message("x")}, file{name: `C:\a`, text: message("x")}, file{name: "d/../a", text: message("a")}),
			[]string{"-!d/../a: a"},
			[]string{
				"-!/etc/a: archive member's name leads out of the archive", "-!../a: archive member's name leads out of the archive",
				`-!d\..\..\a: archive member's name leads out of the archive`, `-!C:\a: archive member's name leads out of the archive`,
			}},
		{"links and devices", tarOf(t, file{"l", "/etc/passwd", tar.TypeSymlink}, file{"h", "a", tar.TypeLink}, file{name: "f", kind: tar.TypeFifo}, file{name: "a", text: message("a")}),
			[]string{"-!a: a"}, []string{"-!l: archive member is a link or device", "-!h: archive member is a link or device", "-!f: archive member is a link or device"}},
		{"link in a zip", zipOf(t, file{"l", "/etc/passwd", tar.TypeSymlink}, file{name: "a", text: message("a")}), []string{"-!a: a"}, []string{"-!l: archive member is a link or device"}},
		{"nested too deep", gzipOf(t, gzipOf(t, gzipOf(t, message("x")))), nil, []string{"-: archives nested too deep"}},
		{"cut off", gzipOf(t, separator+message("1")+"\n"+separator+message(random(5000)))[:2500], []string{"-#1: 1", "cut off"}, []string{"-: unexpected EOF"}},
	} {
		messages, failures := collect(t, &mailbox.Reader{Stdin: strings.NewReader(test.data), MaxDepth: 2}, "-")
		require.Equal(t, test.failures, failures, test.name)
		require.Equal(t, len(test.messages), len(messages), test.name)
		for i := range messages {
			if test.messages[i] != "cut off" {
				require.Equal(t, test.messages[i], messages[i], test.name)
			}
		}
	}
}

// random returns n letters that do not compress well.
func random(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}

func TestBomb(t *testing.T) {
	zeros := strings.Repeat(gzipOf(t, strings.Repeat("0", 1<<20)), 24) // members one after another (RFC 1952 section 2.2)
	bomb := gzipOf(t, separator) + zeros
	messages, failures := collect(t, &mailbox.Reader{Stdin: strings.NewReader(bomb), MaxMessage: 1000}, "-")
	require.Len(t, messages, 1)
	require.Equal(t, []string{"-: compressed data expand beyond the limit"}, failures)

	messages, failures = collect(t, &mailbox.Reader{Stdin: strings.NewReader(zeros), MaxMessage: 1 << 20}, "-")
	require.Len(t, messages, 1)
	require.Equal(t, []string{"-: compressed data expand beyond the limit"}, failures)

	packed := zipOf(t, file{name: "zeros", text: strings.Repeat("0", 20<<20)}, file{name: "a", text: message("a")})
	messages, failures = collect(t, &mailbox.Reader{Stdin: strings.NewReader(packed)}, "-")
	require.Equal(t, []string{"-!a: a"}, messages, "what stands beside the bomb")
	require.Equal(t, []string{"-!zeros: compressed data expand beyond the limit"}, failures)
}
