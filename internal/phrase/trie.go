// Package phrase finds many phrases in a text in one sweep.
package phrase

import (
	"slices"
	"strings"
)

// A Trie finds every phrase of a set in one sweep over a folded text.
//
// A phrase begins where a word does, so the text is tried from its word starts
// only; from there a path-compressed trie follows all phrases at once. Failure
// links, as in Aho and Corasick's automaton, would save nothing on top of that
// and would have to be built at every start of the command. A phrase is at
// most MaxLen bytes, so time stays linear in the text.
type Trie struct {
	Root   [256]int32 // by first byte; 0: no phrase begins so
	Filter Filter
	Nodes  []Node
	Text   string // the labels and heads of all nodes
}

// A Node holds no pointers, so that thousands are made and kept at no
// cost to the garbage collector.
type Node struct {
	From  int32 // where in the trie's text the node's label begins
	Label uint8 // its length: what leads here from the parent, at least one byte
	Heads uint8 // how many bytes follow it: the first ones of the children's labels
	Child int32 // the first child; the others follow it
	Whole int32 // the phrase that ends here at a word's end, -1 if none
	Start int32 // the phrase that ends here and may go on ("spam*"), -1 if none
}

// MaxLen bounds a phrase, so that a hostile text cannot make the sweep slow.
const MaxLen = 200

// A Key is a folded phrase; open ones match the beginning of a word.
type Key struct {
	Text string
	Open bool
}

// New builds the trie of phrases; a phrase's index is its number.
func New(phrases []Key) Trie {
	order := make([]int32, len(phrases))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(phrases[a].Text, phrases[b].Text) })
	t := &Trie{Nodes: make([]Node, 1, 2*len(phrases)+1)}
	for _, p := range phrases {
		t.Filter.add(p.Text)
	}
	b := &builder{Trie: t, phrases: phrases}
	for len(order) > 0 {
		head := phrases[order[0]].Text[0]
		n := b.run(order, 0)
		t.Nodes = append(t.Nodes, Node{})
		node := int32(len(t.Nodes) - 1)
		t.Root[head] = node
		b.fill(node, order[:n], 0)
		order = order[n:]
	}
	t.Text = string(b.spelled)
	return *t
}

type builder struct {
	*Trie
	phrases []Key
	spelled []byte // becomes the trie's text
}

// run counts the phrases at the front of order that share their byte at depth.
func (b *builder) run(order []int32, depth int) int {
	head := b.phrases[order[0]].Text[depth]
	n := 1
	for n < len(order) && b.phrases[order[n]].Text[depth] == head {
		n++
	}
	return n
}

// fill makes node the root of the phrases of order, which agree up to depth
// and in one more byte.
func (b *builder) fill(node int32, order []int32, depth int) {
	first, last := b.phrases[order[0]].Text, b.phrases[order[len(order)-1]].Text
	end := depth + 1
	for end < len(first) && end < len(last) && first[end] == last[end] {
		end++
	}
	n := Node{From: int32(len(b.spelled)), Label: uint8(end - depth), Whole: -1, Start: -1}
	b.spelled = append(b.spelled, first[depth:end]...)
	for len(order) > 0 && len(b.phrases[order[0]].Text) == end {
		if b.phrases[order[0]].Open {
			n.Start = order[0]
		} else {
			n.Whole = order[0]
		}
		order = order[1:]
	}
	var runs []int
	for rest := order; len(rest) > 0; {
		k := b.run(rest, end)
		b.spelled = append(b.spelled, b.phrases[rest[0]].Text[end])
		runs = append(runs, k)
		rest = rest[k:]
	}
	n.Heads = uint8(len(runs))
	n.Child = int32(len(b.Nodes))
	b.Nodes[node] = n
	b.Nodes = append(b.Nodes, make([]Node, len(runs))...)
	for i, k := range runs {
		b.fill(n.Child+int32(i), order[:k], end)
		order = order[k:]
	}
}

// A Hit is a phrase found in the folded text.
type Hit struct {
	Phrase     int32
	Start, End int32
}

// Sweep appends every phrase found in text to hits.
func (t *Trie) Sweep(text []byte, hits []Hit) []Hit { return t.sweep(text, hits, false) }

// sweep is Sweep; with first, it ends at the first place where a phrase is.
func (t *Trie) sweep(text []byte, hits []Hit, first bool) []Hit {
	before := isOther
	for i, b := range text {
		kind := kindOf[b]
		if kind == isInside {
			continue
		}
		begins := kind == isOther || kind != before
		before = kind
		if !begins {
			continue
		}
		if node := t.Root[b]; node != 0 && t.Filter.admits(text, i) {
			if hits = t.follow(node, text, i, hits); first && len(hits) > 0 {
				break
			}
		}
	}
	return hits
}

// within reports whether a phrase occurs in text, at the start of a word or
// within one. It goes backwards, so that each byte is read once for the three of
// which it is the first.
func (t *Trie) within(text []byte) bool {
	var first [1]Hit
	var word uint64
	for i := len(text) - 1; i >= 0; i-- {
		b := text[i]
		word = word<<8 | uint64(b)
		if n := three(word); t.Filter.Three[n/32]>>(n%32)&1 == 0 {
			continue
		}
		if node := t.Root[b]; node != 0 && t.Filter.admits(text, i) && len(t.follow(node, text, i, first[:0])) > 0 {
			return true
		}
	}
	return false
}

// follow appends the phrases that begin at text[at:] and lead through node.
func (t *Trie) follow(node int32, text []byte, at int, hits []Hit) []Hit {
	pos := at
	for {
		n := &t.Nodes[node]
		end := pos + int(n.Label)
		heads := n.From + int32(n.Label)
		if end > len(text) {
			return hits
		}
		// The first byte has led here.
		if n.Label > 1 && string(text[pos+1:end]) != t.Text[n.From+1:heads] {
			return hits
		}
		pos = end
		if n.Start >= 0 {
			hits = append(hits, Hit{n.Start, int32(at), int32(pos)})
		}
		if n.Whole >= 0 && (pos == len(text) || !IsWord(text[pos]) || !IsWord(text[pos-1])) {
			hits = append(hits, Hit{n.Whole, int32(at), int32(pos)})
		}
		if pos == len(text) || n.Heads == 0 {
			return hits
		}
		k := 0
		if n.Heads > 1 {
			k = strings.IndexByte(t.Text[heads:heads+int32(n.Heads)], text[pos])
		} else if t.Text[heads] != text[pos] {
			k = -1
		}
		if k < 0 {
			return hits
		}
		node = n.Child + int32(k)
	}
}

// IsWord reports whether b belongs to a word of ASCII letters and digits in
// lower case, which a phrase must not cut.
func IsWord(b byte) bool { return kindOf[b] == isWord }

// What a byte of a folded text is to the words in it.
const (
	isOther  uint8 = iota
	isWord         // an ASCII letter or digit
	isLetter       // begins another letter of a script whose words stand apart: Latin, Greek, Cyrillic
	isInside       // goes on with a character (RFC 3629)
)

var kindOf = func() (kind [256]uint8) {
	for b := range kind {
		switch {
		case b >= 'a' && b <= 'z' || b >= '0' && b <= '9':
			kind[b] = isWord
		case b >= 0x80 && b <= 0xbf:
			kind[b] = isInside
		case b >= 0xc3 && b <= 0xd4: // U+00C0 to U+052F
			kind[b] = isLetter
		}
	}
	return kind
}()
