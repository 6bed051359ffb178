package mailbox

func (f *feeder) outlook(in input, head []byte) error { return f.fail(in.label, ErrBinary) }
