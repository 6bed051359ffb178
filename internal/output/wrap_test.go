package output

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		width    int
		want     []string
	}{
		{"empty", "", 10, []string{""}},
		{"fits", "one two", 7, []string{"one two"}},
		{"at a blank", "one two three", 7, []string{"one two", "three"}},
		{"longer than a line", "see verylongname@example.com now", 10, []string{"see", "verylongname@example.com", "now"}},
		{"codes stay whole", "client 192.0.2.7 on zen-list.example.org", 16, []string{"client 192.0.2.7", "on", "zen-list.example.org"}},
		{"wide characters count two", "送信者認証", 6, []string{"送信者", "認証"}},
		{"no line begins with a full stop", "送信者認。次", 8, []string{"送信者", "認。次"}},
		{"nor with a closing bracket", "「送信」次", 6, []string{"「送", "信」次"}},
		{"loan words stay whole", "送信サーバー名とポート", 10, []string{"送信", "サーバー名", "とポート"}},
		{"wide beside narrow", "サーバーmx.example.orgの応答", 14, []string{"サーバー", "mx.example.org", "の応答"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, wrap(test.in, test.width))
		})
	}
}

// TestWrapKeepsText checks that wrapping drops nothing but the blanks at the
// breaks.
func TestWrapKeepsText(t *testing.T) {
	const text = "The server mx.example.org は「550 5.7.1 blocked」と答えました。 次の 手順 を試してください。"
	for width := 1; width < 80; width++ {
		joined := strings.Join(wrap(text, width), "")
		require.Equal(t, strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(joined, " ", ""))
	}
}
