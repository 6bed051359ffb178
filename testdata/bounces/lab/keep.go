package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// keep files the notices that came, each with the truth about it.
func keep(table *Table, mail, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var failures []error
	kept := 0
	for _, c := range table.Cases {
		files, err := filepath.Glob(filepath.Join(mail, c.ID+"~*.eml"))
		if err != nil {
			return err
		}
		slices.SortFunc(files, func(a, b string) int {
			return len(a) - len(b) + strings.Compare(a, b)
		})
		taken := map[string]bool{}
		for _, file := range files {
			message, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			truth, err := truthOf(table, c, string(message), filepath.Base(out))
			if err == nil {
				err = leaks(message)
			}
			if err != nil {
				failures = append(failures, fmt.Errorf("%s: %w", file, err))
				continue
			}
			name := c.ID
			if truth.Kind != "failed" {
				name += "." + truth.Kind
			}
			if taken[name] && truth.Kind == "delayed" {
				continue // a second warning says what the first one did
			}
			for n, free := 2, name; taken[name]; n++ {
				name = fmt.Sprintf("%s-%d", free, n)
			}
			taken[name] = true
			if err := write(filepath.Join(out, name), ".eml", message, truth); err != nil {
				return err
			}
			kept++
		}
		if len(files) == 0 {
			log.Printf("%s: no notice", c.ID)
		}
	}
	log.Printf("%d notices kept in %s", kept, out)
	return errors.Join(failures...)
}

// write stores a notice and its truth side by side.
func write(base, extension string, notice []byte, truth *Truth) error {
	if err := os.WriteFile(base+extension, notice, 0o644); err != nil {
		return err
	}
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(truth); err != nil {
		return err
	}
	return os.WriteFile(base+".truth.json", encoded.Bytes(), 0o644)
}
