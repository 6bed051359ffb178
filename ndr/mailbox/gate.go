package mailbox

import "sync"

// A gate holds back what is read until it is known whether the inputs hold one
// message or more.
type gate struct {
	emit     func(*block) error
	decide   func(one bool)
	decided  bool
	held     []*block
	messages int

	mu      sync.Mutex // guards stopped, and calls of decide
	stopped bool
}

// maxHeld is how many failures before the first message are held back.
const maxHeld = 64

func (g *gate) add(b *block) error {
	if g.decided {
		return g.emit(b)
	}
	g.held = append(g.held, b)
	g.messages += len(b.pieces())
	if g.messages > 1 || len(g.held) > maxHeld {
		return g.open(false)
	}
	return nil
}

// another says that a further message is coming.
func (g *gate) another() error {
	if g.decided || g.messages == 0 {
		return nil
	}
	return g.open(false)
}

func (g *gate) open(one bool) error {
	if !g.settle(one) {
		return errStop
	}
	for _, b := range g.held {
		if err := g.emit(b); err != nil {
			return err
		}
	}
	g.held = nil
	return nil
}

func (g *gate) settle(one bool) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stopped {
		return false
	}
	g.decided = true
	g.decide(one)
	return true
}

// stop says that no decision is needed any more.
func (g *gate) stop() {
	g.mu.Lock()
	g.stopped = true
	g.mu.Unlock()
}

// end says that nothing more is coming.
func (g *gate) end() error {
	if g.decided {
		return nil
	}
	return g.open(g.messages == 1)
}
