package storage

import (
	"context"
	"encoding/json"
	"time"
)

// upsertBallots takes ballots as JSON, for the reason that selectVoting does.
const upsertBallots = `
	WITH given AS MATERIALIZED (
		SELECT poll_id, version, seat_id, user_id, as_holder, choice, cast_at, entered
		FROM jsonb_to_recordset(cast($1 AS jsonb)) AS g (poll_id bigint, version integer, seat_id bigint, user_id text, as_holder boolean,
			choice jsonb, cast_at timestamptz, entered boolean)
	), held AS (
		SELECT p.id, p.version
		FROM poll p
		WHERE p.id IN (SELECT poll_id FROM given) AND p.state = 'open'
		FOR SHARE OF p
	)
	INSERT INTO ballot (poll_id, seat_id, user_id, as_holder, choice, cast_at, entered)
	SELECT g.poll_id, g.seat_id, g.user_id, g.as_holder, g.choice, g.cast_at, g.entered
	FROM given g
	JOIN held ON held.id = g.poll_id AND held.version = g.version
	ORDER BY g.poll_id, g.seat_id
	ON CONFLICT (poll_id, seat_id) DO UPDATE
	SET user_id = excluded.user_id, as_holder = excluded.as_holder, choice = excluded.choice, cast_at = excluded.cast_at, entered = excluded.entered
	WHERE CASE WHEN excluded.entered THEN ballot.entered ELSE excluded.as_holder OR NOT ballot.as_holder OR ballot.entered END
	RETURNING poll_id, seat_id`

// givenBallot is a ballot as upsertBallots takes it.
type givenBallot struct {
	Poll     int64           `json:"poll_id"`
	Version  int             `json:"version"`
	Seat     int64           `json:"seat_id"`
	User     string          `json:"user_id"`
	AsHolder bool            `json:"as_holder"`
	Choice   json.RawMessage `json:"choice"`
	At       time.Time       `json:"cast_at"`
	Entered  bool            `json:"entered"`
}

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
	stmt, err := db.keepBallots.on(ctx, db.sql, upsertBallots) //nolint:sqlclosecheck // prepared once, kept for the life of the pool
	if err != nil {
		return ends, err
	}
	given := make([]givenBallot, len(casts))
	for i, c := range casts {
		given[i] = givenBallot{c.poll.ID, c.poll.Version, c.Seat, c.By, c.AsHolder, json.RawMessage(c.choice), c.At.UTC(), c.Entered}
	}
	text, err := asJSON(given)
	if err != nil {
		return ends, err
	}
	var rows []struct {
		Poll int64 `db:"poll_id"`
		Seat int64 `db:"seat_id"`
	}
	if err := stmt.SelectContext(ctx, &rows, text); err != nil {
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
