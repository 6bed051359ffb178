package classify

import "github.com/ndrparse/ndrparse/internal/phrase"

// A triePacker packs a trie. Its nodes are walked in the order in which
// [phrase.New] made them, each before its children, so that where they begin
// and where their children are need not be written.
type triePacker struct {
	*packer
	trie    *phrase.Trie
	nodes   int32 // so far
	spelled int32 // how much of the trie's text they have
}

func (p *packer) trie(t *phrase.Trie) {
	packString(p, &t.Text)
	n := len(t.Nodes)
	p.number(&n)
	if p.reading {
		if n < 1 || n > len(p.in)-p.pos { // every node takes a byte at least
			p.fail()
			return
		}
		t.Nodes = make([]phrase.Node, n)
	}
	w := triePacker{packer: p, trie: t, nodes: 1}
	for i := range t.Root {
		begins := t.Root[i] != 0
		if p.bools(&begins); begins {
			t.Root[i] = w.take(1)
			w.node(t.Root[i], 0)
		}
	}
	if w.nodes != int32(n) || w.spelled != int32(len(t.Text)) {
		p.fail()
	}
	for _, bits := range [][]uint32{t.Filter.Three[:], t.Filter.Short[:], t.Filter.Six[:]} {
		for i := range bits {
			packInt(p, &bits[i])
		}
	}
}

// take returns the first of the next n nodes.
func (w *triePacker) take(n int) int32 {
	first := w.nodes
	if int(first)+n > len(w.trie.Nodes) {
		w.fail()
		return 0
	}
	w.nodes += int32(n)
	return first
}

// node packs a node and those below it.
func (w *triePacker) node(at int32, depth int) {
	if w.err != nil || depth > phrase.MaxLen {
		w.fail()
		return
	}
	n := &w.trie.Nodes[at]
	w.octet(&n.Label)
	w.octet(&n.Heads)
	var ends uint8 // a bit each for Whole and Start: most nodes have neither
	if n.Whole >= 0 {
		ends |= 1
	}
	if n.Start >= 0 {
		ends |= 2
	}
	w.octet(&ends)
	w.end(&n.Whole, ends&1 != 0)
	w.end(&n.Start, ends&2 != 0)
	n.From = w.spelled
	w.spelled += int32(n.Label) + int32(n.Heads)
	if n.Child = w.take(int(n.Heads)); n.Heads == 0 {
		return
	}
	for i := range int32(n.Heads) {
		w.node(n.Child+i, depth+1)
	}
}

// end packs the phrase that ends at a node, if one does.
func (w *triePacker) end(phrase *int32, ends bool) {
	if ends {
		packInt(w.packer, phrase)
	} else {
		*phrase = -1
	}
}
