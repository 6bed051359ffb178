package screen

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/ndrparse/ndrparse/internal/corpus"
	"github.com/ndrparse/ndrparse/internal/message"
)

func TestEveryEntryHoldsForItsExample(t *testing.T) {
	var table entries
	require.NoError(t, toml.Unmarshal(signalsTOML, &table))
	const rest = "Date: Mon, 2 Mar 2026 10:00:00 +0900\nMIME-Version: 1.0\n\nbody\n"
	require.False(t, Message([]byte(rest)))
	isSign := func(example string, only entries) {
		require.True(t, Message([]byte(example+"\n"+rest)), example)
		name, value, _ := message.CutField([]byte(example))
		verdict, _ := compile(&only).judge(name, value)
		require.Equal(t, Notice, verdict, example)
	}
	for _, e := range table.Field {
		isSign(e.Example, entries{Field: []fieldEntry{e}})
	}
	for _, e := range table.Name {
		isSign(e.Example, entries{Name: []nameEntry{e}})
	}
	for _, e := range table.Part {
		require.True(t, Message([]byte("From: taro@example.com\nSubject: x\nContent-Type: multipart/mixed\n\n--b\n"+e.Example+"\n\nx")), e.Example)
	}
	for _, e := range table.Sender {
		require.True(t, contains(newList(e.Words), []byte(e.Example)), e.Example)
		require.True(t, Message([]byte("From: "+e.Example+"\n"+rest)), e.Example)
	}
	for _, e := range table.Subject {
		require.True(t, contains(newList(e.Phrases), []byte(e.Example)), e.Example)
		require.True(t, Message([]byte("Subject: "+e.Example+"\n"+rest)), e.Example)
	}
}

func TestMessage(t *testing.T) {
	for _, test := range []struct {
		name, message string
		want          bool
	}{
		{"ordinary", "Return-Path: <taro@example.com>\nFrom: Taro <taro@example.com>\nSubject: Lunch\n\nUndeliverable\n", false},
		{"CRLF", "From: taro@example.com\r\nSubject: Lunch\r\n\r\nAuto-Submitted: auto-replied\r\n", false},
		{"CR", "From: taro@example.com\rSubject: Lunch\rAuto-Submitted: auto-replied\r\rtext\r", true},
		{"separator first", "\nFrom MAILER-DAEMON Mon Mar  2 10:00:00 2026\nFrom: taro@example.com\nSubject: Lunch\n\nx", false},
		{"a field's name", "From: taro@example.com\nSubject: Lunch\nX-Example-AutoResponder: 1\n\nx", true},
		{"a field that asks for no answer", "From: taro@example.com\nSubject: Lunch\nX-Auto-Response-Suppress: All\n\nx", false},
		{"not automatic", "From: taro@example.com\nSubject: Lunch\nAuto-Submitted: no\n\nx", false},
		{"folded", "From: taro@example.com\nSubject: Minutes\n of the meeting:\n undeliverable\n\nx", true},
		{"encoded", "From: taro@example.com\nSubject: =?utf-8?B?6YWN5L+h5LiN6IO9?=\n\nx", true},
		{"encoded, another charset", "From: a@example.com\nSubject: =?ISO-2022-JP?B?GyRCR1s/LklURz0bKEI=?=\n\nx", true},
		{"no fields", "550 5.1.1 user unknown\n", true},
		{"no fields of mail", "{\"notificationType\":\"Bounce\"}\n", true},
		{"fields of a dialog", "Subject: 'Lunch'\nAccount: 'x'\nServer: 'smtp.example.com'\n", true},
		{"no sender", "From: Mail System <>\nSubject: x\n\nx", true},
		{"attached message", "From: taro@example.com\nSubject: Look\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nLook:\n--b\nContent-Disposition: attachment\nContent-type: Message/RFC822\n\nSubject: x\n\nx\n--b--\n", true},
		{"attached picture", "From: taro@example.com\nSubject: Look\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nContent-Type: message/rfc822\n--b\nContent-Type: image/png\n\nx\n--b--\n", false},
		{"nested", "From: taro@example.com\nSubject: Look\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: message/delivery-status\r\n\r\n", true},
	} {
		b := []byte(test.message)
		require.Equal(t, test.want, Message(b), test.name)
		require.Equal(t, test.want, MessageAt(b, delimitersOf(b)), test.name)
	}
}

func delimitersOf(b []byte) (all []int) {
	for _, at := range regexp.MustCompile(`(?m)^--`).FindAllIndex(b, -1) {
		all = append(all, at[0])
	}
	return all
}

