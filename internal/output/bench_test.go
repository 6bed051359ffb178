package output

import (
	"testing"

	"github.com/ndrparse/ndrparse/remedies"
)

func BenchmarkFormats(b *testing.B) {
	formats := map[string]Format{
		"ndjson": NDJSON(), "json": JSON(true), "csv": CSV(),
		"text-en": Text(TextOptions{Lang: remedies.English, Advice: true}),
		"text-ja": Text(TextOptions{Lang: remedies.Japanese, Advice: true}),
	}
	for name, format := range formats {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			r := blocked()
			var text []byte
			for b.Loop() {
				var err error
				if text, err = format.Report(text[:0], r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
