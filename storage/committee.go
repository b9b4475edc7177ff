package storage

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

// committeeColumns are read by committeeRow. The Lands and the number of seats
// are those of the seats that stand.
const committeeColumns = `
	c.id, c.name, c.channel_id, c.team_id, c.lang, c.land, c.zone, c.preset, c.rule, c.first_meeting, c.charts,
	(SELECT count(*) FROM seat s WHERE s.committee_id = c.id AND s.until IS NULL) AS seats,
	ARRAY (SELECT DISTINCT s.land FROM seat s WHERE s.committee_id = c.id AND s.until IS NULL ORDER BY s.land) AS lands`

type committeeRow struct {
	ID      int64          `db:"id"`
	Name    string         `db:"name"`
	Channel string         `db:"channel_id"`
	Team    string         `db:"team_id"`
	Lang    string         `db:"lang"`
	Land    string         `db:"land"`
	Zone    string         `db:"zone"`
	Preset  string         `db:"preset"`
	Rule    ruleColumn     `db:"rule"`
	First   int            `db:"first_meeting"`
	Charts  bool           `db:"charts"`
	Seats   int            `db:"seats"`
	Lands   pq.StringArray `db:"lands"`
}

func (r committeeRow) committee() committee.Committee {
	c := committee.Committee{
		ID: r.ID, Name: r.Name, Channel: r.Channel, Team: r.Team, Lang: r.Lang, Land: calendar.Land(r.Land),
		Zone: r.Zone, Preset: committee.Preset(r.Preset), Seats: r.Seats, FirstMeeting: r.First, Charts: r.Charts, Own: r.Rule.Rule,
	}
	for _, l := range r.Lands {
		c.Lands = append(c.Lands, calendar.Land(l))
	}
	return c
}

// Committee returns the committee with this ID, or ErrNotFound.
func (db *DB) Committee(ctx context.Context, id int64) (committee.Committee, error) {
	return db.oneCommittee(ctx, `SELECT `+committeeColumns+` FROM committee c WHERE c.id = $1`, id)
}

// CommitteeOf returns the committee that is at home in a channel, or ErrNotFound.
func (db *DB) CommitteeOf(ctx context.Context, channel string) (committee.Committee, error) {
	return db.oneCommittee(ctx, `SELECT `+committeeColumns+` FROM committee c WHERE c.channel_id = $1`, channel)
}

func (db *DB) oneCommittee(ctx context.Context, query string, arg any) (committee.Committee, error) {
	var r committeeRow
	if err := db.sql.GetContext(ctx, &r, query, arg); err != nil {
		return committee.Committee{}, fmt.Errorf("reading a committee: %w", found(err))
	}
	return r.committee(), nil
}

// Committees lists all committees by name.
func (db *DB) Committees(ctx context.Context) ([]committee.Committee, error) {
	return db.committees(ctx, `SELECT `+committeeColumns+` FROM committee c ORDER BY c.name, c.id`)
}

// CommitteesOf lists the committees a person has a seat or a role in. The one
// they chose for direct messages, if any, stands first.
func (db *DB) CommitteesOf(ctx context.Context, user string) ([]committee.Committee, error) {
	return db.committees(ctx, `
		SELECT `+committeeColumns+`
		FROM committee c
		LEFT JOIN person p ON p.user_id = $1
		WHERE c.id IN (SELECT committee_id FROM role WHERE user_id = $1)
		OR c.id IN (SELECT committee_id FROM tenure WHERE user_id = $1 AND until IS NULL)
		ORDER BY (p.committee = c.id) DESC NULLS LAST, c.name, c.id`, user)
}

func (db *DB) committees(ctx context.Context, query string, args ...any) ([]committee.Committee, error) {
	var rows []committeeRow
	if err := db.sql.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("listing committees: %w", err)
	}
	list := make([]committee.Committee, len(rows))
	for i, r := range rows {
		list[i] = r.committee()
	}
	return list, nil
}

// Found stores a new committee and gives its founder the office. A channel has
// one committee: for a second one it returns a *committee.Error.
func (db *DB) Found(ctx context.Context, c committee.Committee, founder committee.Person, now time.Time) (committee.Committee, error) {
	c.FirstMeeting = max(c.FirstMeeting, 1)
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		err := tx.GetContext(ctx, &c.ID, `
			INSERT INTO committee (channel_id, team_id, name, lang, land, zone, preset, created_at, first_meeting, charts)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			RETURNING id`,
			c.Channel, c.Team, c.Name, c.Lang, c.Land, c.Zone, c.Preset, now, c.FirstMeeting, c.Charts)
		if constraint(err) == "committee_channel_key" {
			return committee.Refuse(committee.Conflict, "committee.exists")
		}
		if err != nil {
			return err
		}
		if err := knowPerson(ctx, tx, founder, now); err != nil {
			return err
		}
		if err := giveRole(ctx, tx, c.ID, founder.User, committee.Office, now); err != nil {
			return err
		}
		return record(ctx, tx, now, founder.User, "found", c.ID, committee.Object{Kind: committee.CommitteeObject, ID: c.ID}, nil, c)
	})
	if err != nil {
		return committee.Committee{}, fmt.Errorf("founding a committee: %w", err)
	}
	return c, nil
}

// Settle stores changed settings of a committee (name, language, Land, zone, rules, charts).
func (db *DB) Settle(ctx context.Context, c committee.Committee, by string, now time.Time) error {
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `
			UPDATE committee
			SET name = $2, lang = $3, land = $4, zone = $5, preset = $6, first_meeting = $7, charts = $8, rule = $9
			WHERE id = $1`,
			c.ID, c.Name, c.Lang, c.Land, c.Zone, c.Preset, max(c.FirstMeeting, 1), c.Charts, ruleColumn{c.Own})
		if err != nil {
			return err
		}
		if err := keepFeed(ctx, tx, c, now); err != nil {
			return err
		}
		return record(ctx, tx, now, by, "settle", c.ID, committee.Object{Kind: committee.CommitteeObject, ID: c.ID}, nil, c)
	})
	if err != nil {
		return fmt.Errorf("storing settings: %w", err)
	}
	return nil
}

// ruleColumn is a rule for motions as it is stored, nil where there is none.
type ruleColumn struct{ *tally.Rule }

// Scan reads the column.
func (r *ruleColumn) Scan(from any) error {
	text, ok := from.([]byte)
	if !ok {
		r.Rule = nil
		return nil
	}
	r.Rule = &tally.Rule{}
	return json.Unmarshal(text, r.Rule)
}

// Value writes the column.
func (r ruleColumn) Value() (driver.Value, error) {
	if r.Rule == nil {
		return nil, nil
	}
	return asJSON(r.Rule)
}
