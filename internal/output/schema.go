package output

import _ "embed"

// Schema is the JSON Schema (draft 2020-12) of a report. The result of a single
// reply is its #/$defs/recipient.
//
//go:embed schema.json
var Schema []byte
