package committee

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// What a store says besides refusals; both are checked with errors.Is.
var (
	// ErrMissing: there is no such thing.
	ErrMissing = errors.New("not found")
	// ErrRepeated: this very form was sent before and had its effect then.
	ErrRepeated = errors.New("sent before")
)

// Kind sorts refusals by what the person can do about them.
type Kind int

// The kinds of refusals.
const (
	Invalid   Kind = iota // what was given cannot be used; correct it
	Forbidden             // somebody else may do this
	Missing               // there is no such thing, or not for this person
	Conflict              // the state of the thing forbids it
)

// Error is a refusal that a person is told. Its words live in package messages
// under Key, with Args as placeholders.
type Error struct {
	Kind Kind
	Key  string
	Args map[string]any
	// Field names the field of a dialog that is to be corrected, "" for none.
	Field string
}

// Error gives the key for logs and tests; people read the words of package messages.
func (e *Error) Error() string {
	if e.Field != "" {
		return fmt.Sprintf("%s (field %s)", e.Key, e.Field)
	}
	return e.Key
}

// Ending is an instant at which a period ends, as an argument of a refusal: people are
// told its midnight as 24:00 of the day that is over.
type Ending time.Time

// Errors are several refusals at once, one per field of a dialog.
type Errors []*Error

// Error joins the keys.
func (es Errors) Error() string {
	keys := make([]string, len(es))
	for i, e := range es {
		keys[i] = e.Error()
	}
	return strings.Join(keys, "; ")
}

// orNil is the errors as an error that is nil when there are none.
func (es Errors) orNil() error {
	if len(es) == 0 {
		return nil
	}
	return es
}

// Refuse makes a refusal; args alternate names and values.
func Refuse(kind Kind, key string, args ...any) *Error {
	e := &Error{Kind: kind, Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	return e
}

// At says which field of a dialog a refusal is about.
func (e *Error) At(field string) *Error {
	e.Field = field
	return e
}

// Refusals returns the refusals in err, or nil if err is a fault.
func Refusals(err error) []*Error {
	if many, ok := errors.AsType[Errors](err); ok {
		return many
	}
	if one, ok := errors.AsType[*Error](err); ok {
		return []*Error{one}
	}
	return nil
}
