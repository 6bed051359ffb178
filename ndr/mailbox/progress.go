package mailbox

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Progress is how far a [Batch] has come.
type Progress struct {
	Bytes    int64 // read from the files, before any decompression
	Total    int64 // size of all files of the inputs, 0 while not known
	Messages int
	Bounces  int
	Elapsed  time.Duration // of this run, without the one that it resumes

	skipped int64 // what the run before had done
}

// Rate returns the bytes that this run reads in a second.
func (p Progress) Rate() float64 {
	if p.Elapsed <= 0 {
		return 0
	}
	return float64(p.Bytes-p.skipped) / p.Elapsed.Seconds()
}

// Left estimates the remaining time; ok is false if it cannot be estimated.
func (p Progress) Left() (left time.Duration, ok bool) {
	rate := p.Rate()
	if p.Total <= 0 || rate <= 0 {
		return 0, false
	}
	return time.Duration(float64(max(0, p.Total-p.Bytes)) / rate * float64(time.Second)), true
}

// progressEvery is how often a Progress function is called.
const progressEvery = 100 * time.Millisecond

// totalBytes adds up the sizes of the files of the inputs. It returns 0 where
// standard input is among them, and what it has when stop is closed.
func totalBytes(paths []string, stop <-chan struct{}) (total int64) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if path == "-" {
			return 0
		}
		if err != nil {
			continue
		}
		if !info.IsDir() {
			total += info.Size()
			continue
		}
		filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
			select {
			case <-stop:
				return fs.SkipAll
			default:
			}
			if err == nil && e.Type().IsRegular() {
				if info, err := e.Info(); err == nil {
					total += info.Size()
				}
			}
			return nil
		})
	}
	return total
}
