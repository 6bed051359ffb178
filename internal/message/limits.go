package message

// The limits of one message. Mail is hostile: each of them bounds memory or time,
// and reaching one leaves a warning that names it.
const (
	// MaxHeaderFields bounds look-ups, which are linear.
	MaxHeaderFields = 2000
	// MaxDepth is how deep parts may nest. Each level reads its bytes once
	// more; mail that people send stays below five.
	MaxDepth = 12
	// MaxParts bounds the leaves of one message.
	MaxParts = 1000
	// MaxTextBytes bounds the decoded text of one part. No notice comes near
	// it; what lies beyond is an attachment or a returned body.
	MaxTextBytes = 1 << 20
)
