package message

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUndeclared(t *testing.T) {
	const words = "The mailbox of jiro@example.org is full, and the message was returned. It can hold no more than it does now.\n"
	encoded := base64.StdEncoding.EncodeToString([]byte(words))
	lines := encoded[:76] + "\n" + encoded[76:] + "\n"
	for text, want := range map[string]string{
		lines:                                  words,
		strings.Replace(lines, "\n", "!\n", 1): strings.Replace(lines, "\n", "!\n", 1),
		encoded[:76] + "\n" + encoded[:20] + "\n" + encoded[:76] + "\n": encoded[:76] + "\n" + encoded[:20] + "\n" + encoded[:76] + "\n",
		"Recipie=\nnt unbekannter Empf=C3=A4nger\n":                     "Recipient unbekannter Empfänger\n",
		"a=b, and a soft=\nbreak\n":                                     "a=b, and a soft=\nbreak\n",
		"https://www.example.com/?id=42\n":                              "https://www.example.com/?id=42\n",
		strings.Repeat("A", 61) + "\n":                                  strings.Repeat("A", 61) + "\n",
	} {
		require.Equal(t, want, string(undeclared([]byte(text))))
	}
}
