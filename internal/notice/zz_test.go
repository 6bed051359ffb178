package notice
import ("testing";"os";"fmt";"github.com/ndrparse/ndrparse/internal/message")
func TestZZ(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("F"))
	d := newDocument(message.Read(b))
	n := readOne(d)
	fmt.Println(n.Kind, n.Format, len(n.Recipients), isOtherMail(d), looksLikeNotice(d, n), firstHolding(signsOfReplies(), d) != nil, quotesOnly(d), isListServer(d), headerWeight(d), textWeight(d, n))
	for i, l := range d.all { fmt.Println(i, opensQuotation(l), l) }
	fmt.Println("OWN", len(d.lines)); if len(n.Recipients)>0 {fmt.Printf("%+v\n", n.Recipients[0])}
}
