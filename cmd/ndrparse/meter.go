package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/ndrparse/ndrparse/internal/output"
	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

const (
	lineEvery = 10 * time.Second // how often a progress line is written
	barAfter  = time.Second      // a shorter run shows no bar
)

// A meter shows on standard error how far a run has come: by a bar on a
// terminal, by a line now and then elsewhere.
type meter struct {
	w     io.Writer
	lines bool                     // show progress by lines
	bars  bool                     // show progress by a bar
	bar   *progressbar.ProgressBar // nil until it is shown
	told  time.Duration            // when the last line was written
}

// newMeter returns a meter that writes to w. With busy set, the results go to
// the terminal themselves, and a bar would only be in their way.
func newMeter(w io.Writer, quiet, busy bool) *meter {
	terminal := isTerminal(w)
	return &meter{w: w, lines: !quiet && !terminal, bars: !quiet && terminal && !busy}
}

// show is called from time to time, and when the run ends.
func (m *meter) show(p mailbox.Progress) {
	switch {
	case m.bars && p.Elapsed >= barAfter:
		m.draw(p)
	case m.lines && p.Elapsed-m.told >= lineEvery:
		m.told = p.Elapsed
		fmt.Fprintln(m.w, progressLine(p))
	}
}

func (m *meter) draw(p mailbox.Progress) {
	total := p.Total
	if total <= 0 {
		total = -1 // not known: a spinner
	}
	if m.bar == nil {
		m.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(m.w),
			progressbar.OptionShowBytes(true),
			progressbar.OptionFullWidth(),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(0))
	}
	if m.bar.GetMax64() != total {
		m.bar.ChangeMax64(total)
	}
	m.bar.Describe(counted(p.Messages, "message") + ", " + counted(p.Bounces, "bounce"))
	if total > 0 {
		p.Bytes = min(p.Bytes, total) // a file may have grown
	}
	m.bar.Set64(p.Bytes)
}

// report writes an error of an input.
func (m *meter) report(e *mailbox.Error) {
	m.clear()
	fmt.Fprintln(m.w, "ndrparse:", output.Safe(e.Error()))
}

// clear removes the bar, so that a line can be written.
func (m *meter) clear() {
	if m.bar != nil {
		m.bar.Clear()
	}
}

// progressLine describes a run's progress in a line: "12 % of 1024 MB, 30400
// messages, 600 bounces, 96 MB/s, 9s left".
func progressLine(p mailbox.Progress) string {
	const mb = 1e6
	done := fmt.Sprintf("%.0f MB", float64(p.Bytes)/mb)
	if p.Total > 0 {
		done = fmt.Sprintf("%d %% of %.0f MB", p.Bytes*100/p.Total, float64(p.Total)/mb)
	}
	line := fmt.Sprintf("%s, %s, %s, %.0f MB/s", done, counted(p.Messages, "message"), counted(p.Bounces, "bounce"), p.Rate()/mb)
	if left, ok := p.Left(); ok {
		line += fmt.Sprintf(", %v left", left.Round(time.Second))
	}
	return line
}

// counted returns a number with its noun in the singular or plural.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
