package message

import (
	"bytes"
	"io"
)

// headerOnly reads up to the empty line that ends a header and no further, so
// that the body of a returned message costs nothing. Blank lines before the
// header are returned too.
type headerOnly struct {
	r     io.Reader
	begun bool // something other than line ends was read
	blank bool // the last thing read was a line end
	done  bool
}

func (h *headerOnly) Read(p []byte) (int, error) {
	if h.done {
		return 0, io.EOF
	}
	n, err := h.r.Read(p)
	for i := 0; i < n; {
		end := bytes.IndexByte(p[i:n], '\n')
		if line := bytes.TrimRight(p[i:lineEnd(end, i, n)], "\r\n"); len(line) > 0 {
			h.begun, h.blank = true, false
		}
		if end < 0 {
			break
		}
		if h.begun && h.blank {
			h.done = true
			return i, nil
		}
		h.blank = true
		i += end + 1
	}
	return n, err
}

func lineEnd(end, i, n int) int {
	if end < 0 {
		return n
	}
	return i + end
}
