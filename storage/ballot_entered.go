package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// EnterBallot lets the rule decide on a vote that the office enters for a seat of
// a poll, and tells everybody who holds or substitutes on it. A vote of the seat's
// own that is cast at the same moment prevails.
func (db *DB) EnterBallot(ctx context.Context, id, seat int64, now time.Time, rule func(p committee.Poll, before *committee.Ballot) (committee.Ballot, error)) (committee.Ballot, error) {
	for range castAttempts {
		p, err := db.Poll(ctx, id)
		if err != nil {
			return committee.Ballot{}, err
		}
		var before *committee.Ballot
		b, err := db.BallotOf(ctx, id, seat)
		switch {
		case err == nil:
			before = &b
		case !errors.Is(err, ErrNotFound):
			return b, err
		}
		if b, err = rule(p, before); err != nil {
			return b, err
		}
		c, err := newBallotCast(committee.Voting{Poll: p, Before: before}, b)
		if err != nil {
			return b, err
		}
		err = db.inTx(ctx, func(tx *sqlx.Tx) error {
			if err := one(tx.ExecContext(ctx, upsertBallot, c.args()...)); err != nil {
				return err
			}
			return tellEntered(ctx, tx, p, b, now)
		})
		switch {
		case err == nil:
			return b, nil
		case !errors.Is(err, errLeave): // else the poll or the seat's ballot has changed meanwhile
			return b, fmt.Errorf("entering a ballot: %w", err)
		}
	}
	return committee.Ballot{}, errors.New("entering a ballot: the poll kept changing")
}

// EnterObjection lets the rule end a circulation by the objection that the office
// enters for a seat, as EndCirculation does for one's own, and tells everybody who holds
// or substitutes on the seat.
func (db *DB) EnterObjection(
	ctx context.Context, id, seat int64, by string, now time.Time, rule func(p committee.Poll, before *committee.Ballot) (committee.Poll, error),
) (committee.Poll, error) {
	return db.endPoll(ctx, id, by, now, func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		before, err := castBy(ctx, tx, id, &committee.Seat{ID: seat})
		if err != nil {
			return p, err
		}
		after, err := rule(p, before)
		if err != nil {
			return p, err
		}
		return after, oweEntered(ctx, tx, p, seat, committee.OwedObjected, now)
	})
}

// tellEntered owes the people of a seat word of a vote that was entered for it.
func tellEntered(ctx context.Context, tx *sqlx.Tx, p committee.Poll, b committee.Ballot, now time.Time) error {
	if err := oweEntered(ctx, tx, p, b.Seat, committee.OwedEntered, now); err != nil {
		return err
	}
	object := p.Ref()
	if err := record(ctx, tx, now, b.By, "enter", p.Committee, object, nil, map[string]int64{"seat": b.Seat}); err != nil {
		return err
	}
	return touchCard(ctx, tx, object)
}

// oweEntered owes everybody on a seat word of what the office has entered for it.
func oweEntered(ctx context.Context, tx *sqlx.Tx, p committee.Poll, seat int64, kind committee.OwedKind, now time.Time) error {
	var users []string
	if err := tx.SelectContext(ctx, &users, `SELECT user_id FROM tenure WHERE seat_id = $1 AND until IS NULL ORDER BY holds DESC`, seat); err != nil {
		return fmt.Errorf("listing the people of a seat: %w", err)
	}
	for _, user := range users {
		o := committee.Owed{Committee: p.Committee, Object: p.Ref(), Kind: kind, User: user, Due: now, Grace: 7 * 24 * time.Hour}
		if err := oweAnew(ctx, tx, o); err != nil {
			return err
		}
	}
	return nil
}
