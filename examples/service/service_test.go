package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/ndr"
)

const blocked = "../../testdata/bounces/blocked.eml"

func post(t *testing.T, body io.Reader, language string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(http.MethodPost, "/v1/report", body)
	request.Header.Set("Accept-Language", language)
	response := httptest.NewRecorder()
	newHandler().ServeHTTP(response, request)
	return response
}

func TestReport(t *testing.T) {
	message, err := os.ReadFile(blocked)
	require.NoError(t, err)
	why := map[string]string{}
	for _, language := range []string{"en-GB,en;q=0.8", "ja,en;q=0.5"} {
		response := post(t, strings.NewReader(string(message)), language)
		require.Equal(t, http.StatusOK, response.Code)
		var r ndr.Report
		require.NoError(t, json.Unmarshal(response.Body.Bytes(), &r))
		require.Equal(t, ndr.Failed, r.Kind)
		require.Len(t, r.Recipients, 1)
		require.Equal(t, "jiro@example.org", r.Recipients[0].Address)
		require.Equal(t, classify.ReputationBlock, r.Recipients[0].Cause)
		require.NotEmpty(t, r.Recipients[0].Remedies)
		why[language] = r.Recipients[0].Remedies[0].Title
	}
	require.NotEqual(t, why["en-GB,en;q=0.8"], why["ja,en;q=0.5"])
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name string
		body io.Reader
		want int
	}{
		{"empty", strings.NewReader(""), http.StatusUnprocessableEntity},
		{"binary", strings.NewReader("\x7fELF\x00\x01\x02\x00\x00"), http.StatusUnprocessableEntity},
		{"too large", io.LimitReader(endless{}, maxBody+1), http.StatusRequestEntityTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response := post(t, test.body, "en")
			require.Equal(t, test.want, response.Code, response.Body)
			require.Contains(t, response.Body.String(), `"error"`)
		})
	}
}

func TestOnlyPost(t *testing.T) {
	response := httptest.NewRecorder()
	newHandler().ServeHTTP(response, httptest.NewRequest(http.MethodGet, "/v1/report", nil))
	require.Equal(t, http.StatusMethodNotAllowed, response.Code)
}

// TestServe runs the service on a port of its own, asks it over the network,
// and stops it.
func TestServe(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- serve(ctx, listener) }()

	message, err := os.Open(blocked)
	require.NoError(t, err)
	defer message.Close()
	response, err := http.Post("http://"+listener.Addr().String()+"/v1/report", "message/rfc822", message)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)

	stop()
	require.NoError(t, <-done)
}

// endless is a message that does not end: a header and lines of text.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = "x: y\n"[i%5]
	}
	return len(b), nil
}
