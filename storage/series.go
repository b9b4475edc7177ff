package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

type seriesRow struct {
	ID        int64          `db:"id"`
	Committee int64          `db:"committee_id"`
	Kind      string         `db:"kind"`
	Rule      string         `db:"rule"`
	Dates     pq.StringArray `db:"dates"`
	Start     string         `db:"start"`
	Minutes   int            `db:"minutes"`
	Place     string         `db:"place"`
	Link      string         `db:"link"`
	Since     string         `db:"since"`
	Version   int            `db:"version"`
}

func (r seriesRow) series() (committee.Series, error) {
	s := committee.Series{
		ID: r.ID, Committee: r.Committee, Kind: calendar.Kind(r.Kind), Minutes: r.Minutes,
		Place: r.Place, Link: r.Link, Since: optionalDate(&r.Since), Version: r.Version,
	}
	for _, d := range r.Dates {
		s.Dates = append(s.Dates, optionalDate(&d))
	}
	var err error
	if s.Start, err = calendar.ParseClock(r.Start); err != nil {
		return s, fmt.Errorf("reading the time of series %d: %w", r.ID, err)
	}
	if r.Rule == "" {
		return s, nil
	}
	if s.Rule, err = calendar.ParseRule(r.Rule); err != nil {
		return s, fmt.Errorf("reading the rule of series %d: %w", r.ID, err)
	}
	return s, nil
}

// Series lists the series that are in force, virtual before physical.
func (db *DB) Series(ctx context.Context, committeeID int64) ([]committee.Series, error) {
	return seriesOf(ctx, db.sql, committeeID)
}

func seriesOf(ctx context.Context, q sqlx.QueryerContext, committeeID int64) ([]committee.Series, error) {
	var rows []seriesRow
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT id, committee_id, kind, rule, cast(dates AS text[]) AS dates, start, minutes, place, link, cast(since AS text) AS since, version
		FROM series
		WHERE committee_id = $1 AND ended_at IS NULL
		ORDER BY kind DESC`, committeeID)
	if err != nil {
		return nil, fmt.Errorf("listing series: %w", err)
	}
	list := make([]committee.Series, len(rows))
	for i, r := range rows {
		if list[i], err = r.series(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// SetSeries puts a series in force in place of the one of its kind, and writes
// its meetings and what they owe down. Meetings to come of the old one that
// nobody has moved or cancelled take the place, time and link of the new one, or
// are dropped with what they owed if it has none on their day; those people were
// told of are cancelled instead and keep their number, and their topics go back to
// chair and office. The channel is owed one
// message if its dates change. It returns the meetings of the new series to
// come, and those dropped. name is the dialog's name, see AddTopic.
func (db *DB) SetSeries(ctx context.Context, s committee.Series, by, name string, now time.Time) (planned, dropped []committee.Meeting, err error) {
	return db.MakeSeries(ctx, s, by, name, now, func(committee.Series, []committee.Meeting, []committee.Meeting) error { return nil })
}

// MakeSeries is SetSeries for somebody who was shown what it does: the rule is told
// the series of the kind that was in force, zero if there was none, and what is
// planned and dropped, and may refuse it.
func (db *DB) MakeSeries(
	ctx context.Context, s committee.Series, by, name string, now time.Time, rule func(was committee.Series, planned, dropped []committee.Meeting) error,
) (planned, dropped []committee.Meeting, err error) {
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		c, err := lockCommittee(ctx, tx, s.Committee)
		if err != nil {
			return err
		}
		inForce, err := seriesOf(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		s := s // do may run again
		if planned, dropped, err = setSeries(ctx, tx, c, &s, by, now); err != nil {
			return err
		}
		if err := rule(committee.UsualSeries(inForce, s.Kind), planned, dropped); err != nil {
			return err
		}
		return record(ctx, tx, now, by, "set-series", c.ID, committee.Object{Kind: committee.CommitteeObject, ID: c.ID}, nil, map[string]any{
			"series": s.ID, "kind": s.Kind, "rule": s.Rule.String(), "dates": s.Dates, "start": s.Start, "minutes": s.Minutes, "place": s.Place, "link": s.Link,
		})
	})
	if err != nil {
		return nil, nil, fmt.Errorf("setting a series: %w", err)
	}
	return planned, dropped, nil
}

// setSeries puts a series of a locked committee in force and owes the news of it.
func setSeries(ctx context.Context, tx *sqlx.Tx, c committee.Committee, s *committee.Series, by string, now time.Time) (planned, dropped []committee.Meeting, err error) {
	if err := keepNumbers(ctx, tx, c, now); err != nil {
		return nil, nil, err
	}
	before, err := toCome(ctx, tx, c, s.Kind, now)
	if err != nil {
		return nil, nil, err
	}
	if err := replaceSeries(ctx, tx, s, now); err != nil {
		return nil, nil, err
	}
	if dropped, err = replaceUntouched(ctx, tx, c, *s, before, now); err != nil {
		return nil, nil, err
	}
	if err := keepAgendas(ctx, tx, c, by, now); err != nil {
		return nil, nil, err
	}
	if err := planCommittee(ctx, tx, c, now); err != nil {
		return nil, nil, err
	}
	if planned, err = toCome(ctx, tx, c, s.Kind, now); err != nil {
		return nil, nil, err
	}
	return planned, dropped, owe(ctx, tx, committee.SeriesChanged(c, *s, before, planned, dropped, now)...)
}

// toCome lists the planned meetings of a kind that have not begun.
func toCome(ctx context.Context, tx *sqlx.Tx, c committee.Committee, kind calendar.Kind, now time.Time) ([]committee.Meeting, error) {
	all, err := meetingsOf(ctx, tx, c.ID, calendar.DateOf(now, c.Location()), lastDay)
	return slices.DeleteFunc(all, func(m committee.Meeting) bool {
		return m.Kind != kind || m.State != committee.MeetingPlanned || !m.Instant().After(now)
	}), err
}

// replaceSeries ends the series of the kind and stores the new one.
func replaceSeries(ctx context.Context, tx *sqlx.Tx, s *committee.Series, now time.Time) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE series
		SET ended_at = $3
		WHERE committee_id = $1 AND kind = $2 AND ended_at IS NULL`, s.Committee, s.Kind, now)
	if err != nil {
		return fmt.Errorf("ending a series: %w", err)
	}
	dates := make([]string, len(s.Dates))
	for i, d := range s.Dates {
		dates[i] = d.String()
	}
	err = tx.GetContext(ctx, &s.ID, `
		INSERT INTO series (committee_id, kind, rule, dates, start, minutes, place, link, since, version)
		VALUES ($1, $2, $3, cast($4 AS date[]), $5, $6, $7, $8, $9, $10)
		RETURNING id`,
		s.Committee, s.Kind, s.Rule.String(), textArray(dates), s.Start.String(), s.Minutes, s.Place, s.Link, s.Since.String(), s.Version)
	if err != nil {
		return fmt.Errorf("storing a series: %w", err)
	}
	return nil
}

