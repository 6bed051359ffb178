package message

import (
	"mime"
	"strings"
)

// contentType returns a part's media type, text/plain where none is declared
// (RFC 2045 section 5.2), and its parameters as far as they can be read.
func contentType(h Header) (kind string, params map[string]string) {
	value := h.Raw("Content-Type")
	if value == "" {
		return "text/plain", nil
	}
	kind, params, err := mime.ParseMediaType(value)
	if err == nil && params["boundary"] != "" || err == nil && !strings.HasPrefix(kind, "multipart/") {
		return kind, params
	}
	kind, rest, _ := strings.Cut(value, ";")
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), " ")
	if !strings.Contains(kind, "/") {
		kind = "text/plain"
	}
	return kind, looseParams(rest)
}

// looseParams reads the parameters of a Content-Type that the rules of RFC
// 2045 do not allow: unquoted specials, doubled semicolons, stray words.
func looseParams(s string) map[string]string {
	params := map[string]string{}
	for _, param := range strings.Split(s, ";") {
		if name, value, ok := strings.Cut(param, "="); ok {
			params[strings.ToLower(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return params
}
