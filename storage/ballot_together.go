package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"time"

	"gremienbot/committee"
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

// casting is a person who casts a ballot now.
type casting struct {
	voterAt
	rule func(committee.Voting) (committee.Ballot, error)
}

// voter is what two of one group must not have in common.
func (c casting) voter() any { return c.voterAt }

// decide asks the rule. A panic is an error of this one, not of the whole group.
func (c casting) decide(v committee.Voting) (b committee.Ballot, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a rule: %v\n%s", p, debug.Stack())
		}
	}()
	return c.rule(v)
}

// casted is what became of a casting. If it is not stored and there is no error, it
// is to be tried again, alone if there is a way to do that.
type casted struct {
	v      committee.Voting
	b      committee.Ballot
	stored bool
	err    error
	alone  func(context.Context) (casted, error)
}

// castTogether reads what several ballots are decided on in one statement, lets
// their rules decide, and stores them in another. What is wrong with one is not the
// fault of the others. A ballot goes on alone if it is confidential, and so is
// read and written elsewhere, or if it builds on the one before.
func (db *DB) castTogether(ctx context.Context, group []casting) ([]casted, error) {
	who := make([]voterAt, len(group))
	for i, c := range group {
		who[i] = c.voterAt
	}
	rows, err := db.readVoters(ctx, who)
	if err != nil {
		return nil, fmt.Errorf("reading who votes: %w", err)
	}
	ends := make([]casted, len(group))
	var casts []ballotCast
	var nth []int // in the group
	taken := map[seatAt]bool{}
	for i, c := range group {
		cast, e := db.decide(ctx, c, rows[i])
		ends[i] = e
		at := seatAt{cast.poll.ID, cast.Seat}
		if e.err != nil || e.alone != nil || taken[at] {
			continue // a seat's second ballot is decided again, on the first
		}
		taken[at] = true
		casts, nth = append(casts, cast), append(nth, i)
	}
	if len(casts) == 0 {
		return ends, nil
	}
	stored, errs, err := db.storeTogether(ctx, casts)
	for i, n := range nth {
		ends[n].stored, ends[n].err = stored[i], orElse(err, errs[i])
	}
	return ends, nil
}

// decide lets the rule of one casting decide on what was read of its voter.
func (db *DB) decide(ctx context.Context, c casting, r *votingRow) (ballotCast, casted) {
	var cast ballotCast
	var e casted
	if e.v, e.err = db.openVoting(ctx, c.voterAt, r); e.err != nil {
		return cast, e
	}
	if e.v.Poll.Confidential {
		e.alone = func(ctx context.Context) (casted, error) { return db.castConfidential(ctx, e.v, c.rule) }
		return cast, e
	}
	if e.b, e.err = c.decide(e.v); e.err != nil {
		return cast, e
	}
	if cast, e.err = newBallotCast(e.v, e.b); e.err == nil && e.b.Builds {
		e.alone = func(ctx context.Context) (casted, error) {
			stored, err := db.storeAlone(ctx, cast)
			return casted{v: e.v, b: e.b, stored: stored}, err
		}
	}
	return cast, e
}

// storeTogether stores ballots of different seats in one statement, as storeAlone
// does with one, in an order that two such statements have in common, and says
// which were stored. If that fails for certain, each is tried alone, and fails
// alone.
func (db *DB) storeTogether(ctx context.Context, casts []ballotCast) (stored []bool, errs []error, err error) {
	errs = make([]error, len(casts))
	stored, err = db.upsertBallots(ctx, casts)
	if err == nil || Unsure(err) || connectionLost(err) {
		return stored, errs, err
	}
	for i, c := range casts {
		stored[i], errs[i] = db.storeAlone(ctx, c)
	}
	return stored, errs, nil
}

func (db *DB) upsertBallots(ctx context.Context, casts []ballotCast) ([]bool, error) {
	stored := make([]bool, len(casts))
	stmt, err := db.keepBallots.on(ctx, db.sql, upsertBallots) //nolint:sqlclosecheck // prepared once, kept for the life of the pool
	if err != nil {
		return stored, err
	}
	given := make([]givenBallot, len(casts))
	for i, c := range casts {
		given[i] = givenBallot{c.poll.ID, c.poll.Version, c.Seat, c.By, c.AsHolder, json.RawMessage(c.choice), c.At.UTC(), c.Entered}
	}
	text, err := asJSON(given)
	if err != nil {
		return stored, err
	}
	var rows []struct {
		Poll int64 `db:"poll_id"`
		Seat int64 `db:"seat_id"`
	}
	if err := stmt.SelectContext(ctx, &rows, text); err != nil {
		return stored, unsaved(err)
	}
	kept := map[seatAt]bool{}
	for _, r := range rows {
		kept[seatAt{r.Poll, r.Seat}] = true
	}
	for i, c := range casts {
		stored[i] = kept[seatAt{c.poll.ID, c.Seat}]
	}
	return stored, nil
}
