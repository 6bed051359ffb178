package phrase_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/internal/phrase"
)

func TestList(t *testing.T) {
	l := phrase.NewList([]string{"user unknown", "unknown", "zustell", "宛先", "user"})
	for text, want := range map[string][]int32{
		"550 user unknown": {0, 1, 4},
		"unknown user":     {1, 4},
		"superuser":        nil,
		"unzustellbar":     nil,
		"zustellung":       {2},
		"この宛先は存在しません":      {3},
		"":                 nil,
		"use":              nil,
	} {
		require.Equal(t, want, l.Find(text), text)
	}
	for text, found := range map[string]bool{
		"сервер забанен": false, "бан на сервере": true, "20бан": true, "ваш-бан": true, "αμπάν": false, "пользователь заблокирован": false, "受信бан": true,
	} {
		require.Equal(t, found, len(phrase.NewList([]string{"бан", "μπάν", "блок"}).Find(text)) > 0, text)
	}
	require.Equal(t, "unknown", l.In([]byte("an unknown user")))
	require.Empty(t, l.In([]byte("nothing")))
}

func TestWithin(t *testing.T) {
	l := phrase.NewList([]string{"zustell", "failure"})
	require.True(t, l.Within([]byte("nicht unzustellbar")))
	require.True(t, l.Within([]byte("failure notice")))
	require.False(t, l.Within([]byte("zuste fail")))
}

func TestAppendFold(t *testing.T) {
	for s, want := range map[string]string{
		" Mail\r\n\tDelivery  Subsystem ": "mail delivery subsystem",
		"ÜBERMITTLUNG\u3000Gescheitert":   "übermittlung gescheitert",
		"":                                "",
	} {
		require.Equal(t, "x"+want, string(phrase.AppendFold([]byte("x"), s)))
		require.Equal(t, "x"+want, string(phrase.AppendFold([]byte("x"), []byte(s))))
	}
}

func TestKeysEndAtWordsUnlessOpen(t *testing.T) {
	trie := phrase.New([]phrase.Key{{Text: "spam"}, {Text: "virus", Open: true}})
	require.Len(t, trie.Sweep([]byte("spam, spammer, viruses"), nil), 2)
}

func FuzzList(f *testing.F) {
	f.Add("user unknown", "unknown")
	f.Fuzz(func(t *testing.T, text, p string) {
		if p == "" || len(p) > phrase.MaxLen {
			return
		}
		if found := phrase.NewList([]string{p, "unknown"}).In([]byte(text)); found != "" && !strings.Contains(text, found) {
			t.Fatalf("%q does not stand in %q", found, text)
		}
	})
}
