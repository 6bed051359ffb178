package mailbox

// A gate holds back what is read until it is known whether the inputs hold one
// message or more.
type gate struct {
	emit     func(*block) error
	decide   func(one bool)
	decided  bool
	held     []*block
	messages int
}

// maxHeld is how many failures are held back before the first messages.
const maxHeld = 64

func (g *gate) add(b *block) error {
	if g.decided {
		return g.emit(b)
	}
	g.held = append(g.held, b)
	if b.err == nil {
		g.messages += len(b.pieces())
	}
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
	g.decided = true
	g.decide(one)
	for _, b := range g.held {
		if err := g.emit(b); err != nil {
			return err
		}
	}
	g.held = nil
	return nil
}

// end says that nothing more is coming.
func (g *gate) end() error {
	if g.decided {
		return nil
	}
	return g.open(g.messages == 1)
}
