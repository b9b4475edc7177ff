package storage

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/lib/pq"

	"gremienbot/committee"
)

type votingRow struct {
	pollRow
	CommitteeName string         `db:"committee_name"`
	Channel       string         `db:"channel_id"`
	Team          string         `db:"team_id"`
	HomeLang      string         `db:"home_lang"`
	HomeLand      string         `db:"home_land"`
	Zone          string         `db:"zone"`
	Preset        string         `db:"preset"`
	User          string         `db:"voter"`
	Handle        *string        `db:"handle"`
	Name          *string        `db:"name"`
	Lang          *string        `db:"lang"`
	Roles         pq.StringArray `db:"roles"`
	Seat          *int64         `db:"seat_id"`
	Holds         *bool          `db:"holds"`
	Group         *string        `db:"group_name"`
	Body          *string        `db:"body"`
	Land          *string        `db:"land"`
	Position      *int           `db:"position"`
	Cast          []byte         `db:"choice"`
	CastBy        *string        `db:"cast_by"`
	AsHolder      *bool          `db:"as_holder"`
	CastAt        *time.Time     `db:"cast_at"`
	Entered       *bool          `db:"entered"`
}

const selectVoting = `
	SELECT ` + pollColumns + `,
		CASE WHEN e.seat_id IS NULL THEN '[]'
		ELSE json_build_array(json_build_object('Seat', e.seat_id, 'Group', e.group_name, 'Body', e.body)) END AS electors,
		c.name AS committee_name, c.channel_id, c.team_id, c.lang AS home_lang, c.land AS home_land, c.zone, c.preset,
		cast($2 AS text) AS voter, v.handle, v.name, v.lang,
		ARRAY (SELECT r.role FROM role r WHERE r.committee_id = p.committee_id AND r.user_id = $2 ORDER BY r.role) AS roles,
		s.id AS seat_id, t.holds, s.group_name, s.body, s.land, s.position,
		b.choice, b.user_id AS cast_by, b.as_holder, b.cast_at, b.entered` + fromPoll + `
	JOIN committee c ON c.id = p.committee_id
	LEFT JOIN person v ON v.user_id = $2
	LEFT JOIN tenure t ON t.committee_id = p.committee_id AND t.user_id = $2 AND t.until IS NULL
	LEFT JOIN seat s ON s.id = t.seat_id AND s.until IS NULL
	LEFT JOIN elector e ON e.poll_id = p.id AND e.seat_id = s.id
	LEFT JOIN ballot b ON b.poll_id = p.id AND b.seat_id = s.id
	WHERE p.id = $1`

// Voting reads everything that a person's ballot in a poll is decided on, in one
// query, or returns ErrNotFound.
func (db *DB) Voting(ctx context.Context, id int64, user string) (committee.Voting, error) {
	stmt, err := db.readVoting.on(ctx, db.sql, selectVoting)
	if err != nil {
		return committee.Voting{}, err
	}
	var r votingRow
	if err := stmt.GetContext(ctx, &r, id, user); err != nil {
		return committee.Voting{}, fmt.Errorf("reading who votes: %w", found(err))
	}
	v, err := r.voting()
	if err == nil && v.Poll.Confidential && v.Who.Seat != nil {
		v.Before, err = db.confidentialBefore(ctx, v.Poll.ID, v.Who.Seat.ID)
	}
	return v, err
}

func (r votingRow) voting() (committee.Voting, error) {
	poll, err := r.poll()
	if err != nil {
		return committee.Voting{}, err
	}
	home := committeeRow{ID: r.Committee, Name: r.CommitteeName, Channel: r.Channel, Team: r.Team, Lang: r.HomeLang, Land: r.HomeLand, Zone: r.Zone, Preset: r.Preset}
	v := committee.Voting{Committee: home.committee(), Poll: poll, Who: r.person()}
	if r.CastBy == nil {
		return v, nil
	}
	before, err := ballotRow{Seat: *r.Seat, By: *r.CastBy, AsHolder: *r.AsHolder, Choice: r.Cast, At: *r.CastAt, Entered: *r.Entered}.ballot()
	v.Before = &before
	return v, err
}

