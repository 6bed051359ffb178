package output

import _ "embed"

// Schema is the JSON Schema (draft 2020-12) of the object that a message
// gives. What a single reply gives is its #/$defs/recipient.
//
//go:embed schema.json
var Schema []byte
