//go:build unix

package mailbox_test

import (
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

// A FIFO that nobody writes to would hold up its reader for ever.
func TestFIFOIsNotOpened(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, syscall.Mkfifo("fifo", 0o600))
	messages, failures := collect(t, &mailbox.Reader{}, ".", "fifo")
	require.Empty(t, messages)
	require.Equal(t, []string{"fifo: not a regular file", "fifo: not a regular file"}, failures)
}
