package mailbox_test

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	gomessage "github.com/emersion/go-message"
	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/corpus"
	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// The benchmarks of docs/performance.md. Each compares two things in turn, in
// one run, and reports how many times as long the first takes as the second:
// seconds say more of the machine and of its other users than of the program.

// bounces returns the messages to measure with, without separator lines: those
// of the corpus, or our own.
func bounces(b *testing.B) [][]byte {
	b.Helper()
	const ours = "../../testdata/bounces"
	dir := cmp.Or(corpus.Dir(), ours)
	var all [][]byte
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || dir == ours && filepath.Ext(path) != ".eml" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.HasPrefix(raw, []byte("From ")) {
			_, raw, _ = bytes.Cut(raw, []byte("\n"))
		}
		all = append(all, raw)
		return nil
	})
	require.NoError(b, err)
	require.NotEmpty(b, all)
	return all
}

var fromAtLineStart = regexp.MustCompile(`(?m)^(>*From )`)

// asMbox returns the message as a piece of an mboxrd.
func asMbox(raw []byte) []byte {
	raw = fromAtLineStart.ReplaceAll(bytes.TrimRight(raw, "\r\n"), []byte(">$1"))
	return append([]byte(separator), append(raw, "\n\n"...)...)
}

// ordinary returns a message of the kind that fills mailboxes: of three in ten
// two alternatives, of one in ten an attachment, else text.
func ordinary(rnd *rand.Rand) []byte {
	const words = "the minutes of our meeting on monday are with your team now and all that is left to do stands below "
	text := func() string {
		var lines strings.Builder
		for range 5 + rnd.IntN(60) {
			at := rnd.IntN(30)
			lines.WriteString(words[at:at+40+rnd.IntN(31)] + "\n")
		}
		return lines.String()
	}
	id := rnd.Uint64()
	header := fmt.Sprintf("Return-Path: <taro@example.com>\nDelivered-To: jiro@example.org\nReceived: from mx.example.com (mx.example.com [192.0.2.7])\n\tby mail.example.org (Postfix) with ESMTPS id %X\n\tfor <jiro@example.org>; Mon,  2 Mar 2026 10:00:00 +0900 (JST)\nDKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=sel;\n\th=from:to:subject:date:message-id; bh=%X%X;\n\tb=%X%X%X\nDate: Mon, 2 Mar 2026 10:00:00 +0900\nFrom: Taro <taro@example.com>\nTo: Jiro <jiro@example.org>\nSubject: Minutes of %d\nMessage-ID: <%x@example.com>\nMIME-Version: 1.0\n", id, id, id, id, id, id, id%100, id)
	switch kind := rnd.IntN(10); {
	case kind < 6:
		return []byte(header + "Content-Type: text/plain; charset=utf-8\n\n" + text())
	case kind < 9:
		return fmt.Appendf(nil, "%sContent-Type: multipart/alternative; boundary=\"=_%x\"\n\n--=_%x\nContent-Type: text/plain\n\n%s\n--=_%x\nContent-Type: text/html\n\n<p>%s</p>\n--=_%x--\n", header, id, id, text(), id, text(), id)
	}
	return fmt.Appendf(nil, "%sContent-Type: multipart/mixed; boundary=\"=_%x\"\n\n--=_%x\nContent-Type: text/plain\n\n%s\n--=_%x\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n%s\n--=_%x--\n", header, id, id, text(), id, attachment(rnd, 5000+rnd.IntN(120_000)), id)
}

// attachment returns so many random bytes in base64.
func attachment(rnd *rand.Rand, n int) []byte {
	raw := make([]byte, n)
	for i := range raw {
		raw[i] = byte(rnd.Uint32())
	}
	var lines bytes.Buffer
	for text := base64.StdEncoding.EncodeToString(raw); text != ""; {
		k := min(len(text), 76)
		lines.WriteString(text[:k] + "\n")
		text = text[k:]
	}
	return lines.Bytes()
}

// writeExport writes a mailbox of about so many bytes, with one bounce in so
// many messages.
func writeExport(b *testing.B, size, oneIn int) string {
	b.Helper()
	notices := bounces(b)
	rnd := rand.New(rand.NewPCG(1, 2))
	var mail [][]byte
	for range 500 {
		mail = append(mail, asMbox(ordinary(rnd)))
	}
	path := filepath.Join(b.TempDir(), "export.mbox")
	f, err := os.Create(path)
	require.NoError(b, err)
	defer f.Close()
	for n, i := 0, 0; n < size; i++ {
		m := mail[rnd.IntN(len(mail))]
		if i%oneIn == 0 {
			m = asMbox(notices[i/oneIn%len(notices)])
		}
		k, err := f.Write(m)
		require.NoError(b, err)
		n += k
	}
	return path
}

// walk reads every part of a message with go-message alone, and keeps nothing.
func walk(raw []byte) {
	entity, err := gomessage.Read(bytes.NewReader(raw))
	if entity == nil || err != nil && !gomessage.IsUnknownCharset(err) {
		return
	}
	entity.Walk(func(_ []int, part *gomessage.Entity, err error) error {
		if err == nil || gomessage.IsUnknownCharset(err) {
			io.Copy(io.Discard, part.Body)
		}
		return nil
	})
}

// ndjson is the output of the command, without remedies.
func ndjson(bool) mailbox.Renderer {
	return mailbox.Renderer{Append: func(dst []byte, r *ndr.Report) ([]byte, error) {
		b := bytes.NewBuffer(dst)
		err := json.NewEncoder(b).Encode(r)
		return b.Bytes(), err
	}}
}

