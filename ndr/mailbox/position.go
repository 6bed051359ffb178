package mailbox

// A position is a place between two messages of the inputs. It is the same for
// every run over the same inputs.
type position struct {
	Input  int   `json:"input"`  // files, and failures outside of files, that are done
	Step   int   `json:"step"`   // mailboxes, single messages and failures in the file that are done
	Offset int64 `json:"offset"` // bytes of the mailbox that are done
	Number int   `json:"number"` // its messages among them
}
