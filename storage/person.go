package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// knowPerson stores or refreshes what is known of a person.
func knowPerson(ctx context.Context, tx *sqlx.Tx, p committee.Person, now time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO person (user_id, handle, name, lang, seen_at)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (user_id) DO UPDATE
		SET handle = excluded.handle, name = excluded.name, lang = excluded.lang, seen_at = excluded.seen_at`,
		p.User, p.Handle, p.Name, p.Lang, now)
	if err != nil {
		return fmt.Errorf("storing a person: %w", err)
	}
	return nil
}

// Know stores or refreshes what is known of a person: handle, name and language.
func (db *DB) Know(ctx context.Context, p committee.Person, now time.Time) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error { return knowPerson(ctx, tx, p, now) })
}

// ChooseCommittee remembers which committee a person means in direct messages.
func (db *DB) ChooseCommittee(ctx context.Context, user string, committeeID int64) error {
	if _, err := db.sql.ExecContext(ctx, `UPDATE person SET committee = $2 WHERE user_id = $1`, user, committeeID); err != nil {
		return fmt.Errorf("choosing a committee: %w", err)
	}
	return nil
}

func giveRole(ctx context.Context, tx *sqlx.Tx, committeeID int64, user string, role committee.Role, now time.Time) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO role (committee_id, user_id, role, since)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (committee_id, user_id, role) DO NOTHING`,
		committeeID, user, role, now)
	if err != nil {
		return fmt.Errorf("giving a role: %w", err)
	}
	return nil
}

// changePositions changes who is what in a committee while nobody else does, and
// owes everybody concerned the news; see committee.PositionsChanged. Who comes to an
// office is owed its reminders too.
func (db *DB) changePositions(ctx context.Context, committeeID int64, by string, now time.Time, do func(*sqlx.Tx) error) error {
	return db.inTx(ctx, func(tx *sqlx.Tx) error {
		c, err := lockCommittee(ctx, tx, committeeID)
		if err != nil {
			return err
		}
		before, err := peopleIn(ctx, tx, committeeID)
		if err != nil {
			return err
		}
		if err := do(tx); err != nil {
			return err
		}
		after, err := peopleIn(ctx, tx, committeeID)
		if err != nil {
			return err
		}
		if _, err := revokeFeeds(ctx, tx, committeeID, now, committee.Gone(before, after)...); err != nil {
			return err
		}
		if err := oweDuties(ctx, tx, c, after, now); err != nil {
			return err
		}
		work, err := oweSeated(ctx, tx, c, committee.Seated(before, after), now)
		if err != nil {
			return err
		}
		return oweAnew(ctx, tx, committee.PositionsChanged(c, before, after, work, by, now)...)
	})
}

// GiveRole gives a person a role, TakeRole takes it away; both can be repeated.
// The person is owed the news of it.
func (db *DB) GiveRole(ctx context.Context, committeeID int64, p committee.Person, role committee.Role, by string, now time.Time) error {
	return db.changePositions(ctx, committeeID, by, now, func(tx *sqlx.Tx) error {
		if err := knowPerson(ctx, tx, p, now); err != nil {
			return err
		}
		if err := giveRole(ctx, tx, committeeID, p.User, role, now); err != nil {
			return err
		}
		return record(ctx, tx, now, by, "give-role", committeeID, committee.Object{Kind: committee.CommitteeObject, ID: committeeID}, nil, map[string]any{"user": p.User, "role": role})
	})
}

