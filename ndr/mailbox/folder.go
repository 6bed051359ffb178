package mailbox

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// path feeds what was named by the caller. A link that was named is followed.
func (f *feeder) path(path string) error {
	if path == "-" {
		return f.standardInput()
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return f.fail(path, reason(err))
	case info.IsDir():
		root, err := filepath.EvalSymlinks(path)
		if err != nil {
			return f.fail(path, reason(err))
		}
		if root, err = filepath.Abs(root); err != nil {
			return f.fail(path, reason(err))
		}
		return f.folder(path, folder{root: root})
	case !info.Mode().IsRegular() && !openStream(path):
		return f.fail(path, ErrNotRegular)
	}
	return f.file(path, input{named: true})
}

// reason returns the error without the path, which the source says already.
func reason(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// openStream reports whether path names a stream that is open already, as a
// shell's process substitution does. Opening any other FIFO could wait forever.
func openStream(path string) bool {
	return strings.HasPrefix(path, "/dev/fd/") || strings.HasPrefix(path, "/proc/self/fd/") || path == "/dev/stdin"
}

// A folder is the context in which entries are read.
type folder struct {
	root    string // the named folder, absolute and without links
	maildir bool   // its folders are read, its files are the Maildir's own
	leaf    bool   // cur or new of a Maildir: its files are messages
}

// folder feeds the entries of a folder, sorted by name.
func (f *feeder) folder(path string, in folder) error {
	if !in.leaf {
		in.maildir = isDir(filepath.Join(path, "cur")) && isDir(filepath.Join(path, "new"))
	}
	for after := ""; ; {
		entries, more, err := sortedEntries(path, after)
		if err != nil {
			return f.fail(path, reason(err))
		}
		for _, e := range entries {
			if err := f.entry(filepath.Join(path, e.name), e, in); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
		after = entries[len(entries)-1].name
	}
}

// entry feeds one entry of a folder.
func (f *feeder) entry(path string, e entry, in folder) error {
	if err := f.ctx.Err(); err != nil {
		return err
	}
	inner := folder{root: in.root}
	switch {
	case e.mode&fs.ModeSymlink != 0:
		return f.link(path, in.root)
	case e.mode.IsDir() && in.maildir && e.name == "tmp":
		return nil
	case e.mode.IsDir():
		inner.leaf = in.maildir && (e.name == "cur" || e.name == "new")
		return f.folder(path, inner)
	case in.maildir || isCompanion(e.name):
		return nil
	case !e.mode.IsRegular():
		return f.fail(path, ErrNotRegular)
	}
	return f.file(path, input{single: in.leaf})
}

// link skips a symbolic link in a folder: a target in the folder is read there,
// and one elsewhere was not asked for.
func (f *feeder) link(path, root string) error {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return f.fail(path, reason(err))
	}
	if target, err = filepath.Abs(target); err != nil {
		return f.fail(path, reason(err))
	}
	if target == root || strings.HasPrefix(target, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator)) {
		return nil
	}
	return f.fail(path, ErrLinkOut)
}

func isDir(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}

// An entry of a folder.
type entry struct {
	name string
	mode fs.FileMode // its type only
}

// maxEntries is how many entries of a folder are held at once. A larger folder
// is read several times, each time for the entries that come next.
const maxEntries = 1 << 15

// sortedEntries returns the first entries of a folder after a name, sorted, and
// whether there are more.
func sortedEntries(path, after string) (entries []entry, more bool, err error) {
	dir, err := os.Open(path)
	if err != nil {
		return nil, false, err
	}
	defer dir.Close()
	const batch = 1024
	for {
		some, err := dir.ReadDir(batch)
		for _, e := range some {
			if e.Name() > after {
				entries = append(entries, entry{e.Name(), e.Type()})
			}
		}
		if len(entries) >= 2*maxEntries {
			entries, more = firstEntries(entries), true
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false, err
		}
	}
	if len(entries) > maxEntries {
		more = true
	}
	return firstEntries(entries), more, nil
}

func firstEntries(entries []entry) []entry {
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return entries[:min(len(entries), maxEntries)]
}

// companions are the files that mail programs and systems keep beside the
// mail: indexes, lists and settings.
var companions = []string{
	"table_of_contents", // Apple Mail's .mbox
	"dovecot.index*", "dovecot.list.index*", "dovecot.mailbox.log*", "dovecot-uid*", "dovecot-keywords", "dovecot-acl*", "maildirfolder", "maildirsize", "subscriptions", "courierimap*", ".mailfilter",
	".mh_sequences", ".xmhcache", ".overview",
	"*.msf", "msgFilterRules.dat", "filterlog.html", // Thunderbird
	".DS_Store", "._*", "Thumbs.db", "desktop.ini", "Info.plist",
}

func isCompanion(name string) bool {
	return slices.ContainsFunc(companions, func(pattern string) bool {
		ok, _ := filepath.Match(pattern, name)
		return ok
	})
}
