package committee

import (
	"encoding/json"
	"fmt"
	"time"
)

// OwedExtended tells in the thread of a poll that it ends later.
const OwedExtended OwedKind = "extended"

// Extension is one time that the end of a poll was moved, as all are told of it.
type Extension struct {
	From time.Time `json:"from"` // the end before
	To   time.Time `json:"to"`
	By   string    `json:"by"` // the name of who did it
	Why  string    `json:"why"`
}

// ExtensionOwed is the message to the committee's channel that a poll whose end was
// from before is extended. Each extension is a message of its own.
func (p Poll) ExtensionOwed(c Committee, from time.Time, by string, now time.Time) (Owed, error) {
	note, err := json.Marshal(Extension{From: from.UTC(), To: p.ClosesAt.UTC(), By: by, Why: p.Extended})
	if err != nil {
		return Owed{}, fmt.Errorf("noting an extension: %w", err)
	}
	return Owed{Committee: c.ID, Object: p.Ref(), Kind: OwedExtended, Channel: c.Channel, Due: inTurn(now, p.Version), Grace: changeGrace, Note: string(note)}, nil
}

// ReadExtension reads the note of such a message. Any other text is a fault.
func ReadExtension(note string) (Extension, error) {
	var x Extension
	if err := json.Unmarshal([]byte(note), &x); err != nil {
		return Extension{}, fmt.Errorf("reading an extension: %w", err)
	}
	return x, nil
}
