package suppress_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr/suppress"
)

// FuzzNormalize checks that a normalized address stays as it is when it is
// normalized again, and breaks no line and no field of a list.
func FuzzNormalize(f *testing.F) {
	for _, address := range []string{"Jiro@Example.org", " jiro@example.org ", "jiro+tag@例え.example", "o'brien@example.org", `"a b"@example.org`, "jiro@"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		normal := suppress.Normalize(address)
		require.Equal(t, normal, suppress.Normalize(normal))
		require.False(t, strings.ContainsAny(normal, "\r\n\t ,;\"<>"), normal)
	})
}
