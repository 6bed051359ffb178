package notice

import (
	"slices"
	"strings"
	"sync"

	"github.com/ndrparse/ndrparse/internal/fact"
	"github.com/ndrparse/ndrparse/internal/phrase"
	"github.com/ndrparse/ndrparse/internal/reply"
)

// unsentTable is unsent.toml.
type unsentTable struct {
	Unsent, Mail, Server, Matter, Trouble []string
	Client                                mailClient
}

var unsentWords = sync.OnceValue(func() *unsentTable {
	t := table[unsentTable]("unsent.toml")
	return &t
})

// What a sentence says of mail that does not go out.
const (
	saysUnsent = 1 << iota
	saysMail
	saysServer
	saysMatter
	saysTrouble
)

var unsentSigns = sync.OnceValue(func() *phrase.Table[int] {
	w := unsentWords()
	return phrase.NewTable([]phrase.Entry[int]{
		{Value: saysUnsent, Phrases: w.Unsent}, {Value: saysMail, Phrases: w.Mail}, {Value: saysServer, Phrases: w.Server},
		{Value: saysMatter, Phrases: w.Matter}, {Value: saysTrouble, Phrases: w.Trouble},
	})
})

// maxUnsent bounds what is taken for such a dialog.
const maxUnsent = 2000

// readUnsent reads the dialog of a mail program that is not known, or speaks
// another language: one that begins with saying that mail was not sent and
// goes on with the server that sends, or with what is usually the matter, or
// one that says of that server, by its name, what went wrong with it:
//
//	Envoi impossible
//	La connexion au serveur d'envoi « smtp.example.com » a échoué.
func readUnsent(text string) (*fact.Notice, bool) {
	if len(text) > maxUnsent || strings.ContainsAny(text, "?？") {
		return nil, false
	}
	text = straightQuotes.Replace(text)
	host := namedServer(text)
	opening, all, complaint := 0, 0, false
	for i, sentence := range sentences(text) {
		says := 0
		for _, p := range unsentSigns().Find(fold(sentence)) {
			says |= unsentSigns().Value(p)
		}
		if all |= says; i == 0 {
			opening = says
		}
		complaint = complaint || says&saysServer != 0 && says&saysMatter != 0 && says&saysTrouble != 0 && strings.Contains(sentence, host)
	}
	mail := opening&saysMail != 0 || host != ""
	quotes := holdsRefusal(text) || containsAny(fold(text), unsentWords().Client.Response) != ""
	switch {
	case opening&saysUnsent != 0 && (all&saysServer != 0 || all&saysMatter != 0 && mail || quotes):
	case complaint && host != "" && talking().In([]byte(fold(text))) == "":
	default:
		return nil, false
	}
	n := unsentWords().Client.read(strings.Join(strings.Fields(text), " "))
	if n.Client.Server == "" {
		n.Client.Server = host
	}
	return n, true
}

var straightQuotes = strings.NewReplacer("’", "'", "‘", "'", "\u00a0", " ")

// sentences splits text at the ends of lines and sentences.
func sentences(text string) []string {
	all := strings.FieldsFunc(sentenceEnds.Replace(text), func(r rune) bool { return r == '\n' })
	return slices.DeleteFunc(all, func(s string) bool { return strings.TrimSpace(s) == "" })
}

var sentenceEnds = strings.NewReplacer(". ", ".\n", "! ", "!\n", "。", "。\n")

// namedServer returns the first host that text names.
func namedServer(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune(" \t\r\n\"'“”„«»‹›「」『』()[]<>,;:", r)
	}) {
		if word = strings.TrimRight(word, "."); reply.IsHostname(word) {
			return word
		}
	}
	return ""
}
