package storage

import (
	"context"
	"time"

	"github.com/lib/pq"
)

const upsertBallots = `
	WITH held AS (
		SELECT id, version FROM poll
		WHERE id = ANY ($1) AND state = 'open'
		FOR SHARE
	)
	INSERT INTO ballot (poll_id, seat_id, user_id, as_holder, choice, cast_at, entered)
	SELECT v.poll_id, v.seat_id, v.user_id, v.as_holder, cast(v.choice AS jsonb), v.cast_at, v.entered
	FROM unnest(cast($1 AS bigint[]), cast($2 AS bigint[]), cast($3 AS bigint[]), cast($4 AS text[]), cast($5 AS boolean[]),
		cast($6 AS text[]), cast($7 AS timestamptz[]), cast($8 AS boolean[]))
		AS v (poll_id, version, seat_id, user_id, as_holder, choice, cast_at, entered)
	JOIN held ON held.id = v.poll_id AND held.version = v.version
	ORDER BY v.poll_id, v.seat_id
	ON CONFLICT (poll_id, seat_id) DO UPDATE
	SET user_id = excluded.user_id, as_holder = excluded.as_holder, choice = excluded.choice, cast_at = excluded.cast_at, entered = excluded.entered
	WHERE CASE WHEN excluded.entered THEN ballot.entered ELSE excluded.as_holder OR NOT ballot.as_holder OR ballot.entered END
	RETURNING poll_id, seat_id`

// storeTogether stores ballots of different seats in one statement, as storeAlone
// does with one, in an order that two such statements have in common. If that
// fails for certain, each is tried alone: what is wrong with one is not the fault
// of the others.
func (db *DB) storeTogether(ctx context.Context, casts []ballotCast) ([]castEnd, error) {
	ends, err := db.upsertBallots(ctx, casts)
	if err == nil || Unsure(err) || connectionLost(err) {
		return ends, err
	}
	for i, c := range casts {
		ends[i].stored, ends[i].err = db.storeAlone(ctx, c)
	}
	return ends, nil
}

func (db *DB) upsertBallots(ctx context.Context, casts []ballotCast) ([]castEnd, error) {
	ends := make([]castEnd, len(casts))
	stmt, err := db.keepBallots.on(ctx, db.sql, upsertBallots)
	if err != nil {
		return ends, err
	}
	var rows []struct {
		Poll int64 `db:"poll_id"`
		Seat int64 `db:"seat_id"`
	}
	if err := stmt.SelectContext(ctx, &rows, columns(casts)...); err != nil {
		return ends, unsaved(err)
	}
	stored := map[seatAt]bool{}
	for _, r := range rows {
		stored[seatAt{r.Poll, r.Seat}] = true
	}
	for i, c := range casts {
		ends[i].stored = stored[seatAt{c.poll.ID, c.Seat}]
	}
	return ends, nil
}

// columns are ballots as the arrays that upsertBallots takes.
func columns(casts []ballotCast) []any {
	n := len(casts)
	polls, versions, seats := make([]int64, n), make([]int64, n), make([]int64, n)
	users, choices, at := make([]string, n), make([]string, n), make([]string, n)
	holders, entered := make([]bool, n), make([]bool, n)
	for i, c := range casts {
		polls[i], versions[i], seats[i] = c.poll.ID, int64(c.poll.Version), c.Seat
		users[i], choices[i], at[i] = c.By, c.choice, c.At.UTC().Format(time.RFC3339Nano)
		holders[i], entered[i] = c.AsHolder, c.Entered
	}
	return []any{
		intArray(polls), intArray(versions), intArray(seats), textArray(users),
		pq.Array(holders), textArray(choices), textArray(at), pq.Array(entered),
	}
}
