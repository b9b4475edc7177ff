package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// storedChoice is what the ballot table keeps of a ballot in one column.
type storedChoice struct {
	committee.Choice
	AsChair bool `json:"chair,omitempty"`
	AsLead  bool `json:"lead,omitempty"`
}

type ballotRow struct {
	Seat     int64     `db:"seat_id"`
	By       string    `db:"user_id"`
	AsHolder bool      `db:"as_holder"`
	Choice   []byte    `db:"choice"`
	At       time.Time `db:"cast_at"`
	Entered  bool      `db:"entered"`
}

func (r ballotRow) ballot() (committee.Ballot, error) {
	var c storedChoice
	if err := json.Unmarshal(r.Choice, &c); err != nil {
		return committee.Ballot{}, fmt.Errorf("reading a ballot: %w", err)
	}
	return committee.Ballot{Seat: r.Seat, By: r.By, AsHolder: r.AsHolder, AsChair: c.AsChair, AsLead: c.AsLead, Choice: c.Choice, Entered: r.Entered, At: r.At.UTC()}, nil
}

// Ballots lists the ballots of a poll by seat; those of a confidential poll have
// none, and their order says nothing. They are for counting: nothing in
// them may be logged or shown with a name.
func (db *DB) Ballots(ctx context.Context, id int64) ([]committee.Ballot, error) {
	return ballotsOf(ctx, db.sql, id)
}

func ballotsOf(ctx context.Context, q sqlx.QueryerContext, id int64) ([]committee.Ballot, error) {
	var rows []ballotRow
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT seat_id, user_id, as_holder, choice, cast_at, entered
		FROM ballot
		WHERE poll_id = $1
		UNION ALL
		SELECT 0, '', false, choice, timestamptz 'epoch', false
		FROM confidential_ballot
		WHERE poll_id = $1
		ORDER BY seat_id, choice`, id)
	if err != nil {
		return nil, fmt.Errorf("listing ballots: %w", err)
	}
	list := make([]committee.Ballot, len(rows))
	for i, r := range rows {
		if list[i], err = r.ballot(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// BallotOf returns the ballot of a seat, or ErrNotFound.
func (db *DB) BallotOf(ctx context.Context, poll, seat int64) (committee.Ballot, error) {
	var r ballotRow
	err := db.sql.GetContext(ctx, &r, `
		SELECT seat_id, user_id, as_holder, choice, cast_at, entered
		FROM ballot
		WHERE poll_id = $1 AND seat_id = $2`, poll, seat)
	if err != nil {
		return committee.Ballot{}, fmt.Errorf("reading a ballot: %w", found(err))
	}
	return r.ballot()
}

// Turnout says how many seats have taken part in a poll and which have not.
func (db *DB) Turnout(ctx context.Context, id int64) (committee.Turnout, error) {
	var rows []struct {
		Seats  int     `db:"seats"`
		Seat   *int64  `db:"seat_id"`
		Group  *string `db:"group_name"`
		Body   *string `db:"body"`
		Weight *int    `db:"weight"`
		Cast   bool    `db:"cast"`
		Filled bool    `db:"filled"`
	}
	err := db.sql.SelectContext(ctx, &rows, `
		SELECT p.seats - cardinality(p.recused) AS seats, e.seat_id, e.group_name, e.body, e.weight, b.seat_id IS NOT NULL AS cast, `+filled+` AS filled
		FROM poll p
		LEFT JOIN elector e ON e.poll_id = p.id AND e.seat_id <> ALL (p.recused)
		LEFT JOIN voted b ON b.poll_id = e.poll_id AND b.seat_id = e.seat_id
		WHERE p.id = $1
		ORDER BY e.seat_id`, id)
	if err != nil {
		return committee.Turnout{}, fmt.Errorf("counting who voted: %w", err)
	}
	if len(rows) == 0 {
		return committee.Turnout{}, fmt.Errorf("counting who voted: %w", ErrNotFound)
	}
	t := committee.Turnout{Seats: rows[0].Seats}
	for _, r := range rows {
		switch {
		case r.Cast:
			t.Cast++
		case r.Seat != nil && !r.Filled:
			t.Vacant = append(t.Vacant, committee.Elector{Seat: *r.Seat, Group: *r.Group, Body: *r.Body, Weight: *r.Weight})
		case r.Seat != nil:
			t.Missing = append(t.Missing, committee.Elector{Seat: *r.Seat, Group: *r.Group, Body: *r.Body, Weight: *r.Weight})
		}
	}
	return t, nil
}

// HasVoted reports whether a person need not be reminded of a poll: a ballot of
// their seat is there, the poll is over, or they have no vote in it any more.
func (db *DB) HasVoted(ctx context.Context, poll int64, user string) (bool, error) {
	var awaited bool
	err := db.sql.GetContext(ctx, &awaited, `
		SELECT EXISTS (
			SELECT 1
			FROM poll p
			JOIN tenure t ON t.committee_id = p.committee_id AND t.user_id = $2 AND t.until IS NULL
			JOIN elector e ON e.poll_id = p.id AND e.seat_id = t.seat_id
			WHERE p.id = $1 AND p.state = 'open' AND e.seat_id <> ALL (p.recused)
			AND NOT EXISTS (SELECT 1 FROM voted b WHERE b.poll_id = p.id AND b.seat_id = e.seat_id))`, poll, user)
	if err != nil {
		return false, fmt.Errorf("asking whether somebody voted: %w", err)
	}
	return !awaited, nil
}
