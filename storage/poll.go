package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"gremienbot/committee"
)

// pollColumns are read by pollRow. $1 is always what the poll is looked up by.
const pollColumns = `
	p.id, p.committee_id, p.year, p.seq, p.kind, p.question, p.options, p.top, p.rule, p.terms, p.hash, p.recused, p.recused_by_member, p.seats, p.state,
	p.user_id, a.name AS by_name, coalesce(r.year, 0) AS entry_year, coalesce(r.seq, 0) AS entry_seq, cast(r.review_on AS text) AS review_on, p.opens_at, p.closes_at, p.closed_at, p.extended, p.no_day_at, cast(p.outside AS text) AS outside, p.version,` + lotOf + `,` + voidOf + `,
	CASE WHEN p.state = 'closed' AND p.closed_at < p.closes_at THEN coalesce((
		SELECT w.name
		FROM event v
		JOIN person w ON w.user_id = v.user_id
		WHERE v.object_kind = 'poll' AND v.object_id = p.id AND v.verb = 'close'
		ORDER BY v.id DESC
		LIMIT 1), '') ELSE '' END AS closed_by`

// pollElectors are the seats entitled in a poll, as JSON.
const pollElectors = `
	coalesce((
		SELECT json_agg(json_build_object('Seat', e.seat_id, 'Group', e.group_name, 'Body', e.body, 'Weight', e.weight) ORDER BY e.seat_id)
		FROM elector e
		WHERE e.poll_id = p.id), '[]') AS electors`

const fromPoll = `
	FROM poll p
	JOIN person a ON a.user_id = p.user_id
	LEFT JOIN result r ON r.poll_id = p.id`

const selectPoll = `SELECT ` + pollColumns + `,` + pollElectors + fromPoll

type pollRow struct {
	ID        int64         `db:"id"`
	Committee int64         `db:"committee_id"`
	Year      int           `db:"year"`
	Seq       int           `db:"seq"`
	EntryYear int           `db:"entry_year"`
	EntrySeq  int           `db:"entry_seq"`
	Review    *string       `db:"review_on"`
	Kind      string        `db:"kind"`
	Question  string        `db:"question"`
	Options   []byte        `db:"options"`
	Top       int           `db:"top"`
	Rule      []byte        `db:"rule"`
	Terms     []byte        `db:"terms"`
	Hash      string        `db:"hash"`
	Recused   pq.Int64Array `db:"recused"`
	ByMember  pq.Int64Array `db:"recused_by_member"`
	Seats     int           `db:"seats"`
	State     string        `db:"state"`
	By        string        `db:"user_id"`
	ByName    string        `db:"by_name"`
	OpensAt   time.Time     `db:"opens_at"`
	ClosesAt  time.Time     `db:"closes_at"`
	ClosedAt  *time.Time    `db:"closed_at"`
	ClosedBy  string        `db:"closed_by"`
	Extended  string        `db:"extended"`
	NoDay     *time.Time    `db:"no_day_at"`
	Outside   *string       `db:"outside"`
	Lot       *string       `db:"lot"`
	Void      *string       `db:"void"`
	Version   int           `db:"version"`
	Electors  []byte        `db:"electors"`
}