// TakeRole takes a role away from a person.
func (db *DB) TakeRole(ctx context.Context, committeeID int64, user string, role committee.Role, by string, now time.Time) error {
	return db.changePositions(ctx, committeeID, by, now, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM role WHERE committee_id = $1 AND user_id = $2 AND role = $3`, committeeID, user, role); err != nil {
			return fmt.Errorf("taking a role: %w", err)
		}
		return record(ctx, tx, now, by, "take-role", committeeID, committee.Object{Kind: committee.CommitteeObject, ID: committeeID}, map[string]any{"user": user, "role": role}, nil)
	})
}

// personRow is a person with one of the things that make them belong.
type personRow struct {
	User     string  `db:"user_id"`
	Handle   string  `db:"handle"`
	Name     string  `db:"name"`
	Lang     string  `db:"lang"`
	Role     *string `db:"role"`
	Seat     *int64  `db:"seat_id"`
	Holds    *bool   `db:"holds"`
	Group    *string `db:"group_name"`
	Body     *string `db:"body"`
	Land     *string `db:"land"`
	Position *int    `db:"position"`
}

const belonging = `
	SELECT p.user_id, p.handle, p.name, p.lang, r.role, NULL AS seat_id, NULL AS holds, NULL AS group_name, NULL AS body, NULL AS land, NULL AS position
	FROM role r
	JOIN person p ON p.user_id = r.user_id
	WHERE r.committee_id = $1 %[1]s
	UNION ALL
	SELECT p.user_id, p.handle, p.name, p.lang, NULL, s.id, t.holds, s.group_name, s.body, s.land, s.position
	FROM tenure t
	JOIN seat s ON s.id = t.seat_id
	JOIN person p ON p.user_id = t.user_id
	WHERE t.committee_id = $1 AND t.until IS NULL AND s.until IS NULL %[1]s
	ORDER BY 1, 5 NULLS LAST`

// Person returns who somebody is in a committee now. A person who has nothing
// to do with it is returned without roles, and without a name if unknown.
func (db *DB) Person(ctx context.Context, committeeID int64, user string) (committee.Person, error) {
	return readPerson(ctx, db.sql, committeeID, user)
}

// readPerson is Person, in a transaction or outside.
func readPerson(ctx context.Context, q sqlx.QueryerContext, committeeID int64, user string) (committee.Person, error) {
	var rows []personRow
	query := fmt.Sprintf(belonging, "AND p.user_id = $2")
	if err := sqlx.SelectContext(ctx, q, &rows, query, committeeID, user); err != nil {
		return committee.Person{}, fmt.Errorf("reading a person: %w", err)
	}
	if len(rows) == 0 {
		return stranger(ctx, q, committeeID, user)
	}
	p := people(rows)[0]
	if p.Seat != nil {
		return p, nil
	}
	var err error
	p.Left, err = leftAt(ctx, q, committeeID, user)
	return p, err
}

func stranger(ctx context.Context, q sqlx.QueryerContext, committeeID int64, user string) (committee.Person, error) {
	var r personRow
	err := sqlx.GetContext(ctx, q, &r, `SELECT user_id, handle, name, lang FROM person WHERE user_id = $1`, user)
	if err = found(err); err != nil && !errors.Is(err, ErrNotFound) {
		return committee.Person{}, fmt.Errorf("reading a person: %w", err)
	}
	left, err := leftAt(ctx, q, committeeID, user)
	return committee.Person{User: user, Handle: r.Handle, Name: r.Name, Lang: r.Lang, Left: left}, err
}

// leftAt is when the last seat ended that a person without one had in a committee, zero if
// they never had one. A seat may have ended as a whole.
func leftAt(ctx context.Context, q sqlx.QueryerContext, committeeID int64, user string) (time.Time, error) {
	var at *time.Time
	err := sqlx.GetContext(ctx, q, &at, `
		SELECT max(least(t.until, s.until))
		FROM tenure t
		JOIN seat s ON s.id = t.seat_id
		WHERE t.committee_id = $1 AND t.user_id = $2`, committeeID, user)
	if err != nil {
		return time.Time{}, fmt.Errorf("asking when a seat ended: %w", err)
	}
	if at == nil {
		return time.Time{}, nil
	}
	return at.UTC(), nil
}

// People lists everybody who has a seat or a role in a committee now.
func (db *DB) People(ctx context.Context, committeeID int64) ([]committee.Person, error) {
	var rows []personRow
	if err := db.sql.SelectContext(ctx, &rows, fmt.Sprintf(belonging, ""), committeeID); err != nil {
		return nil, fmt.Errorf("listing people: %w", err)
	}
	return people(rows), nil
}

// people gathers the rows of each person, which stand together.
func people(rows []personRow) []committee.Person {
	var list []committee.Person
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].User != r.User {
			list = append(list, committee.Person{User: r.User, Handle: r.Handle, Name: r.Name, Lang: r.Lang})
		}
		r.addTo(&list[len(list)-1])
	}
	return list
}

func (r personRow) addTo(p *committee.Person) {
	if r.Role != nil {
		p.Roles = append(p.Roles, committee.Role(*r.Role))
		return
	}
	me := &committee.Occupant{User: r.User, Handle: r.Handle, Name: r.Name}
	p.Seat = &committee.Seat{ID: *r.Seat, Group: *r.Group, Body: *r.Body, Land: calendar.Land(*r.Land), Order: *r.Position}
	if *r.Holds {
		p.Roles, p.Seat.Holder = append(p.Roles, committee.Member), me
		return
	}
	p.Roles, p.Seat.Substitute = append(p.Roles, committee.Substitute), me
}

// ChosenCommittee is the committee a person means in direct messages, 0 if they
// have not said.
func (db *DB) ChosenCommittee(ctx context.Context, user string) (int64, error) {
	var id int64
	err := db.sql.GetContext(ctx, &id, `SELECT coalesce(committee, 0) FROM person WHERE user_id = $1`, user)
	if err = found(err); err != nil && !errors.Is(err, ErrNotFound) {
		return 0, fmt.Errorf("reading the chosen committee: %w", err)
	}
	return id, nil
}
