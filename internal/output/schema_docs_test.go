package output

import (
	"encoding/json"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSchemaAgreesWithTheGoDocs checks that each description in the schema
// begins with the first sentence of the Go comment on the same type or field,
// without the name that begins that one.
func TestSchemaAgreesWithTheGoDocs(t *testing.T) {
	type described struct {
		Description string               `json:"description"`
		Ref         string               `json:"$ref"`
		Properties  map[string]described `json:"properties"`
		Defs        map[string]described `json:"$defs"`
	}
	var schema described
	require.NoError(t, json.Unmarshal(Schema, &schema))
	objects := schema.Defs
	objects["report"] = schema
	for name, object := range objects {
		comments := goComments(t)[name]
		if comments == nil {
			require.Contains(t, []string{"evidence", "listing"}, name, "these types are in package classify")
			continue
		}
		require.Truef(t, strings.HasPrefix(object.Description, comments[""]), "%s: %q", name, comments[""])
		for key, property := range object.Properties {
			if property.Ref == "" {
				require.Truef(t, strings.HasPrefix(property.Description, comments[key]), "%s.%s: %q", name, key, comments[key])
			}
		}
	}
}

// goComments returns the first sentences on the types of package ndr and on
// their fields, by the names that these have in the schema. That of the type
// itself has the key "".
func goComments(t *testing.T) map[string]map[string]string {
	t.Helper()
	var files []*ast.File
	positions := token.NewFileSet()
	for _, name := range []string{"report.go", "remedy.go"} {
		file, err := parser.ParseFile(positions, "../../ndr/"+name, nil, parser.ParseComments)
		require.NoError(t, err)
		files = append(files, file)
	}
	source, err := doc.NewFromFiles(positions, files, "ndr")
	require.NoError(t, err)
	comments := map[string]map[string]string{}
	for _, typ := range source.Types {
		object, ok := typ.Decl.Specs[0].(*ast.TypeSpec).Type.(*ast.StructType)
		if !ok {
			continue
		}
		fields := map[string]string{"": firstSentence(typ.Doc)}
		for _, field := range object.Fields.List {
			if field.Tag == nil {
				continue
			}
			tag := reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("json")
			key, _, _ := strings.Cut(tag, ",")
			fields[key] = firstSentence(field.Doc.Text())
		}
		comments[schemaName(typ.Name)] = fields
	}
	return comments
}

// schemaName returns the name in the schema of a Go type: DNSRecord is
// dns_record.
func schemaName(typ string) string {
	return strings.ToLower(regexp.MustCompile(`([A-Z])([A-Z][a-z])`).ReplaceAllString(typ, "${1}_$2"))
}

var beginsWithName = regexp.MustCompile(`^(An? )?\w+ (is set if|is|are|holds) `)

// firstSentence returns the first sentence of a comment, without "Name is".
func firstSentence(comment string) string {
	sentence := strings.Join(strings.Fields(new(doc.Package).Synopsis(comment)), " ")
	sentence = beginsWithName.ReplaceAllString(sentence, "")
	return strings.ToUpper(sentence[:1]) + sentence[1:]
}
