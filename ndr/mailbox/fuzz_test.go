package mailbox_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// sources returns what was read, and that no message is larger than it may be.
func sources(t *testing.T, rd *mailbox.Reader, path string) (got []string) {
	for m, err := range rd.Messages(t.Context(), path) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		require.LessOrEqual(t, len(m.Raw), rd.MaxMessage)
		got = append(got, m.Source+"\n"+string(m.Raw))
	}
	return got
}

// Whatever the bytes are, reading ends, with the same result however they come.
func FuzzMessages(f *testing.F) {
	two := separator + message("one") + "\n" + separator + message("two")
	f.Add([]byte(two))
	f.Add([]byte(strings.ReplaceAll(two, "\n", "\r\n")))
	f.Add([]byte(strings.ReplaceAll(two, "\n", "\r")))
	f.Add([]byte(separator + "Content-Length: 3\n\nabc\n\n" + two))
	f.Add([]byte("12\nSubject: x\n\ny<?xml"))
	f.Add([]byte("From - \n\n>From x\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fast := sources(t, &mailbox.Reader{Stdin: bytes.NewReader(b), MaxMessage: 1 << 16}, "-")
		slow := sources(t, &mailbox.Reader{Stdin: iotest.HalfReader(bytes.NewReader(b)), MaxMessage: 1 << 16}, "-")
		require.Equal(t, fast, slow)
	})
}

func FuzzArchives(f *testing.F) {
	member := file{name: "a", text: separator + message("one")}
	f.Add([]byte(tarOf(f, member)))
	f.Add([]byte(zipOf(f, member)))
	f.Add([]byte(gzipOf(f, tarOf(f, member))))
	f.Add([]byte(zstdOf(f, zipOf(f, member))))
	f.Add([]byte(xzOf(f, member.text)))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"))
	f.Add([]byte("\xfd7zXZ\x00\x00\x04"))
	f.Add([]byte("\x28\xb5\x2f\xfd\x00\x00"))
	f.Add([]byte("BZh91AY&SY"))
	f.Add([]byte(compound(unicodeText("0037", "Minutes"), node{name: "__recip_version1.0_#00000000", children: []node{unicodeText("39FE", "jiro@example.org")}})))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, err := range (&mailbox.Reader{Stdin: bytes.NewReader(b), MaxMessage: 1 << 16}).Messages(t.Context(), "-") {
			if err != nil {
				var e *mailbox.Error
				require.ErrorAs(t, err, &e)
			}
		}
	})
}
