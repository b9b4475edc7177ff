package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// RecusePoll lets the rule note or take back a conflict of interest of a person's
// seat, deletes the ballots of those seats that have one, and owes the other people
// of the seat word of it. The rule is told how the seat stands. A ballot that is being
// cast meanwhile is decided on anew.
func (db *DB) RecusePoll(
	ctx context.Context, id int64, who committee.Person, verb string, now time.Time, rule func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error),
) (committee.Poll, error) {
	var before committee.Poll
	var stand committee.SeatStand
	told := func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		var err error
		if stand, err = standOf(ctx, tx, id, who); err != nil {
			return p, err
		}
		before = p
		return rule(p, stand)
	}
	after, err := db.changePollWith(ctx, id, who.User, verb, now, told, func(tx *sqlx.Tx, _ committee.Committee, after committee.Poll) error {
		if err := forgetSeats(ctx, tx, after); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM ballot WHERE poll_id = $1 AND seat_id = ANY ($2)`, id, intArray(after.Recused)); err != nil {
			return err
		}
		return oweAnew(ctx, tx, after.RecusalNews(before, who, stand, now)...)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("noting a conflict of interest: %w", err)
	}
	return after, nil
}

// standOf is how a person's seat stands in a poll that is locked; nobody's stands
// nowhere.
func standOf(ctx context.Context, tx *sqlx.Tx, poll int64, who committee.Person) (committee.SeatStand, error) {
	var s committee.SeatStand
	if who.Seat == nil {
		return s, nil
	}
	var err error
	if s.Ballot, err = castBy(ctx, tx, poll, who.Seat); err != nil {
		return s, fmt.Errorf("asking whether a seat has voted: %w", err)
	}
	var people []struct {
		User  string `db:"user_id"`
		Holds bool   `db:"holds"`
	}
	if err := tx.SelectContext(ctx, &people, `SELECT user_id, holds FROM tenure WHERE seat_id = $1 AND until IS NULL ORDER BY holds DESC`, who.Seat.ID); err != nil {
		return s, fmt.Errorf("listing the people of a seat: %w", err)
	}
	for _, p := range people {
		s.Held = s.Held || p.Holds
		if p.User != who.User {
			s.Others = append(s.Others, p.User)
		}
	}
	return s, nil
}
