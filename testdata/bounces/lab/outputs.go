package main

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

// leastOutput is what a client prints that says anything, in bytes.
const leastOutput = 12

// keepOutputs files what mail clients printed, one folder a client.
func keepOutputs(table *Table, mail, out string) error {
	files, err := filepath.Glob(filepath.Join(mail, "*", "*.txt"))
	if err != nil {
		return err
	}
	cases := map[string]*Case{}
	for _, c := range table.Cases {
		cases[c.ID] = c
	}
	var failures []error
	kept := 0
	for _, file := range files {
		output, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		client, id := filepath.Base(filepath.Dir(file)), strings.TrimSuffix(filepath.Base(file), ".txt")
		if len(bytes.TrimSpace(output)) < leastOutput {
			continue
		}
		truth := outputTruth(table, cases[id], string(output), client)
		if err := leaks(output); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", file, err))
			continue
		}
		if len(truth.Recipients) == 0 {
			continue
		}
		dir := filepath.Join(out, client)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := write(filepath.Join(dir, id), ".txt", output, truth); err != nil {
			return err
		}
		kept++
	}
	log.Printf("%d outputs kept in %s", kept, out)
	return errors.Join(failures...)
}

// outputTruth returns what a client's output states about a case. A client that
// stops at the first refusal says nothing of the recipients after it.
func outputTruth(table *Table, c *Case, output, client string) *Truth {
	truth, flat := &Truth{Kind: "failed"}, flatten(output)
	for _, r := range c.Recipients {
		known, _ := r.truth(nil, flat, client, table.Silences)
		if len(c.Recipients) > 1 && known.ReplyText == "" {
			continue
		}
		known.Remote = "" // it is the client's own server
		if !strings.Contains(flat, r.To) {
			known.Address = ""
		}
		truth.Recipients = append(truth.Recipients, known)
	}
	return truth
}
