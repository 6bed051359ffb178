package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/remedies"
)

func TestLocaleLanguage(t *testing.T) {
	tests := []struct {
		name string
		env  map[string]string
		want remedies.Lang
	}{
		{"nothing set", nil, remedies.English},
		{"LANG", map[string]string{"LANG": "ja_JP.UTF-8"}, remedies.Japanese},
		{"LC_MESSAGES before LANG", map[string]string{"LC_MESSAGES": "ja_JP", "LANG": "en_GB.UTF-8"}, remedies.Japanese},
		{"LC_ALL before all", map[string]string{"LC_ALL": "C.UTF-8", "LC_MESSAGES": "ja_JP", "LANG": "ja_JP"}, remedies.English},
		{"another language", map[string]string{"LANG": "de_DE.UTF-8"}, remedies.English},
		{"empty ones are not set", map[string]string{"LC_ALL": "", "LANG": "ja"}, remedies.Japanese},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, localeLanguage(func(name string) string { return test.env[name] }))
		})
	}
}
