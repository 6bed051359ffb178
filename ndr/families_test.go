package ndr_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/ndr"
)

// familiesDir holds made-up notices, a folder for each mail system, each with
// the facts that a person read in it.
const familiesDir = "../testdata/bounces/families"

// expected is what is in a notice. What is left out is not asserted; the
// recipients are all of them, in order.
type expected struct {
	Kind         ndr.Kind            `json:"kind"`
	Format       string              `json:"format"`
	ReportingMTA *string             `json:"reporting_mta"`
	Recipients   []expectedRecipient `json:"recipients"`
	Original     struct {
		MessageID *string  `json:"message_id"`
		From      *string  `json:"from"`
		To        []string `json:"to"`
		Subject   *string  `json:"subject"`
	} `json:"original"`
	BounceAddress *string         `json:"bounce_address"`
	Client        *expectedClient `json:"client"`
}

type expectedRecipient struct {
	Address         string      `json:"address"`
	OriginalAddress *string     `json:"original_address"`
	Action          *ndr.Action `json:"action"`
	Status          *string     `json:"status"`
	ReplyCode       *int        `json:"reply_code"`
	RemoteHost      *string     `json:"remote_host"`
	RemoteIP        *string     `json:"remote_ip"`
	Cause           *string     `json:"cause"`
	Words           string      `json:"words"` // is in the reply or the diagnostic
}

type expectedClient struct {
	Name        *string `json:"name"`
	Account     *string `json:"account"`
	Server      *string `json:"server"`
	Port        *int    `json:"port"`
	Secure      *string `json:"secure"`
	ErrorNumber *string `json:"error_number"`
}

func TestFamilies(t *testing.T) {
	var seen int
	err := filepath.WalkDir(familiesDir, func(path string, e fs.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || e.IsDir() || ext != ".eml" && ext != ".txt" {
			return err
		}
		seen++
		name, _ := filepath.Rel(familiesDir, path)
		t.Run(filepath.ToSlash(name), func(t *testing.T) { checkNotice(t, path) })
		return nil
	})
	require.NoError(t, err)
	require.NotZero(t, seen, "no notices under %s", familiesDir)
}

func checkNotice(t *testing.T, path string) {
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	facts, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".json")
	require.NoError(t, err, "a notice without its facts")
	var want expected
	d := json.NewDecoder(strings.NewReader(string(facts)))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&want))
	require.NotEmpty(t, want.Kind, "the facts name no kind")

	got, err := new(ndr.Parser).ParseBytes(raw)
	require.NoError(t, err)
	require.Equal(t, want.Kind, got.Kind)
	if want.Format != "" {
		require.Equal(t, want.Format, got.Format, "format")
	}
	var names, wanted []string
	for _, r := range got.Recipients {
		names = append(names, r.Address)
	}
	for _, r := range want.Recipients {
		wanted = append(wanted, r.Address)
	}
	require.Equal(t, wanted, names, "recipients")
	for i, r := range want.Recipients {
		r.check(t, got.Recipients[i])
	}
	same(t, want.ReportingMTA, got.ReportingMTA, "reporting MTA")
	same(t, want.BounceAddress, got.BounceAddress, "bounce address")
	same(t, want.Original.MessageID, got.Original.MessageID, "Message-ID of the original")
	same(t, want.Original.From, got.Original.From, "From of the original")
	same(t, want.Original.Subject, got.Original.Subject, "Subject of the original")
	if want.Original.To != nil {
		require.Equal(t, want.Original.To, got.Original.To, "To of the original")
	}
	if want.Client != nil {
		want.Client.check(t, got.Client)
	}
}

func (r expectedRecipient) check(t *testing.T, got ndr.Recipient) {
	same(t, r.OriginalAddress, got.OriginalAddress, "original address")
	same(t, r.Action, got.Action, "action")
	same(t, r.Status, got.Status, "status")
	same(t, r.ReplyCode, got.Reply.Code, "reply code")
	same(t, r.RemoteHost, got.RemoteMTA.Host, "remote host")
	same(t, r.RemoteIP, got.RemoteMTA.IP, "remote IP")
	same(t, r.Cause, string(got.Cause), "cause")
	require.Contains(t, got.Reply.Text+"\n"+got.Diagnostic, r.Words, "words")
}

func (c expectedClient) check(t *testing.T, got *ndr.Client) {
	require.NotNil(t, got, "no mail client recognised")
	same(t, c.Name, got.Name, "client")
	same(t, c.Account, got.Account, "account")
	same(t, c.Server, got.Server, "server")
	same(t, c.Port, got.Port, "port")
	same(t, c.Secure, got.Secure, "secure")
	same(t, c.ErrorNumber, got.ErrorNumber, "error number")
}

// same requires that got is what want asserts, if it asserts anything.
func same[T any](t *testing.T, want *T, got T, what string) {
	if want != nil {
		require.Equal(t, *want, got, what)
	}
}
