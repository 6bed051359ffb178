package classify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSpellings(t *testing.T) {
	german, err := Load("de.toml", []byte(`
spelling = { "ä" = "ae", "ö" = "oe", "ü" = "ue" }

[[rule]]
id = "de.any"
cause = "recipient_unknown"
any = ["Empfänger unbekannt", "müßte größer"]

[[rule]]
id = "de.all"
cause = "mailbox_full"
any = ["voll"]
all = ["für", "Empfänger"]

[[rule]]
id = "de.not"
cause = "timeout"
any = ["zu spät"]
not = ["nächstes"]
`))
	require.NoError(t, err)
	french, err := Load("fr.toml", []byte("[[rule]]\nid = \"fr\"\ncause = \"greylisted\"\nany = [\"boîte à part\"]\n"))
	require.NoError(t, err)
	c, err := New(Options{Rules: []*RuleSet{german, french}, NoBuiltin: true})
	require.NoError(t, err)
	packed, err := unpack(string(c.pack()))
	require.NoError(t, err)
	for reply, want := range map[string]Cause{
		"550 Empfänger unbekannt":    RecipientUnknown,
		"550 EMPFAENGER unbekannt":   RecipientUnknown,
		"550 Empfanger unbekannt":    RecipientUnknown,
		"550 Empf?nger unbekannt":    RecipientUnknown,
		"550 Empf??nger unbekannt":   RecipientUnknown,
		"550 Empf???nger unbekannt":  Unknown,
		"550 muesste groesser":       RecipientUnknown,
		"550 m??te gr??er":           RecipientUnknown,
		"552 voll für den Empfänger": MailboxFull,
		"552 voll fuer Empf?nger":    MailboxFull,
		"552 voll f?r Empfaenger":    MailboxFull,
		"421 zu spaet":               Timeout,
		"421 zu spaet, naechstes":    Unknown,
		"450 bo?te ? part":           Greylisted,
		"450 boiete ae part":         Unknown,
	} {
		require.Equal(t, want, c.Classify(Input{Reply: reply, Code: 550}).Cause, reply)
		require.Equal(t, want, packed.Classify(Input{Reply: reply, Code: 550}).Cause, "packed: %s", reply)
	}
}

// TestSpellingOfTwo holds a spelling that two phrases share to be none.
func TestSpellingOfTwo(t *testing.T) {
	set, err := Load("two.toml", []byte(`
[[rule]]
id = "one"
cause = "timeout"
any = ["für"]

[[rule]]
id = "other"
cause = "greylisted"
any = ["får"]
`))
	require.NoError(t, err)
	c, err := New(Options{Rules: []*RuleSet{set}, NoBuiltin: true})
	require.NoError(t, err)
	require.Equal(t, Timeout, c.Classify(Input{Reply: "für"}).Cause)
	require.Equal(t, Greylisted, c.Classify(Input{Reply: "får"}).Cause)
	require.Equal(t, Unknown, c.Classify(Input{Reply: "f?r"}).Cause)
}
