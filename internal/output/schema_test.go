package output

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
	"github.com/ndrparse/ndrparse/internal/schematest"
	"github.com/ndrparse/ndrparse/ndr"
)

func TestSchemaHoldsForReports(t *testing.T) {
	schema := schematest.Compile(t, string(Schema), "")
	for _, r := range []*ndr.Report{blocked(), several(), {Kind: ndr.NotBounce}} {
		require.NoError(t, schema.Validate(rendered(t, JSON(false), r)))
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := schematest.Compile(t, string(Schema), "")
	tests := []struct {
		name string
		harm func(*ndr.Report)
	}{
		{"kind", func(r *ndr.Report) { r.Kind = "bounced" }},
		{"cause", func(r *ndr.Report) { r.Recipients[0].Cause = "bad_luck" }},
		{"status", func(r *ndr.Report) { r.Recipients[0].Status = "5.7" }},
		{"reply code", func(r *ndr.Report) { r.Recipients[0].Reply.Code = 7 }},
		{"confidence", func(r *ndr.Report) { r.Recipients[0].Confidence = 98 }},
		{"importance", func(r *ndr.Report) { r.Recipients[0].Remedies[0].Importance = 4 }},
		{"audience", func(r *ndr.Report) { r.Recipients[0].Remedies[0].Audience = "everyone" }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := blocked()
			test.harm(r)
			text, err := json.Marshal(completed(r))
			require.NoError(t, err)
			require.ErrorContains(t, schema.Validate(string(text)), "jsonschema validation failed")
		})
	}
}

func TestSchemaOfExplained(t *testing.T) {
	rec := blockedRecipient("")
	text, err := NDJSON().Reply(nil, &rec)
	require.NoError(t, err)
	require.NoError(t, schematest.Compile(t, string(Schema), "#/$defs/recipient").Validate(string(text)))
}

type object struct {
	Required   []string          `json:"required"`
	Properties map[string]object `json:"properties"`
	Enum       []string          `json:"enum"`
	Defs       map[string]object `json:"$defs"`
}

// TestSchemaNamesEveryField checks the schema's objects against the types that
// are marshalled: the same fields, required unless they can be left out.
func TestSchemaNamesEveryField(t *testing.T) {
	var schema object
	require.NoError(t, json.Unmarshal(Schema, &schema))
	types := map[string]any{
		"": ndr.Report{}, "original": ndr.Original{}, "recipient": ndr.Recipient{}, "reply": ndr.Reply{}, "host": ndr.Host{},
		"evidence": classify.Evidence{}, "listing": classify.Listing{}, "client": ndr.Client{}, "remedy": ndr.Remedy{},
		"step": ndr.Step{}, "setting": ndr.Setting{}, "dns_record": ndr.DNSRecord{},
	}
	require.Len(t, schema.Defs, len(types)-1)
	for name, value := range types {
		described := schema
		if name != "" {
			described = schema.Defs[name]
		}
		var all, required []string
		for i := range reflect.TypeOf(value).NumField() {
			key, options, _ := strings.Cut(reflect.TypeOf(value).Field(i).Tag.Get("json"), ",")
			all = append(all, key)
			if options == "" {
				required = append(required, key)
			}
		}
		var properties []string
		for key := range described.Properties {
			properties = append(properties, key)
		}
		require.ElementsMatch(t, all, properties, name)
		require.ElementsMatch(t, required, described.Required, name)
	}
}

func TestSchemaNamesEveryCause(t *testing.T) {
	var schema object
	require.NoError(t, json.Unmarshal(Schema, &schema))
	causes, categories := []string{""}, []string{""}
	for _, cause := range classify.Causes() {
		causes = append(causes, string(cause))
		if category := string(cause.Category()); categories[len(categories)-1] != category {
			categories = append(categories, category)
		}
	}
	recipient := schema.Defs["recipient"].Properties
	require.Equal(t, causes, recipient["cause"].Enum)
	require.ElementsMatch(t, categories, recipient["category"].Enum)
}
