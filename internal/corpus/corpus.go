// Package corpus finds the collection of other people's bounces that tests and
// benchmarks read beside our own, which it may not become part of.
package corpus

import (
	"os"
	"path/filepath"
)

// Dir returns the folder of its messages: $NDRPARSE_CORPUS, or shared/corpus/dev
// beside the checkout, or "" where there is neither. What is known of the messages
// stands beside the folder, in files of its name with .labels.jsonl and
// .replies.jsonl behind it.
func Dir() string {
	if dir := os.Getenv("NDRPARSE_CORPUS"); dir != "" {
		return dir
	}
	for root := "."; ; root = filepath.Join(root, "..") {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return existing(filepath.Join(root, "..", "shared", "corpus", "dev"))
		}
		if abs, err := filepath.Abs(root); err != nil || abs == filepath.Dir(abs) {
			return ""
		}
	}
}

// existing returns dir, or "" if there is no such folder.
func existing(dir string) string {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	return dir
}
