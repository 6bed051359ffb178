package notice

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ndrparse/ndrparse/internal/ascii"
	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// A programReader reads one program's error output or log lines. It reports
// false where the text is none of its own.
type programReader func(text string) (*fact.Notice, bool)

// programReaders are tried in order.
var programReaders = slices.Concat(
	[]programReader{readTable, readList, readMailQueue, readDialog, readSession, readMsmtp},
	logReaders,
	[]programReader{readNullmailerLog, readSmtplib, readClient, readFieldList, readUnsent},
)

// logReaders read the logs of mail servers, each of whose lines stands for
// itself.
var logReaders = []programReader{
	readPostfixLog, readEximLog, readSendmailLog, readOpenSMTPDLog, readQmailLog, readAmavisLog, readCourierLog, readDMALog, readStalwartLog,
}

// readProgram returns the facts of a program's own words, if text is such.
func readProgram(text string) (*fact.Notice, bool) { return readWith(programReaders, text) }

// readWith reads text with the first of readers that knows it.
func readWith(readers []programReader, text string) (*fact.Notice, bool) {
	for _, read := range readers {
		n, ok := read(text)
		if !ok {
			continue
		}
		if len(n.Recipients) > 1 {
			n.Words = "" // each line is on one of them
		}
		return n, true
	}
	return nil, false
}

// between returns what is between a and b in s, "" if they do not occur.
func between(s, a, b string) string {
	_, rest, ok := strings.Cut(s, a)
	if !ok {
		return ""
	}
	inner, _, _ := strings.Cut(rest, b)
	return inner
}

// portIn reads the port in "smtp.example.com, port 587", "smtp.example.com, 587"
// or "smtp.example.com:587"; 0 where none stands.
func portIn(s string) int {
	digits := ""
	if at := strings.Index(ascii.Lower(s), "port"); at >= 0 {
		digits = strings.TrimLeft(s[at+len("port"):], " :=")
	} else if host, rest, ok := strings.Cut(s, ", "); ok && reply.IsHostname(host) {
		digits = rest
	} else if word, _, _ := strings.Cut(s, " "); strings.Count(word, ":") >= 1 {
		_, digits, _ = strings.Cut(word, ":")
	}
	end := 0
	for end < len(digits) && end < 5 && digits[end] >= '0' && digits[end] <= '9' {
		end++
	}
	port, _ := strconv.Atoi(digits[:end])
	return port
}
