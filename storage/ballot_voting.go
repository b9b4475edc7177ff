package storage

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/lib/pq"

	"gremienbot/committee"
)

// voterAt is a person in front of a poll.
type voterAt struct {
	Nth  int    `json:"nth"` // in their group
	Poll int64  `json:"poll_id"`
	User string `json:"user_id"`
}

type votingRow struct {
	Nth           int            `db:"nth"`
	Version       int            `db:"version"`
	OpensAt       time.Time      `db:"opens_at"`
	Committee     int64          `db:"committee_id"`
	CommitteeName string         `db:"committee_name"`
	Channel       string         `db:"channel_id"`
	Team          string         `db:"team_id"`
	HomeLang      string         `db:"home_lang"`
	HomeLand      string         `db:"home_land"`
	Zone          string         `db:"zone"`
	Preset        string         `db:"preset"`
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

// selectVoting takes people in front of polls as JSON, and looks each of them up by
// itself. The planner takes a list of JSON to be of the same length always, so it
// plans once; of an array it sees the length, and would plan every time, which
// takes longer than the query.
const selectVoting = `
	SELECT q.nth, p.version, p.opens_at, p.committee_id,
		p.committee_name, p.channel_id, p.team_id, p.home_lang, p.home_land, p.zone, p.preset,
		v.handle, v.name, v.lang,
		ARRAY (SELECT r.role FROM role r WHERE r.committee_id = p.committee_id AND r.user_id = q.user_id ORDER BY r.role) AS roles,
		s.id AS seat_id, t.holds, s.group_name, s.body, s.land, s.position,
		b.choice, b.user_id AS cast_by, b.as_holder, b.cast_at, b.entered
	FROM jsonb_to_recordset(cast($1 AS jsonb)) AS q (nth integer, poll_id bigint, user_id text)
	CROSS JOIN LATERAL (
		SELECT p.id, p.version, p.opens_at, p.committee_id,
			c.name AS committee_name, c.channel_id, c.team_id, c.lang AS home_lang, c.land AS home_land, c.zone, c.preset
		FROM poll p
		JOIN committee c ON c.id = p.committee_id
		WHERE p.id = q.poll_id
		OFFSET 0
	) p
	LEFT JOIN LATERAL (
		SELECT handle, name, lang FROM person WHERE user_id = q.user_id OFFSET 0
	) v ON true
	LEFT JOIN LATERAL (
		SELECT seat_id, holds FROM tenure WHERE committee_id = p.committee_id AND user_id = q.user_id AND until IS NULL OFFSET 0
	) t ON true
	LEFT JOIN LATERAL (
		SELECT id, group_name, body, land, position FROM seat WHERE id = t.seat_id AND until IS NULL OFFSET 0
	) s ON true
	LEFT JOIN LATERAL (
		SELECT choice, user_id, as_holder, cast_at, entered FROM ballot WHERE poll_id = p.id AND seat_id = s.id OFFSET 0
	) b ON true`

// Voting reads everything that a person's ballot in a poll is decided on, or
// returns ErrNotFound.
func (db *DB) Voting(ctx context.Context, id int64, user string) (committee.Voting, error) {
	who := voterAt{Poll: id, User: user}
	rows, err := db.readVoters(ctx, []voterAt{who})
	if err != nil {
		return committee.Voting{}, fmt.Errorf("reading who votes: %w", err)
	}
	v, err := db.openVoting(ctx, who, rows[0])
	if err != nil || !v.Poll.Confidential {
		return v, err
	}
	return db.confidentialVoting(ctx, v)
}

// openVoting is Voting without what a confidential poll keeps elsewhere.
func (db *DB) openVoting(ctx context.Context, who voterAt, r *votingRow) (committee.Voting, error) {
	if r == nil {
		return committee.Voting{}, fmt.Errorf("reading who votes: %w", ErrNotFound)
	}
	poll, err := db.pollAt(ctx, who.Poll, r.Version, r.OpensAt)
	if err != nil {
		return committee.Voting{}, err
	}
	v := committee.Voting{Committee: r.home(), Poll: poll, Who: r.person(who.User)}
	if v.Who.Seat == nil { // they are refused, and read why; who has a seat does not wait for it
		v.Who.Left, err = leftAt(ctx, db.sql, r.Committee, who.User)
		return v, err
	}
	if r.CastBy == nil {
		return v, nil
	}
	before, err := ballotRow{Seat: *r.Seat, By: *r.CastBy, AsHolder: *r.AsHolder, Choice: r.Cast, At: *r.CastAt, Entered: *r.Entered}.ballot()
	v.Before = &before
	return v, err
}

// readVoters reads the rows of several people, nil for a poll that does not exist.
func (db *DB) readVoters(ctx context.Context, who []voterAt) ([]*votingRow, error) {
	stmt, err := db.readVoting.on(ctx, db.sql, selectVoting) //nolint:sqlclosecheck // prepared once, kept for the life of the pool
	if err != nil {
		return nil, err
	}
	for i := range who {
		who[i].Nth = i
	}
	text, err := asJSON(who)
	if err != nil {
		return nil, err
	}
	var rows []votingRow
	if err := stmt.SelectContext(ctx, &rows, text); err != nil {
		return nil, err
	}
	list := make([]*votingRow, len(who))
	for i := range rows {
		list[rows[i].Nth] = &rows[i]
	}
	return list, nil
}

func (r votingRow) home() committee.Committee {
	return committeeRow{ID: r.Committee, Name: r.CommitteeName, Channel: r.Channel, Team: r.Team, Lang: r.HomeLang, Land: r.HomeLand, Zone: r.Zone, Preset: r.Preset}.committee()
}

func (r votingRow) person(user string) committee.Person {
	p := committee.Person{User: user}
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

// pollAt returns a poll that had this version when its voter was read. An open
// poll is read once for each of its versions: what people press on does not change
// between two presses, and a ballot is stored only if the version still is the one
// that it was decided on.
func (db *DB) pollAt(ctx context.Context, id int64, version int, opened time.Time) (committee.Poll, error) {
	if p, found := db.known.find(id); found && p.Version == version && p.OpensAt.Equal(opened) {
		return p, nil
	}
	p, err := db.Poll(ctx, id)
	if err == nil && p.State == committee.PollOpen {
		db.known.keep(p)
	}
	return p, err
}

// knownPolls are some open polls that were read lately.
type knownPolls struct {
	mu    sync.Mutex
	polls map[int64]committee.Poll
}

func (k *knownPolls) find(id int64) (committee.Poll, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	p, found := k.polls[id]
	return p, found
}

// keep remembers at most 64 polls; nothing depends on it.
func (k *knownPolls) keep(p committee.Poll) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.polls == nil || len(k.polls) >= 64 {
		k.polls = map[int64]committee.Poll{}
	}
	k.polls[p.ID] = p
}

func (k *knownPolls) drop(id int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.polls, id)
}
