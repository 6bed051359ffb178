package mailbox_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/ndrparse/ndrparse/ndr/mailbox"
)

func TestScratch(t *testing.T) {
	p := os.Getenv("MBX")
	if p == "" {
		t.Skip()
	}
	var rd mailbox.Reader
	n, bytes := 0, 0
	h := sha256.New()
	start := time.Now()
	for m, err := range rd.Messages(context.Background(), p) {
		if err != nil {
			fmt.Println("ERR", err)
			continue
		}
		n++
		bytes += len(m.Raw)
		if os.Getenv("V") != "" {
			fmt.Println(m.Source, len(m.Raw), m.Truncated)
		}
		if os.Getenv("H") != "" {
			h.Write(m.Raw)
		}
	}
	fmt.Printf("%d messages %d bytes %v %x\n", n, bytes, time.Since(start), h.Sum(nil)[:4])
}
