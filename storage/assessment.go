package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// selectAssessment reads a round with its needs as they are now, and its seats.
const selectAssessment = `
	SELECT m.id, m.committee_id, m.criteria, m.seats, m.state, m.user_id, a.name AS by_name,
		m.opens_at, m.closes_at, m.closed_at, m.took, m.version,
		coalesce((
			SELECT json_agg(json_build_object('Seat', e.seat_id, 'Group', e.group_name, 'Body', e.body) ORDER BY e.seat_id)
			FROM assessment_seat e
			WHERE e.assessment_id = m.id), '[]') AS electors
	FROM assessment m
	JOIN person a ON a.user_id = m.user_id`

type assessmentRow struct {
	ID        int64      `db:"id"`
	Committee int64      `db:"committee_id"`
	Criteria  []byte     `db:"criteria"`
	Seats     int        `db:"seats"`
	State     string     `db:"state"`
	By        string     `db:"user_id"`
	ByName    string     `db:"by_name"`
	OpensAt   time.Time  `db:"opens_at"`
	ClosesAt  time.Time  `db:"closes_at"`
	ClosedAt  *time.Time `db:"closed_at"`
	Took      int        `db:"took"`
	Version   int        `db:"version"`
	Electors  []byte     `db:"electors"`
}

func (r assessmentRow) assessment() (committee.Assessment, error) {
	a := committee.Assessment{
		ID: r.ID, Committee: r.Committee, Seats: r.Seats, State: committee.AssessmentState(r.State), By: r.By, ByName: r.ByName,
		OpensAt: r.OpensAt.UTC(), ClosesAt: r.ClosesAt.UTC(), Took: r.Took, Version: r.Version,
	}
	if r.ClosedAt != nil {
		a.ClosedAt = r.ClosedAt.UTC()
	}
	for text, into := range map[*[]byte]any{&r.Criteria: &a.Criteria, &r.Electors: &a.Electors} {
		if err := json.Unmarshal(*text, into); err != nil {
			return a, fmt.Errorf("reading assessment %d: %w", r.ID, err)
		}
	}
	return a, nil
}

func readAssessment(ctx context.Context, q sqlx.QueryerContext, where string, args ...any) (committee.Assessment, error) {
	var r assessmentRow
	if err := sqlx.GetContext(ctx, q, &r, selectAssessment+where, args...); err != nil {
		return committee.Assessment{}, fmt.Errorf("reading an assessment: %w", found(err))
	}
	a, err := r.assessment()
	if err != nil {
		return a, err
	}
	a.Needs, err = assessedNeeds(ctx, q, a.ID)
	return a, err
}

func assessedNeeds(ctx context.Context, q sqlx.QueryerContext, id int64) ([]committee.AssessedNeed, error) {
	var rows []struct {
		Need     int64   `db:"need_id"`
		Year     int     `db:"year"`
		Seq      int     `db:"seq"`
		Title    string  `db:"title"`
		State    string  `db:"state"`
		IntoYear int     `db:"into_year"`
		IntoSeq  int     `db:"into_seq"`
		Outcome  *string `db:"outcome"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT x.need_id, n.year, n.seq, n.title, n.state, coalesce(i.year, 0) AS into_year, coalesce(i.seq, 0) AS into_seq, x.outcome
		FROM assessment_need x
		JOIN need n ON n.id = x.need_id
		LEFT JOIN need i ON i.id = n.into_id
		WHERE x.assessment_id = $1
		ORDER BY n.year, n.seq`, id)
	if err != nil {
		return nil, fmt.Errorf("reading the needs of an assessment: %w", err)
	}
	list := make([]committee.AssessedNeed, len(rows))
	for i, r := range rows {
		list[i] = committee.AssessedNeed{
			Need: r.Need, Number: needNumber(r.Year, r.Seq), Title: r.Title, State: committee.NeedState(r.State),
			Into: needNumber(r.IntoYear, r.IntoSeq), Outcome: optionalJSON[committee.NeedOutcome](r.Outcome),
		}
	}
	return list, nil
}

// Assessment returns a round by its ID, or ErrNotFound.
func (db *DB) Assessment(ctx context.Context, id int64) (committee.Assessment, error) {
	return readAssessment(ctx, db.sql, ` WHERE m.id = $1`, id)
}

// LatestAssessment returns the newest round of a committee, open or closed, or
// ErrNotFound.
func (db *DB) LatestAssessment(ctx context.Context, committeeID int64) (committee.Assessment, error) {
	return readAssessment(ctx, db.sql, ` WHERE m.committee_id = $1 ORDER BY m.id DESC LIMIT 1`, committeeID)
}

