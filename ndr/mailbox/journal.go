package mailbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A ResultFile is a file that receives the output of a [Batch], and from which a
// run that was killed can be resumed. Until the results are complete there is a
// journal beside them, at Path with ".journal" appended. It is replaced about once
// a second, after the results have been synced to disk, and records which part of
// the inputs they belong to.
type ResultFile struct {
	// Path names the file. It is created, or truncated unless it is resumed.
	Path string

	// Resume continues the run that left a journal behind, after the last
	// results that the journal records. Without a journal the run starts over.
	// If the inputs or Settings are not the same, Run returns a *ResumeError.
	Resume bool

	// Settings identifies, in any form, what else the results depend on, such
	// as the output format.
	Settings string
}

// A journaledFile is an open ResultFile.
type journaledFile struct {
	path    string
	file    *os.File
	size    int64
	journal journal
	from    *journal // the journal that the run resumes from, nil for a new run
	saved   time.Time
}

// journal is the content of the file beside the results.
type journal struct {
	Version  int       `json:"version"`
	Settings string    `json:"settings"`
	Inputs   []inputID `json:"inputs"`
	Single   bool      `json:"single"` // the inputs hold a single message
	Position position  `json:"position"`
	Size     int64     `json:"size"` // bytes of results up to there
	Summary  *Summary  `json:"summary"`
}

const journalVersion = 1

// ErrChanged is the error in a [ResumeError] if the results that are there
// belong to other inputs or settings.
var ErrChanged = errors.New("changed since the run that is to be resumed")

// A ResumeError says why a run cannot be resumed.
type ResumeError struct {
	What string // what has changed: an input's path, "list of inputs" or "settings"; or the file at fault
	Err  error  // ErrChanged, or what is wrong with the file
}

func (e *ResumeError) Error() string { return fmt.Sprintf("cannot resume: %s: %v", e.What, e.Err) }

func (e *ResumeError) Unwrap() error { return e.Err }

// openJournaled opens the file of results of a run of rd over these inputs.
// It replaces rd.Stdin as identify does.
func openJournaled(results *ResultFile, rd *Reader, inputs []string) (*journaledFile, error) {
	j := &journaledFile{path: results.Path, saved: time.Now()}
	j.journal = journal{Version: journalVersion, Settings: results.Settings, Summary: newSummary()}
	for _, in := range inputs {
		id, err := identify(in, rd)
		if err != nil {
			return nil, err
		}
		j.journal.Inputs = append(j.journal.Inputs, id)
	}
	if results.Resume {
		if err := j.loadJournal(); err != nil {
			return nil, err
		}
	}
	if j.from == nil {
		return j, j.create()
	}
	return j, j.reopen()
}

// create creates the file and its journal.
func (j *journaledFile) create() (err error) {
	if err = j.saveJournal(); err == nil {
		j.file, err = os.Create(j.path)
	}
	return err
}

// Write appends to the results.
func (j *journaledFile) Write(p []byte) (int, error) {
	n, err := j.file.Write(p)
	j.size += int64(n)
	return n, err
}

// Close closes the file as it is, so that a later run can resume it.
func (j *journaledFile) Close() error { return j.file.Close() }

func (j *journaledFile) journalPath() string { return j.path + ".journal" }

// loadJournal reads the journal, if there is one, and checks that it belongs to
// this run.
func (j *journaledFile) loadJournal() error {
	text, err := os.ReadFile(j.journalPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	from := &journal{Summary: newSummary()}
	if err := json.Unmarshal(text, from); err != nil {
		return &ResumeError{j.journalPath(), err}
	}
	if from.Version != journalVersion || from.Settings != j.journal.Settings {
		return &ResumeError{"settings", ErrChanged}
	}
	if len(from.Inputs) != len(j.journal.Inputs) {
		return &ResumeError{"list of inputs", ErrChanged}
	}
	for i, id := range j.journal.Inputs {
		if was := from.Inputs[i]; was.Path != id.Path || was.Size != id.Size || was.Hash != id.Hash || !was.ModTime.Equal(id.ModTime) {
			return &ResumeError{id.Path, ErrChanged}
		}
	}
	j.from = from
	return nil
}

// reopen opens the file and truncates it to the size that the journal records.
func (j *journaledFile) reopen() (err error) {
	if j.file, err = os.OpenFile(j.path, os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			j.file.Close()
		}
	}()
	info, err := j.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < j.from.Size {
		return &ResumeError{j.path, fmt.Errorf("has %d bytes, its journal knows of %d", info.Size(), j.from.Size)}
	}
	if err := j.file.Truncate(j.from.Size); err != nil {
		return err
	}
	j.size, err = j.file.Seek(j.from.Size, io.SeekStart)
	return err
}

// checkpointEvery is how much work a killed run may lose.
const checkpointEvery = time.Second

// checkpoint records in the journal that the results so far are those of the
// inputs up to p: once in checkpointEvery, or at once if now is set.
func (j *journaledFile) checkpoint(p position, s *Summary, now bool) error {
	if !now && time.Since(j.saved) < checkpointEvery {
		return nil
	}
	if err := j.file.Sync(); err != nil {
		return err
	}
	j.journal.Position, j.journal.Size, j.journal.Summary = p, j.size, s
	err := j.saveJournal()
	j.saved = time.Now()
	return err
}

// saveJournal replaces the journal atomically.
func (j *journaledFile) saveJournal() error {
	text, err := json.Marshal(&j.journal)
	if err != nil {
		return err
	}
	next := j.journalPath() + ".new"
	if err := writeSynced(next, text); err != nil {
		return err
	}
	if err := os.Rename(next, j.journalPath()); err != nil {
		return err
	}
	return syncDir(filepath.Dir(j.path))
}

// finish closes the results, which are complete, and removes the journal.
func (j *journaledFile) finish() error {
	if err := j.file.Sync(); err != nil {
		return err
	}
	if err := j.file.Close(); err != nil {
		return err
	}
	if err := os.Remove(j.journalPath()); err != nil {
		return err
	}
	return syncDir(filepath.Dir(j.path))
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