func runOver(b *testing.B, jobs int, paths ...string) *mailbox.Summary {
	parser := &ndr.Parser{}
	batch := mailbox.Batch{Reader: mailbox.Reader{Jobs: jobs}, Parse: parser.ParseBytes, NewRenderer: ndjson, Output: io.Discard}
	s, err := batch.Run(b.Context(), paths...)
	require.NoError(b, err)
	return s
}

// ratio reports how many times as long one thing takes as another.
func ratio(b *testing.B, unit string, this, that func()) {
	b.Helper()
	this()
	that()
	var these, those time.Duration
	for b.Loop() {
		start := time.Now()
		this()
		middle := time.Now()
		that()
		these, those = these+middle.Sub(start), those+time.Since(middle)
	}
	b.ReportMetric(float64(these)/float64(those), unit)
	b.ReportMetric(0, "ns/op")
}

func BenchmarkParse(b *testing.B) {
	all := bounces(b)
	parser := &ndr.Parser{}
	ratio(b, "×walk", func() {
		for _, raw := range all {
			parser.ParseBytes(raw)
		}
	}, func() {
		for _, raw := range all {
			walk(raw)
		}
	})
}

func BenchmarkParseAllocations(b *testing.B) {
	all := bounces(b)
	parser := &ndr.Parser{}
	var before, after runtime.MemStats
	messages := 0
	parser.ParseBytes(all[0])
	runtime.ReadMemStats(&before)
	for b.Loop() {
		for _, raw := range all {
			parser.ParseBytes(raw)
		}
		messages += len(all)
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(messages), "allocs/message")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(messages), "B/message")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(messages), "µs/message")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkBounces(b *testing.B) {
	all := bounces(b)
	path := filepath.Join(b.TempDir(), "bounces.mbox")
	var box []byte
	for range 20 {
		for _, raw := range all {
			box = append(box, asMbox(raw)...)
		}
	}
	require.NoError(b, os.WriteFile(path, box, 0o600))
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			ratio(b, "×walk", func() { runOver(b, jobs, path) }, func() {
				for range 20 {
					for _, raw := range all {
						walk(raw)
					}
				}
			})
		})
	}
}

func BenchmarkExport(b *testing.B) {
	path := writeExport(b, 256<<20, 50)
	if _, err := exec.LookPath("grep"); err != nil {
		b.Skip("no grep to compare with")
	}
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			ratio(b, "×grep", func() { runOver(b, jobs, path) }, func() {
				cmd := exec.Command("grep", "-c", "^From ", path)
				cmd.Env = append(os.Environ(), "LC_ALL=C")
				_, err := cmd.Output() // to /dev/null, grep would stop at the first line
				require.NoError(b, err)
			})
		})
	}
}

func BenchmarkScaling(b *testing.B) {
	path := writeExport(b, 64<<20, 2)
	ratio(b, "×one-job", func() { runOver(b, 2, path) }, func() { runOver(b, 1, path) })
}

func BenchmarkLargeMessage(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 2))
	body := attachment(rnd, 11<<20)
	raw := fmt.Appendf(nil, "From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nYour message could not be delivered.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; jiro@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n--b\nContent-Type: message/rfc822\n\nFrom: taro@example.com\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nHere it is.\n\n--c\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n%s\n--c--\n\n--b--\n", body)
	path := filepath.Join(b.TempDir(), "large.eml")
	require.NoError(b, os.WriteFile(path, raw, 0o600))
	parser := &ndr.Parser{}
	scan := func() {
		if n := bytes.Count(raw, []byte("\n--b")); n != 4 {
			b.Fatal(n)
		}
	}
	b.Run("parse", func(b *testing.B) { ratio(b, "×scan", func() { parser.ParseBytes(raw) }, scan) })
	b.Run("read and parse", func(b *testing.B) {
		ratio(b, "×scan", func() { runOver(b, 1, path) }, func() {
			raw, err := os.ReadFile(path)
			require.NoError(b, err)
			require.Equal(b, 4, bytes.Count(raw, []byte("\n--b")))
		})
	})
}

// BenchmarkMemory reports the peak of resident memory, which Linux can measure
// anew, over an export and one ten times as long.
func BenchmarkMemory(b *testing.B) {
	path := writeExport(b, 64<<20, 10)
	peak := func(times int) float64 {
		if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
			b.Skip("peak memory cannot be measured here: ", err)
		}
		var readers []io.Reader
		for range times {
			f, err := os.Open(path)
			require.NoError(b, err)
			defer f.Close()
			readers = append(readers, f)
		}
		batch := mailbox.Batch{
			Reader: mailbox.Reader{Jobs: 2, Stdin: io.MultiReader(readers...)},
			Parse:  (&ndr.Parser{}).ParseBytes, NewRenderer: ndjson, Output: io.Discard,
		}
		_, err := batch.Run(b.Context(), "-")
		require.NoError(b, err)
		status, err := os.ReadFile("/proc/self/status")
		require.NoError(b, err)
		_, hwm, _ := bytes.Cut(status, []byte("VmHWM:"))
		var kb float64
		fmt.Sscan(string(hwm), &kb)
		return kb / 1024
	}
	peak(1)
	for b.Loop() {
		one, ten := peak(1), peak(10)
		b.ReportMetric(one, "MiB")
		b.ReportMetric(ten/one, "×for-ten-times")
	}
	b.ReportMetric(0, "ns/op")
}
