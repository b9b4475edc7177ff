package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

type seatRow struct {
	ID         int64   `db:"id"`
	Position   int     `db:"position"`
	Group      string  `db:"group_name"`
	Body       string  `db:"body"`
	Land       string  `db:"land"`
	Weight     int     `db:"weight"`
	HolderID   *string `db:"holder_id"`
	HolderName *string `db:"holder_name"`
	HolderAt   *string `db:"holder_handle"`
	SubID      *string `db:"sub_id"`
	SubName    *string `db:"sub_name"`
	SubAt      *string `db:"sub_handle"`
}

// Seats lists the seats that stand, with the people who hold them now, in the
// order of the committee.
func (db *DB) Seats(ctx context.Context, committeeID int64) ([]committee.Seat, error) {
	var rows []seatRow
	err := db.sql.SelectContext(ctx, &rows, `
		SELECT s.id, s.position, s.group_name, s.body, s.land, s.weight,
			h.user_id AS holder_id, hp.name AS holder_name, hp.handle AS holder_handle,
			u.user_id AS sub_id, up.name AS sub_name, up.handle AS sub_handle
		FROM seat s
		LEFT JOIN tenure h ON h.seat_id = s.id AND h.holds AND h.until IS NULL
		LEFT JOIN person hp ON hp.user_id = h.user_id
		LEFT JOIN tenure u ON u.seat_id = s.id AND NOT u.holds AND u.until IS NULL
		LEFT JOIN person up ON up.user_id = u.user_id
		WHERE s.committee_id = $1 AND s.until IS NULL
		ORDER BY s.position, s.id`, committeeID)
	if err != nil {
		return nil, fmt.Errorf("listing seats: %w", err)
	}
	seats := make([]committee.Seat, len(rows))
	for i, r := range rows {
		seats[i] = r.seat()
	}
	return seats, nil
}

func (r seatRow) seat() committee.Seat {
	return committee.Seat{
		ID: r.ID, Group: r.Group, Body: r.Body, Land: calendar.Land(r.Land), Order: r.Position, Weight: r.Weight,
		Holder: occupant(r.HolderID, r.HolderAt, r.HolderName), Substitute: occupant(r.SubID, r.SubAt, r.SubName),
	}
}

func occupant(id, handle, name *string) *committee.Occupant {
	if id == nil {
		return nil
	}
	return &committee.Occupant{User: *id, Handle: *handle, Name: *name}
}

// FillSeats makes the seats of a committee those given, in their order. A seat
// with the same group and delegating body stays the same seat, so that its
// ballots and needs stay its own; seats that are not named end. People come and
// go with it, and are owed the news of it.
func (db *DB) FillSeats(ctx context.Context, committeeID int64, seats []committee.Seat, by string, now time.Time) error {
	err := db.changePositions(ctx, committeeID, by, now, func(tx *sqlx.Tx) error {
		kept := make([]int64, 0, len(seats))
		for i := range seats {
			id, err := placeSeat(ctx, tx, committeeID, i, seats[i], kept, now)
			if err != nil {
				return err
			}
			kept = append(kept, id)
		}
		if err := endSeats(ctx, tx, committeeID, kept, now); err != nil {
			return err
		}
		for i, s := range seats {
			if err := occupy(ctx, tx, committeeID, kept[i], s, now); err != nil {
				return err
			}
		}
		return record(ctx, tx, now, by, "fill-seats", committeeID, committee.Object{Kind: committee.CommitteeObject, ID: committeeID}, nil, seats)
	})
	if err != nil {
		return fmt.Errorf("filling seats: %w", err)
	}
	return nil
}

// placeSeat finds the seat of this group and body that is not taken yet, or adds it.
func placeSeat(ctx context.Context, tx *sqlx.Tx, committeeID int64, position int, s committee.Seat, taken []int64, now time.Time) (int64, error) {
	var id int64
	err := tx.GetContext(ctx, &id, `
		UPDATE seat
		SET position = $4, land = $5
		WHERE id = (
			SELECT id FROM seat
			WHERE committee_id = $1 AND group_name = $2 AND body = $3 AND until IS NULL AND NOT id = ANY ($6)
			ORDER BY position LIMIT 1)
		RETURNING id`,
		committeeID, s.Group, s.Body, position, s.Land, intArray(taken))
	if found(err) != ErrNotFound { //nolint:errorlint // found returns the sentinel itself
		return id, err
	}
	err = tx.GetContext(ctx, &id, `
		INSERT INTO seat (committee_id, position, group_name, body, land, since)
		VALUES ($1, $2, $3, $4, $5, $6)
		RETURNING id`,
		committeeID, position, s.Group, s.Body, s.Land, now)
	return id, err
}

// endSeats ends the seats that are not kept, and the tenures of all seats whose
// people may change; occupy writes the new ones.
func endSeats(ctx context.Context, tx *sqlx.Tx, committeeID int64, kept []int64, now time.Time) error {
	if _, err := tx.ExecContext(ctx, `
		UPDATE seat
		SET until = $3
		WHERE committee_id = $1 AND until IS NULL AND NOT id = ANY ($2)`, committeeID, intArray(kept), now); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE tenure
		SET until = $2
		WHERE committee_id = $1 AND until IS NULL`, committeeID, now)
	return err
}

func occupy(ctx context.Context, tx *sqlx.Tx, committeeID, seat int64, s committee.Seat, now time.Time) error {
	for _, o := range []struct {
		who   *committee.Occupant
		holds bool
	}{{s.Holder, true}, {s.Substitute, false}} {
		if o.who == nil {
			continue
		}
		if err := nameOccupant(ctx, tx, o.who, now); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO tenure (committee_id, seat_id, user_id, holds, since)
			VALUES ($1, $2, $3, $4, $5)`,
			committeeID, seat, o.who.User, o.holds, now)
		if constraint(err) == "tenure_person_key" {
			return committee.Refuse(committee.Conflict, "seats.person.twice", "Handle", o.who.Handle)
		}
		if err != nil {
			return fmt.Errorf("occupying a seat: %w", err)
		}
	}
	return nil
}

// nameOccupant stores handle and name and leaves the language as it is.
func nameOccupant(ctx context.Context, tx *sqlx.Tx, o *committee.Occupant, now time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO person (user_id, handle, name, seen_at)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (user_id) DO UPDATE SET handle = excluded.handle, name = excluded.name`,
		o.User, o.Handle, o.Name, now)
	return err
}
