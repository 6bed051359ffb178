package main

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"strings"

	"github.com/ndrparse/ndrparse/ndr"
	"github.com/ndrparse/ndrparse/remedies"
)

// maxBody is the largest message that is taken. Bounces that return the whole
// message are as large as what people may send, commonly 25 MB.
const maxBody = ndr.MaxMessageBytes

func newHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/report", report)
	return mux
}

// report answers with the report on the posted message.
func report(w http.ResponseWriter, r *http.Request) {
	parsed, err := ndr.Parse(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		refuse(w, http.StatusRequestEntityTooLarge, "the message is larger than 32 MiB")
		return
	case errors.Is(err, ndr.ErrEmpty), errors.Is(err, ndr.ErrBinary):
		refuse(w, http.StatusUnprocessableEntity, err.Error())
		return
	case err != nil:
		refuse(w, http.StatusBadRequest, "the message could not be read")
		return
	}
	remedies.Advise(parsed, language(r))
	answer(w, http.StatusOK, parsed)
}

// language returns the language that the client puts first, or English if there are
// no remedies in it.
func language(r *http.Request) remedies.Lang {
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	tag, _, _ := strings.Cut(first, ";")
	lang, _ := remedies.ParseLang(tag)
	return lang
}

func refuse(w http.ResponseWriter, status int, reason string) {
	answer(w, status, map[string]string{"error": reason})
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		log.Print(err) // the client has gone; the status is sent already
	}
}
