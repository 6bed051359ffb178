package screen

import "bytes"

// names are the entries of fields, by the first letter of their names.
type names [26]struct {
	lengths uint64 // a bit for each length that a name has
	entries []*fieldEntry
}

// find returns the entry of the field of this name, or nil.
func (n *names) find(name []byte) *fieldEntry {
	first := name[0] | 0x20 - 'a'
	if int(first) >= len(n) || n[first].lengths&(1<<min(len(name), maxName)) == 0 {
		return nil
	}
	for _, e := range n[first].entries {
		if bytes.EqualFold(e.name, name) {
			return e
		}
	}
	return nil
}

// entry returns the entry of the field of this name; a new one if there is none.
func (n *names) entry(name string) *fieldEntry {
	if e := n.find([]byte(name)); e != nil {
		return e
	}
	e := &fieldEntry{Name: name, never: true}
	n.add(e)
	return e
}

// maxName bounds the length of a name: longer ones are as one.
const maxName = 63

func (n *names) add(e *fieldEntry) {
	e.name = []byte(e.Name)
	if len(e.Values) > 0 {
		e.values = newList(e.Values)
	}
	at := &n[e.name[0]|0x20-'a']
	at.lengths |= 1 << min(len(e.name), maxName)
	at.entries = append(at.entries, e)
}
