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

// Appraisals lists those of a round, by need and seat. They are for counting:
// nothing in them may be logged or shown with a name.
func (db *DB) Appraisals(ctx context.Context, assessment int64) ([]committee.Appraisal, error) {
	return appraisals(ctx, db.sql, assessment, 0)
}

// appraisals are those of a round, of one seat if seat is not 0.
func appraisals(ctx context.Context, q sqlx.QueryerContext, assessment, seat int64) ([]committee.Appraisal, error) {
	var rows []struct {
		Need     int64     `db:"need_id"`
		Seat     int64     `db:"seat_id"`
		By       string    `db:"user_id"`
		AsHolder bool      `db:"as_holder"`
		Grades   []byte    `db:"grades"`
		At       time.Time `db:"given_at"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT need_id, seat_id, user_id, as_holder, grades, given_at
		FROM appraisal
		WHERE assessment_id = $1 AND (cast($2 AS bigint) = 0 OR seat_id = $2)
		ORDER BY need_id, seat_id`, assessment, seat)
	if err != nil {
		return nil, fmt.Errorf("listing appraisals: %w", err)
	}
	list := make([]committee.Appraisal, len(rows))
	for i, r := range rows {
		list[i] = committee.Appraisal{Need: r.Need, Seat: r.Seat, By: r.By, AsHolder: r.AsHolder, At: r.At.UTC()}
		if err := json.Unmarshal(r.Grades, &list[i].Grades); err != nil {
			return nil, fmt.Errorf("reading an appraisal: %w", err)
		}
	}
	return list, nil
}

// Assessing reads everything that a person's appraisal in a round is decided on,
// or returns ErrNotFound.
func (db *DB) Assessing(ctx context.Context, id int64, user string) (committee.Assessing, error) {
	return readAssessing(ctx, db.sql, ` WHERE m.id = $1`, id, user)
}

func readAssessing(ctx context.Context, q sqlx.QueryerContext, where string, id int64, user string) (committee.Assessing, error) {
	var w committee.Assessing
	var err error
	if w.Round, err = readAssessment(ctx, q, where, id); err != nil {
		return w, err
	}
	var home committeeRow
	if err := sqlx.GetContext(ctx, q, &home, `SELECT `+committeeColumns+` FROM committee c WHERE c.id = $1`, w.Round.Committee); err != nil {
		return w, fmt.Errorf("reading a committee: %w", err)
	}
	w.Committee = home.committee()
	if w.Who, err = readPerson(ctx, q, w.Round.Committee, user); err != nil || w.Who.Seat == nil {
		return w, err
	}
	w.Before, err = appraisals(ctx, q, id, w.Who.Seat.ID)
	return w, err
}

// Appraise lets the rule decide on a person's appraisal of a need and stores it
// as the one of their seat. It returns what is then known, the new appraisal
// among Before. Seats do not wait for each other; whoever ends the round waits
// for appraisals that are being stored, and later ones are refused by the rule,
// which should look at the clock when it is called. The rule may be called again.
func (db *DB) Appraise(ctx context.Context, id int64, user string, rule func(committee.Assessing) (committee.Appraisal, error)) (committee.Assessing, error) {
	var w committee.Assessing
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if err := holdSeat(ctx, tx, id, user); err != nil {
			return err
		}
		var err error
		if w, err = readAssessing(ctx, tx, ` WHERE m.id = $1`, id, user); err != nil {
			return err
		}
		a, err := rule(w)
		if err != nil {
			return err
		}
		if err := upsertAppraisal(ctx, tx, id, a); err != nil {
			return err
		}
		if w.Before, err = appraisals(ctx, tx, id, a.Seat); err != nil {
			return err
		}
		if done, all := w.Done(); done < all {
			return nil
		}
		return touchCard(ctx, tx, committee.Object{Kind: committee.AssessmentObject, ID: id})
	})
	if err != nil {
		return w, fmt.Errorf("appraising: %w", err)
	}
	return w, nil
}

