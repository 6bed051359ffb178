package phrase

// A Table is a list of phrases that each stand for a value.
type Table[T any] struct {
	*List
	values []T
}

// An Entry is one value and its phrases.
type Entry[T any] struct {
	Value   T
	Phrases []string
}

// NewTable returns a table of entries. No phrase may be in two of them.
func NewTable[T any](entries []Entry[T]) *Table[T] {
	var phrases []string
	var values []T
	for _, e := range entries {
		phrases = append(phrases, e.Phrases...)
		for range e.Phrases {
			values = append(values, e.Value)
		}
	}
	return &Table[T]{NewList(phrases), values}
}

// Value returns the value of the phrase with this number.
func (t *Table[T]) Value(number int32) T { return t.values[number] }
