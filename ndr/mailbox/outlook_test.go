package mailbox_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// A node of a compound file: a storage with children, or a stream.
type node struct {
	name     string
	children []node
	data     []byte
}

func unicodeText(id, text string) node {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return node{name: "__substg1.0_" + id + "001F", data: b}
}

func ansiText(id, text string) node {
	return node{name: "__substg1.0_" + id + "001E", data: []byte(text)}
}

// properties is a property stream with one property of four or eight bytes.
func properties(header int, tag uint32, value uint64) node {
	b := make([]byte, header+16)
	binary.LittleEndian.PutUint32(b[header:], tag)
	binary.LittleEndian.PutUint64(b[header+8:], value)
	return node{name: "__properties_version1.0", data: b}
}

// compound writes a compound file ([MS-CFB], version 3) whose streams are all
// short: they lie in the mini stream, and that in one chain of sectors.
func compound(root ...node) string {
	const sector, mini, end, free = 512, 64, 0xfffffffe, 0xffffffff
	le := binary.LittleEndian
	var miniStream, miniFAT, entries []byte
	addEntry := func(n node, kind byte, start, size uint32) int {
		e := make([]byte, 128)
		units := utf16.Encode([]rune(n.name))
		for i, u := range units {
			le.PutUint16(e[2*i:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(units)+2))
		e[66] = kind
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(e[at:], free)
		}
		le.PutUint32(e[116:], start)
		le.PutUint32(e[120:], size)
		entries = append(entries, e...)
		return len(entries)/128 - 1
	}
	var addAll func(parent int, nodes []node)
	addAll = func(parent int, nodes []node) {
		link := parent*128 + 76 // the first is the parent's child, the others its right siblings
		for _, n := range nodes {
			start := uint32(end)
			if len(n.data) > 0 {
				start = uint32(len(miniStream) / mini)
				miniStream = append(miniStream, n.data...)
				miniStream = append(miniStream, make([]byte, (mini-len(n.data)%mini)%mini)...)
				for next := start + 1; int(next) < len(miniStream)/mini; next++ {
					miniFAT = le.AppendUint32(miniFAT, next)
				}
				miniFAT = le.AppendUint32(miniFAT, end)
			}
			kind := byte(1)
			if n.children == nil {
				kind = 2
			}
			i := addEntry(n, kind, start, uint32(len(n.data)))
			le.PutUint32(entries[link:], uint32(i))
			addAll(i, n.children)
			link = i*128 + 72
		}
	}
	addEntry(node{name: "Root Entry"}, 5, 0, 0)
	addAll(0, root)

	pad := func(b []byte, fill byte) []byte {
		return append(b, bytes.Repeat([]byte{fill}, (sector-len(b)%sector)%sector)...)
	}
	miniFAT, entries = pad(miniFAT, 0xff), pad(entries, 0)
	size := uint32(len(miniStream))
	miniStream = pad(miniStream, 0)
	var fat []byte
	chain := func(n int) (start uint32) {
		start = uint32(len(fat) / 4)
		for i := range n / sector {
			next := start + uint32(i) + 1
			if i == n/sector-1 {
				next = end
			}
			fat = le.AppendUint32(fat, next)
		}
		return start
	}
	fat = le.AppendUint32(fat, 0xfffffffd)
	directory, minis, stream := chain(len(entries)), chain(len(miniFAT)), chain(len(miniStream))
	le.PutUint32(entries[116:], stream)
	le.PutUint32(entries[120:], size)
	fat = pad(fat, 0xff)

	h := make([]byte, sector)
	copy(h, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le.PutUint16(h[24:], 0x3e)
	le.PutUint16(h[26:], 3)
	le.PutUint16(h[28:], 0xfffe)
	le.PutUint16(h[30:], 9)
	le.PutUint16(h[32:], 6)
	le.PutUint32(h[44:], 1)
	le.PutUint32(h[48:], directory)
	le.PutUint32(h[56:], 4096)
	le.PutUint32(h[60:], minis)
	le.PutUint32(h[64:], uint32(len(miniFAT)/sector))
	le.PutUint32(h[68:], end)
	for i := range 109 {
		le.PutUint32(h[76+4*i:], free)
	}
	le.PutUint32(h[76:], 0)
	return string(h) + string(fat) + string(entries) + string(miniFAT) + string(miniStream)
}

func readOne(t *testing.T, text string) string {
	t.Helper()
	var all []string
	rd := &mailbox.Reader{Stdin: strings.NewReader(text)}
	for m, err := range rd.Messages(t.Context(), "-") {
		require.NoError(t, err)
		require.Equal(t, "-", m.Source)
		all = append(all, string(m.Raw))
	}
	require.Len(t, all, 1)
	return all[0]
}

func TestOutlookMessages(t *testing.T) {
	received := compound(
		unicodeText("001A", "IPM.Note"),
		unicodeText("007D", "Microsoft Mail Internet Headers Version 2.0\r\nFrom: MAILER-DAEMON@mx.example.net\r\nContent-Type: multipart/report;\r\n boundary=x\r\nMIME-Version: 1.0\r\nSubject: Undelivered\r\n Mail\r\n\r\n"),
		unicodeText("1000", "次の宛先に届きません\r\n<jiro@example.org>: 550 5.1.1 no such user\r\n"),
		node{name: "__attach_version1.0_#00000000", children: []node{
			unicodeText("370E", "message/delivery-status"), unicodeText("3707", "details.txt"),
			{name: "__substg1.0_37010102", data: []byte("Reporting-MTA: dns; mx.example.net\n")},
		}},
		node{name: "__attach_version1.0_#00000001", children: []node{
			{name: "__substg1.0_3701000D", children: []node{ansiText("0037", "Minutes"), ansiText("1000", "Here they are.")}},
		}},
		node{name: "__attach_version1.0_#00000002", children: []node{unicodeText("370E", "not a type"), {name: "__substg1.0_37010102", data: []byte("secret")}}},
	)
	require.Equal(t, strings.Join([]string{
		"From: MAILER-DAEMON@mx.example.net", "Subject: Undelivered", " Mail", "MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="=_outlook_0"`, "",
		"--=_outlook_0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", "次の宛先に届きません", "<jiro@example.org>: 550 5.1.1 no such user", "", "",
		"--=_outlook_0", "Content-Type: message/delivery-status", "Content-Disposition: attachment; filename=details.txt", "", "Reporting-MTA: dns; mx.example.net", "",
		"--=_outlook_0", "Content-Type: message/rfc822", "", "Subject: Minutes", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", "Here they are.", "",
		"--=_outlook_0", "Content-Type: application/octet-stream", "", "",
		"--=_outlook_0--", "",
	}, "\n"), readOne(t, received))

	local := compound(
		properties(32, 0x3ffd0003, 932),
		ansiText("0C1A", "\x91\xbe\x98Y"), unicodeText("0C1F", "/O=EXAMPLE/CN=TARO"), unicodeText("5D01", "taro@example.com"),
		unicodeText("0E04", "Jiro"), ansiText("0037", "\x8bc\x8e\x96\x98^"), node{name: "__substg1.0_10130102", data: []byte("<p>\x8bc\x8e\x96</p>")},
	)
	require.Equal(t, "From: =?utf-8?q?=E5=A4=AA=E9=83=8E?= <taro@example.com>\nTo: Jiro\nSubject: =?utf-8?q?=E8=AD=B0=E4=BA=8B=E9=8C=B2?=\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>議事</p>\n", readOne(t, local))
}

func TestOutlookReports(t *testing.T) {
	file := compound(
		properties(32, 0x0039<<16|0x40, 134168868000000000),
		unicodeText("001A", "REPORT.IPM.Note.NDR"), unicodeText("0037", "Undeliverable: Minutes"), unicodeText("6820", "mx.example.com"),
		node{name: "__recip_version1.0_#00000000", children: []node{
			unicodeText("39FE", "jiro@example.org"), unicodeText("0C1B", "<mx.example.org #5.1.1 smtp;550 5.1.1 no such user>"), unicodeText("0C21", "mx.example.org"),
			unicodeText("1001", "No such mailbox there."),
		}},
	)
	raw := readOne(t, file)
	require.Contains(t, raw, "Date: Mon, 02 Mar 2026 01:00:00 +0000\n")
	require.Contains(t, raw, "\n\nNo such mailbox there.\n")
	require.Contains(t, raw, "\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; jiro@example.org\nAction: failed\nDiagnostic-Code: smtp; <mx.example.org #5.1.1 smtp;550 5.1.1 no such user>\nRemote-MTA: dns; mx.example.org\n")
	for r, err := range (&mailbox.Reader{Stdin: strings.NewReader(file)}).Reports(t.Context(), nil, "-") {
		require.NoError(t, err)
		require.Equal(t, ndr.Failed, r.Kind)
		require.Equal(t, "jiro@example.org", r.Recipients[0].Address)
	}
	require.Contains(t, readOne(t, compound(unicodeText("001A", "REPORT.IPM.Note.Relayed.DR"), node{name: "__recip_version1.0_#00000000", children: []node{unicodeText("3003", "jiro@example.org")}})), "Action: relayed\n")
}

func TestDamagedOutlookMessages(t *testing.T) {
	whole := compound(unicodeText("0037", "Minutes"))
	for cut := 8; cut < len(whole); cut += 100 {
		_, failures := collect(t, &mailbox.Reader{Stdin: strings.NewReader(whole[:cut])}, "-")
		for _, f := range failures {
			require.Contains(t, f, "-: damaged Outlook message: ")
		}
	}
	_, failures := collect(t, &mailbox.Reader{Stdin: strings.NewReader(whole), MaxMessage: 1000}, "-")
	require.Equal(t, []string{"-: larger than the limit on a message"}, failures)
}
