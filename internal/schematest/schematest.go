// Package schematest validates output against a JSON Schema in tests.
package schematest

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// A Schema is a compiled JSON Schema, or a part of one.
type Schema struct{ compiled *jsonschema.Schema }

// Compile returns the part of a schema at a fragment ("#/$defs/recipient"),
// all of it if the fragment is empty. Formats such as date-time are checked.
func Compile(t *testing.T, schema, fragment string) Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(t, compiler.AddResource("schema.json", document))
	compiled, err := compiler.Compile("schema.json" + fragment)
	require.NoError(t, err)
	return Schema{compiled}
}

// Validate returns what is wrong with a JSON text.
func (s Schema) Validate(text string) error {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.compiled.Validate(value)
}