// What the header of a message hides from a search in its bytes: the message is
// found all the same, by any name that its charset goes by in mail.
func TestEncodedWords(t *testing.T) {
	for _, test := range []struct {
		charset encoding.Encoding
		names   []string
		subject string
	}{
		{japanese.ShiftJIS, []string{"shift_jis", "sjis", "cp932", "ms_kanji", "x-ms-cp932", "windows-31j"}, "配信不能: 議事録"},
		{japanese.ISO2022JP, []string{"iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ms", "cp50220", "cp50221"}, "配信不能: 議事録"},
		{japanese.EUCJP, []string{"euc-jp", "eucjp-ms", "cp51932"}, "配信不能: 議事録"},
		{simplifiedchinese.GBK, []string{"gbk", "gb2312", "cp936"}, "未送达: 会议纪要"},
		{traditionalchinese.Big5, []string{"big5", "cp950"}, "無法傳遞: 會議記錄"},
		{korean.EUCKR, []string{"euc-kr", "ks_c_5601-1987", "ks_c_5601", "cp949"}, "배달되지 않음: 회의록"},
		{charmap.KOI8R, []string{"koi8-r"}, "Не удается доставить: Протокол"},
	} {
		encoded, err := test.charset.NewEncoder().String(test.subject)
		require.NoError(t, err)
		for _, name := range test.names {
			word := fmt.Sprintf("=?%s?B?%s?=", name, base64.StdEncoding.EncodeToString([]byte(encoded)))
			require.True(t, Message([]byte("From: taro@example.com\nSubject: "+word+"\n\nx")), name)
		}
	}
	for name, header := range map[string]string{
		"sender":           "From: " + mime.BEncoding.Encode("utf-8", "Mail Delivery Subsystem £") + " <noreply@example.net>\nSubject: x",
		"folded":           "From: taro@example.com\nSubject: =?utf-8?B?6YWN5L+h?=\n =?utf-8?B?5LiN6IO9?=",
		"escapes, no word": "From: taro@example.com\nSubject: \x1b$BG[?.ITG=\x1b(B",
	} {
		require.True(t, Message([]byte(header+"\n\nx")), name)
	}
}

// forwarded are the notices that a person forwards in the text of a mail: no
// header shows it, and only --thorough finds them.
var forwarded = map[string]bool{
	"forwarded/marked-two-fields.eml":      true,
	"forwarded/outlook-hu.eml":             true,
	"forwarded/outlook-pt.eml":             true,
	"unknown/en-forwarded-to-helpdesk.eml": true,
}

// No other notice of the repository may be passed over.
func TestNothingIsLost(t *testing.T) {
	seen := 0
	require.NoError(t, filepath.WalkDir("../../testdata/bounces", func(path string, d fs.DirEntry, err error) error {
		stem, isNotice := cutSuffix(path, ".eml", ".txt")
		if err != nil || !isNotice {
			return err
		}
		var facts struct{ Kind string }
		for _, beside := range []string{stem + ".truth.json", stem + ".json"} {
			if b, err := os.ReadFile(beside); err == nil {
				require.NoError(t, json.Unmarshal(b, &facts), beside)
			}
		}
		if facts.Kind == "" || facts.Kind == "not_bounce" {
			return nil
		}
		seen++
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		name := filepath.ToSlash(filepath.Join(filepath.Base(filepath.Dir(path)), filepath.Base(path)))
		assert.NotEqual(t, forwarded[name], Message(raw), path)
		return nil
	}))
	require.NotZero(t, seen)
}

func cutSuffix(s string, suffixes ...string) (before string, found bool) {
	for _, suffix := range suffixes {
		if before, found = strings.CutSuffix(s, suffix); found {
			break
		}
	}
	return before, found
}

// Nor may one of the corpus.
func TestNothingIsLostOfTheCorpus(t *testing.T) {
	dir := corpus.Dir()
	if dir == "" {
		t.Skip("there is no corpus: see package internal/corpus")
	}
	labels, err := os.Open(dir + ".labels.jsonl")
	require.NoError(t, err)
	defer labels.Close()
	for dec := json.NewDecoder(labels); dec.More(); {
		var label struct{ ID, Kind string }
		require.NoError(t, dec.Decode(&label))
		raw, err := os.ReadFile(filepath.Join(dir, label.ID))
		require.NoError(t, err)
		if label.Kind != "not_bounce" {
			require.True(t, Message(raw), label.ID)
		}
	}
}

func FuzzMessage(f *testing.F) {
	f.Add([]byte("From: taro@example.com\nSubject: Look\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"))
	f.Add([]byte("Subject: =?utf-8?B?6YWN?=\r\r"))
	f.Fuzz(func(t *testing.T, b []byte) {
		verdict, body := Header(b)
		require.LessOrEqual(t, body, len(b))
		if verdict == Notice {
			require.True(t, Message(b))
		}
		if lineEnd(b) == '\n' {
			require.Equal(t, Message(b), MessageAt(b, delimitersOf(b)))
		}
	})
}

func BenchmarkHeader(b *testing.B) {
	ordinary := []byte("Return-Path: <taro@example.com>\nReceived: from mx.example.com (mx.example.com [192.0.2.7])\n\tby mail.example.org with ESMTPS id 4XyZ;\n\tMon,  2 Mar 2026 10:00:00 +0900\nDate: Mon, 2 Mar 2026 10:00:00 +0900\nFrom: Taro <taro@example.com>\nTo: Jiro <jiro@example.org>\nSubject: Minutes of the meeting on Monday\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n")
	b.SetBytes(int64(len(ordinary)))
	b.ReportAllocs()
	for b.Loop() {
		Header(ordinary)
	}
}