// OpenAssessment stores a round with its needs and seats, and owes its card and
// a reminder to everybody who holds one of the seats or substitutes on it. rule
// decides on the needs as they are now, while nobody else can change them. A
// second round while one is open is refused. name is the dialog's name: a second
// call with the same one returns committee.ErrRepeated and changes nothing.
func (db *DB) OpenAssessment(
	ctx context.Context, c committee.Committee, needs []int64, name string, now time.Time, rule func([]committee.Need) (committee.Assessment, error),
) (committee.Assessment, error) {
	var a committee.Assessment
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		if _, err := lockCommittee(ctx, tx, c.ID); err != nil { // who takes a seat now waits
			return err
		}
		if err := lockNeeds(ctx, tx, needs...); err != nil {
			return err
		}
		list := make([]committee.Need, len(needs))
		for i, id := range needs {
			var err error
			if list[i], err = readNeed(ctx, tx, `SELECT `+needColumns+` WHERE n.id = $1`, id); err != nil {
				return err
			}
		}
		var err error
		if a, err = rule(list); err != nil {
			return err
		}
		if err := insertAssessment(ctx, tx, &a); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.AssessmentObject, ID: a.ID}
		if err := record(ctx, tx, now, a.By, "open", c.ID, object, nil, a); err != nil {
			return err
		}
		if err := remindAssessors(ctx, tx, c, a); err != nil {
			return err
		}
		return oweCard(ctx, tx, c.ID, c.Channel, object, now)
	})
	if err != nil {
		return committee.Assessment{}, fmt.Errorf("opening an assessment: %w", err)
	}
	return a, nil
}

func insertAssessment(ctx context.Context, tx *sqlx.Tx, a *committee.Assessment) error {
	err := tx.GetContext(ctx, &a.ID, `
		INSERT INTO assessment (committee_id, criteria, seats, state, user_id, opens_at, closes_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		RETURNING id`,
		a.Committee, jsonOrNull(true, a.Criteria), a.Seats, a.State, a.By, a.OpensAt, a.ClosesAt, a.Version)
	if constraint(err) == "assessment_open_key" {
		return committee.Refuse(committee.Conflict, "assess.second")
	}
	if err != nil {
		return err
	}
	for _, n := range a.Needs {
		if _, err := tx.ExecContext(ctx, `INSERT INTO assessment_need (assessment_id, need_id) VALUES ($1, $2)`, a.ID, n.Need); err != nil {
			return err
		}
	}
	for _, e := range a.Electors {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO assessment_seat (assessment_id, seat_id, group_name, body)
			VALUES ($1, $2, $3, $4)`, a.ID, e.Seat, e.Group, e.Body)
		if err != nil {
			return err
		}
	}
	return nil
}

// remindAssessors owes a reminder to everybody who holds or substitutes on one
// of the seats of a round now.
func remindAssessors(ctx context.Context, tx *sqlx.Tx, c committee.Committee, a committee.Assessment) error {
	var users []string
	err := tx.SelectContext(ctx, &users, `
		SELECT t.user_id
		FROM assessment_seat e
		JOIN tenure t ON t.seat_id = e.seat_id AND t.until IS NULL
		WHERE e.assessment_id = $1
		ORDER BY t.seat_id, t.holds DESC`, a.ID)
	if err != nil {
		return fmt.Errorf("listing who may appraise: %w", err)
	}
	for _, user := range users {
		o, due := committee.AssessmentReminder(c, a, user)
		if !due {
			return nil
		}
		if err := owe(ctx, tx, o); err != nil {
			return err
		}
	}
	return nil
}

// CriteriaOf returns the criteria of a committee; without a list and with
// version 1 if it never changed those it began with.
func (db *DB) CriteriaOf(ctx context.Context, committeeID int64) (committee.CriteriaSet, error) {
	set, err := readCriteria(ctx, db.sql, committeeID)
	if err != nil {
		return set, fmt.Errorf("reading criteria: %w", err)
	}
	return set, nil
}

func readCriteria(ctx context.Context, q sqlx.QueryerContext, committeeID int64) (committee.CriteriaSet, error) {
	var r struct {
		List    []byte `db:"list"`
		Version int    `db:"version"`
	}
	err := found(sqlx.GetContext(ctx, q, &r, `SELECT list, version FROM criteria WHERE committee_id = $1`, committeeID))
	if errors.Is(err, ErrNotFound) {
		return committee.CriteriaSet{Version: 1}, nil
	}
	if err != nil {
		return committee.CriteriaSet{}, err
	}
	set := committee.CriteriaSet{Version: r.Version}
	return set, json.Unmarshal(r.List, &set.List)
}

// ChangeCriteria lets the rule change the criteria of a committee while nobody
// else can. name is the dialog's name, see OpenAssessment.
func (db *DB) ChangeCriteria(
	ctx context.Context, committeeID int64, by, name string, now time.Time, rule func(committee.CriteriaSet) (committee.CriteriaSet, error),
) (committee.CriteriaSet, error) {
	var after committee.CriteriaSet
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		if _, err := tx.ExecContext(ctx, `SELECT id FROM committee WHERE id = $1 FOR UPDATE`, committeeID); err != nil {
			return err
		}
		before, err := readCriteria(ctx, tx, committeeID)
		if err != nil {
			return err
		}
		if after, err = rule(before); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO criteria (committee_id, list, version)
			VALUES ($1, $2, $3)
			ON CONFLICT (committee_id) DO UPDATE SET list = excluded.list, version = excluded.version`,
			committeeID, jsonOrNull(true, after.List), after.Version)
		if err != nil {
			return err
		}
		return record(ctx, tx, now, by, "criteria", committeeID, committee.Object{Kind: committee.CommitteeObject, ID: committeeID}, before, after)
	})
	if err != nil {
		return committee.CriteriaSet{}, fmt.Errorf("changing criteria: %w", err)
	}
	return after, nil
}
