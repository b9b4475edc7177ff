package bot

import "time"

// Fate is what is known of a message after sending it went wrong.
type Fate int

// The three fates. Who sends again must look for the message first if its fate
// is Unsure.
const (
	// Unsure: it may stand in the channel or not (time-out, lost answer, 5xx).
	Unsure Fate = iota
	// Later: it was not posted, and trying again later makes sense (rate limit,
	// no connection).
	Later
	// Never: it was not posted, and trying again will not help (no permission,
	// channel gone, message refused).
	Never
)

// DeliveryError is a failure to post, edit or find a message.
type DeliveryError struct {
	Fate Fate
	// After is how long the chat asks to wait, 0 if it does not say.
	After time.Duration
	Err   error
}

// Error says what went wrong, for the log.
func (e *DeliveryError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *DeliveryError) Unwrap() error { return e.Err }
