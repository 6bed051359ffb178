package remedies

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

func TestForWithoutReportOrCause(t *testing.T) {
	require.Equal(t, []ndr.Remedy{}, For(nil, &ndr.Recipient{}, English)) // asked for, and none
	require.NotEmpty(t, For(nil, &ndr.Recipient{Cause: classify.RelayDenied}, Japanese))
	require.Equal(t,
		For(nil, &ndr.Recipient{Cause: classify.RelayDenied}, English),
		For(&ndr.Report{}, &ndr.Recipient{Cause: classify.RelayDenied}, "de"))
}
