package output

import (
	"github.com/fatih/color"

	"github.com/ndrparse/ndrparse/ndr"
)

// A style marks up the parts of the text output; without colour it changes
// nothing.
type style struct {
	strong, faint, command, link *color.Color
	bad, waiting, good           *color.Color
}

func newStyle(on bool) style {
	paint := func(attributes ...color.Attribute) *color.Color {
		c := color.New(attributes...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	return style{
		strong:  paint(color.Bold),
		faint:   paint(color.Faint),
		command: paint(color.FgCyan),
		link:    paint(color.Underline),
		bad:     paint(color.Bold, color.FgRed),
		waiting: paint(color.Bold, color.FgYellow),
		good:    paint(color.Bold, color.FgGreen),
	}
}

// verdict returns the colour of a headline on mail with this action.
func (s style) verdict(action ndr.Action) *color.Color {
	switch action {
	case ndr.ActionFailed:
		return s.bad
	case ndr.ActionDelayed:
		return s.waiting
	}
	return s.good
}

// refusal returns the colour of a headline on a server's refusal.
func (s style) refusal(permanent bool) *color.Color {
	if permanent {
		return s.bad
	}
	return s.waiting
}
