package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"gremienbot/committee"
)

var (
	// ErrNotFound says that the row asked for does not exist.
	ErrNotFound = committee.ErrMissing

	// errUnsure marks a commit whose answer never came; see [Unsure].
	errUnsure = errors.New("the connection was lost while committing")
)

// Unavailable reports whether err means that the database could not be asked,
// or did not answer in time, and that the change was for certain not saved: no
// connection, a connection that broke, a server that starts, stops, is full or
// read-only, a timeout of a statement or of a lock. The same call may succeed
// later. It is false for a lost answer to a commit, see [Unsure], and when the
// caller itself gave up (context.Canceled).
func Unavailable(err error) bool {
	switch {
	case err == nil, Unsure(err), errors.Is(err, context.Canceled):
		return false
	case errors.Is(err, context.DeadlineExceeded), connectionLost(err):
		return true
	}
	e := pq.As(err)
	return e != nil && (awayClass[e.Code.Class()] || awayCode[e.Code])
}

// Unsure reports whether the connection broke between sending a commit and
// reading its answer: the change may or may not be saved, and whoever made it
// should look before repeating it.
func Unsure(err error) bool { return errors.Is(err, errUnsure) }

// Classes of SQLSTATE (PostgreSQL manual, appendix A) with which a server says
// that it cannot work at all.
var awayClass = map[pqerror.Class]bool{
	"08": true, // connection exception
	"53": true, // insufficient resources: disk, memory, connections
	"58": true, // system error outside PostgreSQL
}

var awayCode = map[pqerror.Code]bool{
	"25006": true, // read-only: a standby after a switch-over
	"25P03": true, // idle_in_transaction_session_timeout
	"25P04": true, // transaction_timeout
	"55P03": true, // lock_timeout
	"57014": true, // statement_timeout
	"57P01": true, // administrator shuts down
	"57P02": true, // crash
	"57P03": true, // starting, recovering or stopping
	"57P05": true, // idle session timeout
}

func connectionLost(err error) bool {
	for _, lost := range []error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, lost) {
			return true
		}
	}
	_, isNet := errors.AsType[net.Error](err)
	return isNet
}

// collided: two transactions were in each other's way and PostgreSQL undid ours,
// so that running it again is the right answer.
func collided(err error) bool {
	return pq.As(err, pqerror.TRSerializationFailure, pqerror.TRDeadlockDetected) != nil
}

// constraint names the constraint of the schema that err violates, or is "".
// Nouns map it to what it means for people; the name is the contract.
func constraint(err error) string {
	if e := pq.As(err); e != nil && e.Code.Class() == "23" {
		return e.Constraint
	}
	return ""
}

// found turns "no rows" into [ErrNotFound] and leaves any other error alone.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// uncommitted explains a failed commit. PostgreSQL's own refusal and a context
// that ended before the commit was sent are certain; anything else is not.
func uncommitted(err error) error {
	certain := errors.Is(err, sql.ErrTxDone) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	if e := pq.As(err); e != nil && !e.Fatal() {
		certain = true
	}
	if certain {
		return fmt.Errorf("committing: %w", err)
	}
	return fmt.Errorf("%w: %w", errUnsure, err)
}