// replaceUntouched brings the meetings to come that the old series has proposed,
// and nobody has touched since, in line with the new one. It returns those that
// the new series does not know: forgotten, or cancelled if people were told of
// them.
func replaceUntouched(ctx context.Context, tx *sqlx.Tx, c committee.Committee, s committee.Series, before []committee.Meeting, now time.Time) (gone []committee.Meeting, err error) {
	people, err := peopleIn(ctx, tx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, m := range before {
		if !m.Untouched(now) {
			continue
		}
		after, known := s.Replace(c, m, now)
		if !known {
			gone = append(gone, after)
		}
		if err := replaceMeeting(ctx, tx, c, m, after, people, now); err != nil {
			return nil, err
		}
	}
	return gone, nil
}

// replaceMeeting stores what a new series makes of a meeting of the old one.
// People are told of those they know already; the channel hears of all at once.
func replaceMeeting(ctx context.Context, tx *sqlx.Tx, c committee.Committee, before, after committee.Meeting, people []committee.Person, now time.Time) error {
	if after.State == committee.MeetingProposed {
		if err := unowe(ctx, tx, now, "series replaced", committee.Object{Kind: committee.MeetingObject, ID: before.ID}); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM meeting WHERE id = $1`, before.ID); err != nil {
			return fmt.Errorf("dropping meeting %d: %w", before.ID, err)
		}
		return nil
	}
	if err := updateMeeting(ctx, tx, after); err != nil {
		return err
	}
	if after.SameDate(before) {
		return nil
	}
	if err := takeBackReminders(ctx, tx, after.ID, now); err != nil || !before.Announced {
		return err
	}
	return owe(ctx, tx, committee.MeetingChanged(c, before, after, people, now)[1:]...)
}
