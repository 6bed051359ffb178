package mailbox

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// An Output is a file of results that survives the end of its run, whenever
// and however that comes. Beside it stands a journal, PATH.journal, until the
// results are complete. The journal is replaced from time to time, after the
// results have reached the disk, and says how many bytes of them belong to how
// much of the inputs; to go on is to cut the file there.
type Output struct {
	path    string
	file    *os.File
	size    int64
	journal journal
	from    *journal // what the run goes on with, nil for a new one
	saved   time.Time
}

// journal is the content of the file beside the results.
type journal struct {
	Version  int       `json:"version"`
	Settings string    `json:"settings"`
	Inputs   []inputID `json:"inputs"`
	One      bool      `json:"one"` // the inputs hold a single message
	Position Position  `json:"position"`
	Size     int64     `json:"size"` // bytes of results up to there
	Summary  *Summary  `json:"summary"`
}

const journalVersion = 1

// inputID tells an input from a changed one.
type inputID struct {
	Path    string    `json:"path"`
	Size    int64     `json:"size"`
	ModTime time.Time `json:"mod_time"`
	Hash    string    `json:"hash"` // of its beginning; of a folder: of its files' names, sizes and times
}

// ErrChanged is the reason of a [ResumeError]: the results that are there
// belong to other inputs or settings.
var ErrChanged = errors.New("changed since the run that is to be resumed")

// A ResumeError says why a run cannot go on.
type ResumeError struct {
	What string // the input that changed, or "settings"
	Err  error
}

func (e *ResumeError) Error() string { return fmt.Sprintf("cannot resume: %s: %v", e.What, e.Err) }

func (e *ResumeError) Unwrap() error { return e.Err }

// OpenOutput opens the file of results of a run over these inputs. settings are
// all of the caller's that bear on the results, in any form. With resume, the
// file and its journal are gone on with, if there is a journal; it fails with a
// [*ResumeError] if the inputs or settings are not the same. Without, or where
// there is no journal, the file begins anew.
//
// Standard input is told by its beginning, which is read here; rd must be the
// Reader of the run.
func OpenOutput(path string, resume bool, settings string, rd *Reader, inputs ...string) (*Output, error) {
	o := &Output{path: path, saved: time.Now()}
	o.journal = journal{Version: journalVersion, Settings: settings, Summary: newSummary()}
	for _, in := range inputs {
		id, err := identify(in, rd)
		if err != nil {
			return nil, err
		}
		o.journal.Inputs = append(o.journal.Inputs, id)
	}
	if resume {
		if err := o.loadJournal(); err != nil {
			return nil, err
		}
	}
	if o.from != nil {
		return o, o.reopen()
	}
	if err := o.saveJournal(); err != nil {
		return nil, err
	}
	var err error
	o.file, err = os.Create(path)
	return o, err
}

// Resumed reports whether the run goes on with an earlier one.
func (o *Output) Resumed() bool { return o.from != nil }

// Write appends to the results.
func (o *Output) Write(p []byte) (int, error) {
	n, err := o.file.Write(p)
	o.size += int64(n)
	return n, err
}

func (o *Output) journalPath() string { return o.path + ".journal" }

// loadJournal reads the journal, if there is one, and compares.
func (o *Output) loadJournal() error {
	text, err := os.ReadFile(o.journalPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	from := &journal{Summary: newSummary()}
	if err := json.Unmarshal(text, from); err != nil {
		return &ResumeError{o.journalPath(), err}
	}
	if from.Version != journalVersion || from.Settings != o.journal.Settings {
		return &ResumeError{"settings", ErrChanged}
	}
	if len(from.Inputs) != len(o.journal.Inputs) {
		return &ResumeError{"list of inputs", ErrChanged}
	}
	for i, id := range o.journal.Inputs {
		if was := from.Inputs[i]; was.Path != id.Path || was.Size != id.Size || was.Hash != id.Hash || !was.ModTime.Equal(id.ModTime) {
			return &ResumeError{id.Path, ErrChanged}
		}
	}
	o.from = from
	return nil
}

// reopen cuts the results to what the journal answers for.
func (o *Output) reopen() error {
	var err error
	if o.file, err = os.OpenFile(o.path, os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return err
	}
	info, err := o.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < o.from.Size {
		return &ResumeError{o.path, fmt.Errorf("has %d bytes, its journal knows of %d", info.Size(), o.from.Size)}
	}
	if err := o.file.Truncate(o.from.Size); err != nil {
		return err
	}
	o.size, err = o.file.Seek(o.from.Size, io.SeekStart)
	return err
}

// checkpointEvery is how much work a killed run may lose.
const checkpointEvery = time.Second

// checkpoint notes that the results so far are those of the inputs up to a
// position.
func (o *Output) checkpoint(p Position, s *Summary, now bool) error {
	if !now && time.Since(o.saved) < checkpointEvery {
		return nil
	}
	if err := o.file.Sync(); err != nil {
		return err
	}
	o.journal.Position, o.journal.Size, o.journal.Summary = p, o.size, s
	err := o.saveJournal()
	o.saved = time.Now()
	return err
}

// saveJournal replaces the journal in one step.
func (o *Output) saveJournal() error {
	text, err := json.Marshal(&o.journal)
	if err != nil {
		return err
	}
	next := o.journalPath() + ".new"
	if err := writeSynced(next, text); err != nil {
		return err
	}
	if err := os.Rename(next, o.journalPath()); err != nil {
		return err
	}
	return syncDir(filepath.Dir(o.path))
}

// finish completes the results.
func (o *Output) finish() error {
	if err := o.file.Sync(); err != nil {
		return err
	}
	if err := o.file.Close(); err != nil {
		return err
	}
	if err := os.Remove(o.journalPath()); err != nil {
		return err
	}
	return syncDir(filepath.Dir(o.path))
}

func writeSynced(path string, text []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncDir makes a rename in a folder durable, where the system can.
func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}

// maxHead is how much of an input's beginning tells it from another.
const maxHead = 64 << 10

// identify describes an input as it is now. What cannot be opened is the
// business of the run.
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
