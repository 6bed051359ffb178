package mailbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// An inputID identifies an input and its content.
type inputID struct {
	Path    string    `json:"path"`
	Size    int64     `json:"size"`
	ModTime time.Time `json:"mod_time"`
	Hash    string    `json:"hash"` // of its beginning; of a folder: of its files' names, sizes and times
}

// maxHead is how many bytes of an input's beginning identify it.
const maxHead = 64 << 10

// identify returns the identity of an input as it is now: only its path if it
// cannot be opened, which the run will report. Standard input is identified by
// its beginning, which is put back in front of rd.Stdin.
func identify(path string, rd *Reader) (inputID, error) {
	id := inputID{Path: path}
	if path == "-" {
		head, err := io.ReadAll(io.LimitReader(rd.stdin(), maxHead))
		rd.Stdin = io.MultiReader(bytesReader(head), rd.stdin())
		id.Hash = hashOf(head)
		return id, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return id, nil
	}
	if info.IsDir() {
		id.Hash = folderHash(path)
		return id, nil
	}
	id.Size, id.ModTime = info.Size(), info.ModTime()
	if info.Mode().IsRegular() {
		if f, err := os.Open(path); err == nil {
			defer f.Close()
			head, _ := io.ReadAll(io.LimitReader(f, maxHead))
			id.Hash = hashOf(head)
		}
	}
	return id, nil
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

func folderHash(path string) string {
	h := sha256.New()
	filepath.WalkDir(path, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		if info, err := e.Info(); err == nil {
			fmt.Fprintf(h, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)[:16])
}