// holdSeat keeps the round from ending, and the other person on the same seat
// from appraising, until the transaction ends.
func holdSeat(ctx context.Context, tx *sqlx.Tx, id int64, user string) error {
	if _, err := tx.ExecContext(ctx, `SELECT id FROM assessment WHERE id = $1 FOR SHARE`, id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `
		SELECT e.seat_id
		FROM assessment_seat e
		JOIN tenure t ON t.seat_id = e.seat_id AND t.user_id = $2 AND t.until IS NULL
		WHERE e.assessment_id = $1
		FOR UPDATE OF e`, id, user)
	return err
}

func upsertAppraisal(ctx context.Context, tx *sqlx.Tx, id int64, a committee.Appraisal) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO appraisal (assessment_id, need_id, seat_id, user_id, as_holder, grades, given_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (assessment_id, need_id, seat_id) DO UPDATE
		SET user_id = excluded.user_id, as_holder = excluded.as_holder, grades = excluded.grades, given_at = excluded.given_at`,
		id, a.Need, a.Seat, a.By, a.AsHolder, jsonOrNull(true, a.Grades), a.At)
	return err
}

// DueAssessments lists the open rounds whose time has come, and those in which
// nobody is waited for any more: what was missing may have been withdrawn, or its
// seat may be gone. [DB.CloseAssessment] looks again.
func (db *DB) DueAssessments(ctx context.Context, now time.Time) ([]int64, error) {
	var ids []int64
	err := db.sql.SelectContext(ctx, &ids, `
		SELECT m.id
		FROM assessment m
		WHERE m.state = 'open' AND (m.closes_at <= $1 OR NOT EXISTS (
			SELECT
			FROM assessment_seat e
			JOIN seat s ON s.id = e.seat_id AND s.until IS NULL
			JOIN assessment_need x ON x.assessment_id = e.assessment_id
			JOIN need n ON n.id = x.need_id AND n.state = ANY ($2)
			WHERE e.assessment_id = m.id
			AND EXISTS (SELECT FROM tenure t WHERE t.seat_id = e.seat_id AND t.until IS NULL)
			AND NOT EXISTS (
				SELECT FROM appraisal a WHERE a.assessment_id = m.id AND a.need_id = x.need_id AND a.seat_id = e.seat_id)))
		ORDER BY m.closes_at, m.id`, now, openNeeds)
	if err != nil {
		return nil, fmt.Errorf("listing assessments that end: %w", err)
	}
	return ids, nil
}

// CloseAssessment ends a round whose time has come, or whose seats have all
// finished, in the name of the bot itself. It reports whether it did; any other
// round is left alone.
func (db *DB) CloseAssessment(ctx context.Context, id int64, now time.Time) (bool, error) {
	_, err := db.EndAssessment(ctx, id, "", func(a committee.Assessment, complete bool) (committee.Assessment, error) {
		if a.State == committee.AssessmentClosed || now.Before(a.ClosesAt) && !complete {
			return a, errLeave
		}
		return a.Expire(now)
	})
	if errors.Is(err, errLeave) {
		return false, nil
	}
	return err == nil, err
}

// EndAssessment lets the rule end a round while nobody can appraise, counts it,
// gives the needs their outcomes, owes the result to the committee's channel and
// takes back the reminders, all at once. complete says that every seat that
// somebody fills has finished. by is "" for the bot.
func (db *DB) EndAssessment(
	ctx context.Context, id int64, by string, rule func(a committee.Assessment, complete bool) (committee.Assessment, error),
) (committee.Assessment, error) {
	var after committee.Assessment
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		before, err := readAssessment(ctx, tx, ` WHERE m.id = $1 FOR UPDATE OF m`, id)
		if err != nil {
			return err
		}
		given, err := appraisals(ctx, tx, id, 0)
		if err != nil {
			return err
		}
		filled, err := filledSeats(ctx, tx, id)
		if err != nil {
			return err
		}
		if after, err = rule(before, before.Progress(given).Complete(filled)); err != nil {
			return err
		}
		return conclude(ctx, tx, by, before, &after, given)
	})
	if err != nil {
		return committee.Assessment{}, fmt.Errorf("ending an assessment: %w", err)
	}
	return after, nil
}

func filledSeats(ctx context.Context, tx *sqlx.Tx, id int64) ([]int64, error) {
	var seats []int64
	err := tx.SelectContext(ctx, &seats, `
		SELECT DISTINCT e.seat_id
		FROM assessment_seat e
		JOIN seat s ON s.id = e.seat_id AND s.until IS NULL
		JOIN tenure t ON t.seat_id = e.seat_id AND t.until IS NULL
		WHERE e.assessment_id = $1`, id)
	return seats, err
}

// conclude locks the needs of a round that ends, in the order of their IDs,
// counts what was said about them as they are now, and stores it all.
func conclude(ctx context.Context, tx *sqlx.Tx, by string, before committee.Assessment, after *committee.Assessment, given []committee.Appraisal) error {
	needs := map[int64]committee.Need{}
	var ids []int64
	err := tx.SelectContext(ctx, &ids, `
		SELECT n.id
		FROM need n
		WHERE n.id IN (SELECT need_id FROM assessment_need WHERE assessment_id = $1)
		ORDER BY n.id
		FOR UPDATE`, before.ID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if needs[id], err = lockNeed(ctx, tx, id); err != nil {
			return err
		}
	}
	for i, n := range after.Needs {
		now := needs[n.Need]
		after.Needs[i].Title, after.Needs[i].State, after.Needs[i].Into = now.Title, now.State, now.IntoNumber
	}
	if *after, err = after.Conclude(given); err != nil {
		return err
	}
	for _, n := range after.Needs {
		if err := keepOutcome(ctx, tx, by, *after, n, needs[n.Need]); err != nil {
			return err
		}
	}
	return announceOutcome(ctx, tx, by, before, *after)
}

func keepOutcome(ctx context.Context, tx *sqlx.Tx, by string, a committee.Assessment, n committee.AssessedNeed, need committee.Need) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE assessment_need
		SET outcome = $3
		WHERE assessment_id = $1 AND need_id = $2`, a.ID, n.Need, jsonOrNull(true, n.Outcome))
	if err != nil {
		return err
	}
	assessed := need.Assess(*n.Outcome, a.ClosedAt)
	if assessed.Version == need.Version {
		return nil
	}
	if err := updateNeed(ctx, tx, assessed); err != nil {
		return err
	}
	return needChanged(ctx, tx, a.ClosedAt, by, "assess", need, assessed)
}

func announceOutcome(ctx context.Context, tx *sqlx.Tx, by string, before, after committee.Assessment) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE assessment
		SET state = $2, closed_at = $3, took = $4, version = $5
		WHERE id = $1`, after.ID, after.State, after.ClosedAt, after.Took, after.Version)
	if err != nil {
		return err
	}
	object := committee.Object{Kind: committee.AssessmentObject, ID: after.ID}
	if err := record(ctx, tx, after.ClosedAt, by, "close", after.Committee, object, before, after); err != nil {
		return err
	}
	if err := unowe(ctx, tx, after.ClosedAt, "closed", object, committee.OwedAssessment); err != nil {
		return err
	}
	var channel string
	if err := tx.GetContext(ctx, &channel, `SELECT channel_id FROM committee WHERE id = $1`, after.Committee); err != nil {
		return err
	}
	err = owe(ctx, tx, committee.Owed{
		Committee: after.Committee, Object: object, Kind: committee.OwedResult, Channel: channel, Due: after.ClosedAt, Grace: 30 * 24 * time.Hour,
	})
	if err != nil {
		return err
	}
	return touchCard(ctx, tx, object)
}