func (r votingRow) person() committee.Person {
	p := committee.Person{User: r.User}
	if r.Name != nil {
		p.Handle, p.Name, p.Lang = *r.Handle, *r.Name, *r.Lang
	}
	for _, role := range r.Roles {
		p.Roles = append(p.Roles, committee.Role(role))
	}
	if r.Seat != nil && r.Name != nil {
		seat := personRow{User: p.User, Handle: p.Handle, Name: p.Name, Seat: r.Seat, Holds: r.Holds, Group: r.Group, Body: r.Body, Land: r.Land, Position: r.Position}
		seat.addTo(&p)
	}
	return p
}

// CastBallot lets the rule decide on a person's ballot and stores it as the one
// of their seat. It returns what the decision was made on, and the ballot, which
// is committed then. Voters do not wait for each other.
//
// The rule decides on what was read before; one statement then stores the ballot
// only if the poll is still the same version and open, and the seat's member has
// not voted meanwhile if this is the substitute, and nothing else was stored if the
// ballot builds on the one before. It holds the poll for as long,
// so that whoever closes it waits for the ballot and then counts it. If anything
// changed, the rule decides again.
func (db *DB) CastBallot(ctx context.Context, id int64, user string, rule func(committee.Voting) (committee.Ballot, error)) (committee.Voting, committee.Ballot, error) {
	for range castAttempts {
		v, err := db.Voting(ctx, id, user)
		if err != nil {
			return v, committee.Ballot{}, err
		}
		b, err := rule(v)
		if err != nil {
			return v, committee.Ballot{}, err
		}
		store := db.storeBallot
		if v.Poll.Confidential {
			store = db.storeConfidential
		}
		stored, err := store(ctx, v, b)
		if err != nil {
			return v, committee.Ballot{}, fmt.Errorf("casting a ballot: %w", err)
		}
		if stored {
			return v, b, nil
		}
	}
	return committee.Voting{}, committee.Ballot{}, errors.New("casting a ballot: the poll kept changing")
}

// castAttempts is more often than a poll changes while a ballot is being cast, or
// one member presses at the same moment.
const castAttempts = 25

const upsertBallot = `
	WITH held AS (
		SELECT id FROM poll
		WHERE id = $1 AND version = $2 AND state = 'open'
		FOR SHARE
	)
	INSERT INTO ballot (poll_id, seat_id, user_id, as_holder, choice, cast_at, entered)
	SELECT id, $3, $4, $5, $6, $7, $8 FROM held
	ON CONFLICT (poll_id, seat_id) DO UPDATE
	SET user_id = excluded.user_id, as_holder = excluded.as_holder, choice = excluded.choice, cast_at = excluded.cast_at, entered = excluded.entered
	WHERE CASE WHEN excluded.entered THEN ballot.entered ELSE excluded.as_holder OR NOT ballot.as_holder OR ballot.entered END
	AND (NOT $9 OR ballot.choice = $10)`

// storeBallot reports whether the ballot was stored. It is one statement, which
// is a transaction of its own; once sent it is not cancelled, so that the answer
// says for certain what happened.
func (db *DB) storeBallot(ctx context.Context, v committee.Voting, b committee.Ballot) (bool, error) {
	p := v.Poll
	choice, err := asJSON(storedChoice{Choice: b.Choice, AsChair: b.AsChair, AsLead: b.AsLead})
	if err != nil {
		return false, err
	}
	var before storedChoice // that nobody has stored, if there is no ballot yet
	if v.Before != nil {
		before = storedChoice{Choice: v.Before.Choice, AsChair: v.Before.AsChair, AsLead: v.Before.AsLead}
	}
	builtOn, err := asJSON(before)
	if err != nil {
		return false, err
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	stmt, err := db.keepBallot.on(ctx, db.sql, upsertBallot)
	if err != nil {
		return false, err
	}
	r, err := stmt.ExecContext(context.WithoutCancel(ctx),
		p.ID, p.Version, b.Seat, b.By, b.AsHolder, choice, b.At, b.Entered, b.Builds, builtOn)
	if err != nil {
		return false, unsaved(err)
	}
	n, err := r.RowsAffected()
	return n == 1, err
}

// unsaved marks a statement that is its own transaction as unsure when its
// answer was lost. What could not even connect is certain.
func unsaved(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return err
	}
	if connectionLost(err) {
		return fmt.Errorf("%w: %w", errUnsure, err)
	}
	return err
}
