package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"

	"gremienbot/committee"
)

// CastBallot lets the rule decide on a person's ballot and stores it as the one
// of their seat. It returns what the decision was made on, and the ballot, which
// is committed then. Ballots that are cast at the same moment are read, decided and
// stored together, so the rule may be called by another goroutine, and must not
// wait for anything.
//
// The rule decides on what was read before; one statement then stores the ballot
// only if the poll is still the same version and open, and the seat's member has
// not voted meanwhile if this is the substitute, and nothing else was stored if the
// ballot builds on the one before. It holds the poll for as long,
// so that whoever closes it waits for the ballot and then counts it. If anything
// changed, the rule decides again.
func (db *DB) CastBallot(ctx context.Context, id int64, user string, rule func(committee.Voting) (committee.Ballot, error)) (committee.Voting, committee.Ballot, error) {
	for range castAttempts {
		if err := ctx.Err(); err != nil {
			return committee.Voting{}, committee.Ballot{}, err
		}
		e, err := db.casts.do(ctx, casting{voterAt{Poll: id, User: user}, rule})
		if err == nil && e.err == nil && e.alone != nil {
			e, err = e.alone(ctx)
		}
		switch err = orElse(err, e.err); {
		case err != nil:
			return e.v, committee.Ballot{}, fmt.Errorf("casting a ballot: %w", err)
		case e.stored:
			return e.v, e.b, nil
		}
		db.known.drop(id)
	}
	return committee.Voting{}, committee.Ballot{}, errors.New("casting a ballot: the poll kept changing")
}

// castAttempts is more often than a poll changes while a ballot is being cast, or
// one member presses at the same moment.
const castAttempts = 25

const upsertBallot = `
	WITH held AS (
		SELECT id FROM poll
		WHERE id = $1 AND version = $2 AND state = 'open'
		FOR SHARE
	)
	INSERT INTO ballot (poll_id, seat_id, user_id, as_holder, choice, cast_at, entered)
	SELECT id, $3, $4, $5, $6, $7, $8 FROM held
	ON CONFLICT (poll_id, seat_id) DO UPDATE
	SET user_id = excluded.user_id, as_holder = excluded.as_holder, choice = excluded.choice, cast_at = excluded.cast_at, entered = excluded.entered
	WHERE CASE WHEN excluded.entered THEN ballot.entered ELSE excluded.as_holder OR NOT ballot.as_holder OR ballot.entered END
	AND (NOT $9 OR ballot.choice = $10)`

// ballotCast is a ballot on its way to the table.
type ballotCast struct {
	committee.Ballot
	poll    committee.Poll
	choice  string
	builtOn string // the choice before, which nobody has stored if there was none
}

// seatAt is what two ballots of one statement must not have in common.
type seatAt struct{ poll, seat int64 }

func newBallotCast(v committee.Voting, b committee.Ballot) (ballotCast, error) {
	choice, err := json.Marshal(storedChoice{Choice: b.Choice, AsChair: b.AsChair, AsLead: b.AsLead})
	if err != nil {
		return ballotCast{}, fmt.Errorf("writing a choice: %w", err)
	}
	var before storedChoice
	if v.Before != nil {
		before = storedChoice{Choice: v.Before.Choice, AsChair: v.Before.AsChair, AsLead: v.Before.AsLead}
	}
	builtOn, err := json.Marshal(before)
	return ballotCast{Ballot: b, poll: v.Poll, choice: string(choice), builtOn: string(builtOn)}, err
}

// args are what upsertBallot takes.
func (c ballotCast) args() []any {
	return []any{c.poll.ID, c.poll.Version, c.Seat, c.By, c.AsHolder, c.choice, c.At, c.Entered, c.Builds, c.builtOn}
}

// storeAlone is one statement, which is a transaction of its own; once sent it is
// not cancelled, so that the answer says for certain what happened.
func (db *DB) storeAlone(ctx context.Context, c ballotCast) (bool, error) {
	r, err := db.sql.ExecContext(context.WithoutCancel(ctx), upsertBallot, c.args()...)
	if err != nil {
		return false, unsaved(err)
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// unsaved marks a statement that is its own transaction as unsure when its
// answer was lost. What could not even connect is certain.
func unsaved(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return err
	}
	if connectionLost(err) {
		return fmt.Errorf("%w: %w", errUnsure, err)
	}
	return err
}
