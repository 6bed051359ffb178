package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

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
	for _, file := range files {
		output, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		client, id := filepath.Base(filepath.Dir(file)), strings.TrimSuffix(filepath.Base(file), ".txt")
		truth := outputTruth(cases[id], string(output))
		if err := leaks(output); err != nil || len(truth.Recipients) == 0 {
			failures = append(failures, fmt.Errorf("%s: %v", file, err))
			continue
		}
		dir := filepath.Join(out, client)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := write(filepath.Join(dir, id), ".txt", output, truth); err != nil {
			return err
		}
	}
	log.Printf("%d outputs kept in %s", len(files)-len(failures), out)
	return errors.Join(failures...)
}

// outputTruth says what a client's output tells of a case. A client that
// stops at the first refusal says nothing of the recipients after it.
func outputTruth(c *Case, output string) *Truth {
	truth, flat := &Truth{Kind: "failed"}, flatten(output)
	for _, r := range c.Recipients {
		known, _ := r.truth(nil, flat, everySystem, nil)
		if len(c.Recipients) > 1 && known.ReplyText == "" {
			continue
		}
		if !strings.Contains(flat, r.To) {
			known.Address = ""
		}
		truth.Recipients = append(truth.Recipients, known)
	}
	return truth
}