func (r pollRow) poll() (committee.Poll, error) {
	p := committee.Poll{
		ID: r.ID, Committee: r.Committee, Number: committee.Number{Register: committee.PollRegister, Year: r.Year, Seq: r.Seq},
		Kind: committee.PollKind(r.Kind), Question: r.Question, Top: r.Top, Hash: r.Hash, Recused: r.Recused, Seats: r.Seats, State: committee.PollState(r.State),
		By: r.By, ByName: r.ByName, OpensAt: r.OpensAt.UTC(), ClosesAt: r.ClosesAt.UTC(), ClosedBy: r.ClosedBy, Extended: r.Extended, Version: r.Version,
		Outside: optionalJSON[committee.Outside](r.Outside), Lot: optionalJSON[committee.Lot](r.Lot),
	}
	if r.EntrySeq > 0 {
		p.Entry = committee.Number{Register: committee.ResultRegister, Year: r.EntryYear, Seq: r.EntrySeq}
	}
	p.Review = optionalDate(r.Review)
	if p.Lot != nil {
		p.Lot.At = p.Lot.At.UTC()
	}
	var err error
	if p.Voided, err = readVoid(r.Void); err != nil {
		return p, err
	}
	if r.ClosedAt != nil {
		p.ClosedAt = r.ClosedAt.UTC()
	}
	if r.NoDay != nil {
		p.NoDay = r.NoDay.UTC()
	}
	for text, into := range map[*[]byte]any{&r.Options: &p.Options, &r.Rule: &p.Rule, &r.Terms: &p.Terms, &r.Electors: &p.Electors} {
		if err := json.Unmarshal(*text, into); err != nil {
			return p, fmt.Errorf("reading poll %d: %w", r.ID, err)
		}
	}
	if len(p.Recused) == 0 {
		p.Recused = nil
	}
	if len(r.ByMember) > 0 {
		p.RecusedByMember = r.ByMember
	}
	p.Terms = p.Complete(p.Kind) // polls of earlier versions have none
	return p, nil
}

// addPoll numbers a poll and stores it with its electors; a form of the same name
// that was sent before is committee.ErrRepeated.
func addPoll(ctx context.Context, tx *sqlx.Tx, c committee.Committee, p *committee.Poll, name, verb string) error {
	if first, err := once(ctx, tx, name, p.OpensAt); err != nil || !first {
		return orElse(err, committee.ErrRepeated)
	}
	var err error
	if p.Number, err = nextNumber(ctx, tx, c.ID, committee.PollRegister, p.OpensAt.In(c.Location()).Year()); err != nil {
		return err
	}
	if err := insertPoll(ctx, tx, p); err != nil {
		return err
	}
	return record(ctx, tx, p.OpensAt, p.By, verb, c.ID, p.Ref(), nil, *p)
}

// OpenPoll numbers and stores a poll with its electors, and owes its card and
// the reminders of everybody who holds one of the seats or substitutes on it.
// name is the dialog's name: a second call with the same one returns
// committee.ErrRepeated and changes nothing.
func (db *DB) OpenPoll(ctx context.Context, c committee.Committee, p committee.Poll, name string) (committee.Poll, error) {
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := lockCommittee(ctx, tx, c.ID); err != nil { // who takes a seat now waits
			return err
		}
		if err := addPoll(ctx, tx, c, &p, name, "open"); err != nil {
			return err
		}
		if err := lockAway(ctx, tx, p); err != nil {
			return err
		}
		if err := remindVoters(ctx, tx, c, p); err != nil {
			return err
		}
		if err := keepDays(ctx, tx, p, p.OpensAt); err != nil {
			return err
		}
		return oweCard(ctx, tx, c.ID, c.Channel, p.Ref(), p.OpensAt)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("opening a poll: %w", err)
	}
	return p, nil
}

func insertPoll(ctx context.Context, tx *sqlx.Tx, p *committee.Poll) error {
	options, err := asJSON(append([]committee.PollOption{}, p.Options...))
	if err != nil {
		return err
	}
	rule, err := asJSON(p.Rule)
	if err != nil {
		return err
	}
	terms, err := asJSON(p.Terms)
	if err != nil {
		return err
	}
	err = tx.GetContext(ctx, &p.ID, `
		INSERT INTO poll (committee_id, year, seq, kind, question, options, top, rule, terms, outside, hash, seats, state, user_id, opens_at, closes_at, closed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
		RETURNING id`,
		p.Committee, p.Number.Year, p.Number.Seq, p.Kind, p.Question, options, p.Top, rule, terms,
		jsonOrNull(p.Outside != nil, p.Outside), p.Hash, p.Seats, p.State, p.By, p.OpensAt, p.ClosesAt, timeOrNull(p.ClosedAt), p.Version)
	if err != nil {
		return err
	}
	return insertElectors(ctx, tx, *p)
}

