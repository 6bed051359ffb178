package message

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
)

func encode(t *testing.T, charset, text string) []byte {
	b, err := encoding.ReplaceUnsupported(lookup(charset).NewEncoder()).String(text)
	require.NoError(t, err)
	return []byte(b)
}

// A charset is believed unless its text is one that nobody writes.
func TestWrongCharsetDeclared(t *testing.T) {
	const (
		japanese = "メッセージを次の宛先に配信できませんでした。メールボックスがいっぱいです。\n宛先: jiro@example.org\n"
		russian  = "Сообщение не доставлено следующему получателю. Почтовый ящик переполнен.\nАдрес: jiro@example.org\n"
		german   = "Der Empfänger ist nicht zulässig: die Größe überschreitet das Übliche.\n"
		capitals = "ПОЧТОВЫЙ ЯЩИК ПЕРЕПОЛНЕН, СООБЩЕНИЕ НЕ ДОСТАВЛЕНО ПОЛУЧАТЕЛЮ\n"
	)
	for _, c := range []struct{ text, charset, declared string }{
		{japanese, "shift_jis", "iso-2022-jp"}, {japanese, "euc-jp", "iso-8859-1"}, {japanese, "shift_jis", "euc-jp"},
		{japanese, "shift_jis", "utf-8"}, {japanese, "shift_jis", "shift_jis"},
		{russian, "koi8-r", "windows-1251"}, {russian, "windows-1251", "koi8-r"}, {russian, "windows-1251", "iso-8859-1"}, {russian, "koi8-r", "koi8-r"},
		{german, "windows-1252", "iso-8859-1"}, {german, "windows-1252", "utf-8"},
		{capitals, "windows-1251", "windows-1251"},
	} {
		require.Equal(t, c.text, decodeText(encode(t, c.charset, c.text), c.declared), "%s as %s", c.charset, c.declared)
	}
}
