package classify

import (
	"slices"
	"strings"
)

// A trie finds every phrase of every rule in one sweep over a folded text.
//
// A phrase begins where a word does, so the text is tried from its word starts
// only; from there a path-compressed trie follows all phrases at once. Failure
// links, as in Aho and Corasick's automaton, would save nothing on top of that
// and would have to be built at every start of the command. A phrase is at
// most maxPhrase bytes, so time stays linear in the text.
type trie struct {
	root  [256]int32 // by first byte; 0: no phrase begins so
	nodes []trieNode
	text  string // the labels and heads of all nodes
}

// A trieNode holds no pointers, so that thousands are made and kept at no
// cost to the garbage collector.
type trieNode struct {
	from  int32 // where in the trie's text the node's label begins
	label uint8 // its length: what leads here from the parent, at least one byte
	heads uint8 // how many bytes follow it: the first ones of the children's labels
	child int32 // the first child; the others follow it
	whole int32 // the phrase that ends here at a word's end, -1 if none
	start int32 // the phrase that ends here and may go on ("spam*"), -1 if none
}

// maxPhrase bounds a phrase, so that a hostile text cannot make the sweep slow.
const maxPhrase = 200

// A phraseKey is a folded phrase; open ones match the beginning of a word.
type phraseKey struct {
	text string
	open bool
}

// newTrie builds the trie of phrases; a phrase's index is its number.
func newTrie(phrases []phraseKey) trie {
	order := make([]int32, len(phrases))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(phrases[a].text, phrases[b].text) })
	t := &trie{nodes: make([]trieNode, 1, 2*len(phrases)+1)}
	b := &trieBuilder{trie: t, phrases: phrases}
	for len(order) > 0 {
		head := phrases[order[0]].text[0]
		n := b.run(order, 0)
		t.nodes = append(t.nodes, trieNode{})
		node := int32(len(t.nodes) - 1)
		t.root[head] = node
		b.fill(node, order[:n], 0)
		order = order[n:]
	}
	t.text = string(b.spelled)
	return *t
}

type trieBuilder struct {
	*trie
	phrases []phraseKey
	spelled []byte // becomes the trie's text
}

// run counts the phrases at the front of order that share their byte at depth.
func (b *trieBuilder) run(order []int32, depth int) int {
	head := b.phrases[order[0]].text[depth]
	n := 1
	for n < len(order) && b.phrases[order[n]].text[depth] == head {
		n++
	}
	return n
}

// fill makes node the root of the phrases of order, which agree up to depth
// and in one more byte.
func (b *trieBuilder) fill(node int32, order []int32, depth int) {
	first, last := b.phrases[order[0]].text, b.phrases[order[len(order)-1]].text
	end := depth + 1
	for end < len(first) && end < len(last) && first[end] == last[end] {
		end++
	}
	n := trieNode{from: int32(len(b.spelled)), label: uint8(end - depth), whole: -1, start: -1}
	b.spelled = append(b.spelled, first[depth:end]...)
	for len(order) > 0 && len(b.phrases[order[0]].text) == end {
		if b.phrases[order[0]].open {
			n.start = order[0]
		} else {
			n.whole = order[0]
		}
		order = order[1:]
	}
	var runs []int
	for rest := order; len(rest) > 0; {
		k := b.run(rest, end)
		b.spelled = append(b.spelled, b.phrases[rest[0]].text[end])
		runs = append(runs, k)
		rest = rest[k:]
	}
	n.heads = uint8(len(runs))
	n.child = int32(len(b.nodes))
	b.nodes[node] = n
	b.nodes = append(b.nodes, make([]trieNode, len(runs))...)
	for i, k := range runs {
		b.fill(n.child+int32(i), order[:k], end)
		order = order[k:]
	}
}

// A hit is a phrase found in the folded text.
type hit struct {
	phrase     int32
	start, end int32
}

// sweep appends every phrase found in text to hits.
func (t *trie) sweep(text []byte, hits []hit) []hit {
	inWord := false
	for i, b := range text {
		word := isWord(b)
		begins := !(word && inWord)
		inWord = word
		if !begins {
			continue
		}
		if node := t.root[b]; node != 0 {
			hits = t.follow(node, text, i, hits)
		}
	}
	return hits
}

// follow appends the phrases that begin at text[at:] and lead through node.
func (t *trie) follow(node int32, text []byte, at int, hits []hit) []hit {
	pos := at
	for {
		n := &t.nodes[node]
		end := pos + int(n.label)
		heads := n.from + int32(n.label)
		if end > len(text) || string(text[pos:end]) != t.text[n.from:heads] {
			return hits
		}
		pos = end
		if n.start >= 0 {
			hits = append(hits, hit{n.start, int32(at), int32(pos)})
		}
		if n.whole >= 0 && (pos == len(text) || !isWord(text[pos]) || !isWord(text[pos-1])) {
			hits = append(hits, hit{n.whole, int32(at), int32(pos)})
		}
		if pos == len(text) {
			return hits
		}
		k := strings.IndexByte(t.text[heads:heads+int32(n.heads)], text[pos])
		if k < 0 {
			return hits
		}
		node = n.child + int32(k)
	}
}