func insertElectors(ctx context.Context, tx *sqlx.Tx, p committee.Poll) error {
	seats, groups, bodies, weights := make([]int64, len(p.Electors)), make([]string, len(p.Electors)), make([]string, len(p.Electors)), make([]int64, len(p.Electors))
	for i, e := range p.Electors {
		seats[i], groups[i], bodies[i], weights[i] = e.Seat, e.Group, e.Body, int64(e.Votes())
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO elector (poll_id, seat_id, group_name, body, weight)
		SELECT $1, e.seat_id, e.group_name, e.body, e.weight
		FROM unnest(cast($2 AS bigint[]), cast($3 AS text[]), cast($4 AS text[]), cast($5 AS integer[])) AS e (seat_id, group_name, body, weight)`,
		p.ID, intArray(seats), textArray(groups), textArray(bodies), intArray(weights))
	return err
}

// Poll returns a poll by its ID, or ErrNotFound.
func (db *DB) Poll(ctx context.Context, id int64) (committee.Poll, error) {
	return onePoll(ctx, db.sql, selectPoll+` WHERE p.id = $1`, id)
}

// PollNumbered returns a poll by its number, or ErrNotFound.
func (db *DB) PollNumbered(ctx context.Context, committeeID int64, n committee.Number) (committee.Poll, error) {
	return onePoll(ctx, db.sql, selectPoll+` WHERE p.committee_id = $1 AND p.year = $2 AND p.seq = $3`, committeeID, n.Year, n.Seq)
}

func onePoll(ctx context.Context, q sqlx.QueryerContext, query string, args ...any) (committee.Poll, error) {
	var r pollRow
	if err := sqlx.GetContext(ctx, q, &r, query, args...); err != nil {
		return committee.Poll{}, fmt.Errorf("reading a poll: %w", found(err))
	}
	return r.poll()
}

// lockPoll reads a poll that nobody else can change until the transaction ends.
func lockPoll(ctx context.Context, tx *sqlx.Tx, id int64) (committee.Poll, error) {
	if _, err := tx.ExecContext(ctx, `SELECT id FROM poll WHERE id = $1 FOR UPDATE`, id); err != nil {
		return committee.Poll{}, fmt.Errorf("locking a poll: %w", err)
	}
	return onePoll(ctx, tx, selectPoll+` WHERE p.id = $1`, id) // after the lock, so that it sees the entry and its day as the last one left them
}

// OpenPolls lists the open polls of a committee, the one that ends first first.
func (db *DB) OpenPolls(ctx context.Context, committeeID int64) ([]committee.Poll, error) {
	return listPolls(ctx, db.sql, selectPoll+`
		WHERE p.committee_id = $1 AND p.state = 'open'
		ORDER BY p.closes_at, p.id`, committeeID)
}

// ClosedPolls lists at most limit closed polls of a committee, newest first.
func (db *DB) ClosedPolls(ctx context.Context, committeeID int64, limit int) ([]committee.Poll, error) {
	return listPolls(ctx, db.sql, selectPoll+`
		WHERE p.committee_id = $1 AND p.state = 'closed'
		ORDER BY p.id DESC
		LIMIT $2`, committeeID, limit)
}

// OpenPollsFor lists the open polls in which the seat that a person holds or
// substitutes on may vote and has not, the one that ends first first.
func (db *DB) OpenPollsFor(ctx context.Context, committeeID int64, user string) ([]committee.Poll, error) {
	return listPolls(ctx, db.sql, selectPoll+`
		JOIN tenure t ON t.committee_id = p.committee_id AND t.user_id = $2 AND t.until IS NULL
		JOIN elector mine ON mine.poll_id = p.id AND mine.seat_id = t.seat_id
		WHERE p.committee_id = $1 AND p.state = 'open' AND t.seat_id <> ALL (p.recused)
		AND NOT EXISTS (SELECT 1 FROM voted b WHERE b.poll_id = p.id AND b.seat_id = t.seat_id)
		ORDER BY p.closes_at, p.id`, committeeID, user)
}

func listPolls(ctx context.Context, q sqlx.QueryerContext, query string, args ...any) ([]committee.Poll, error) {
	var rows []pollRow
	if err := sqlx.SelectContext(ctx, q, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("listing polls: %w", err)
	}
	list := make([]committee.Poll, len(rows))
	for i, r := range rows {
		var err error
		if list[i], err = r.poll(); err != nil {
			return nil, err
		}
	}
	return list, nil
}
