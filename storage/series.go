package storage

import (
	"context"
	"fmt"
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
// nobody has moved or cancelled are dropped, with what they owed. It returns the
// meetings of the new series to come, and those dropped on whose day the new one
// has none. name is the dialog's name, see AddTopic.
func (db *DB) SetSeries(ctx context.Context, s committee.Series, by, name string, now time.Time) (planned, dropped []committee.Meeting, err error) {
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		c, err := lockCommittee(ctx, tx, s.Committee)
		if err != nil {
			return err
		}
		s := s // do may run again
		if err := replaceSeries(ctx, tx, &s, now); err != nil {
			return err
		}
		untouched, err := dropUntouched(ctx, tx, c, s.Kind, now)
		if err != nil {
			return err
		}
		if err := planCommittee(ctx, tx, c, now); err != nil {
			return err
		}
		all, err := meetingsOf(ctx, tx, c.ID, calendar.DateOf(now, c.Location()), lastDay)
		if err != nil {
			return err
		}
		planned, dropped = seriesOutcome(s, all, untouched, now)
		return record(ctx, tx, now, by, "set-series", c.ID, committee.Object{Kind: committee.CommitteeObject, ID: c.ID}, nil, map[string]any{
			"series": s.ID, "kind": s.Kind, "rule": s.Rule.String(), "dates": s.Dates, "start": s.Start, "minutes": s.Minutes, "place": s.Place, "link": s.Link,
		})
	})
	if err != nil {
		return nil, nil, fmt.Errorf("setting a series: %w", err)
	}
	return planned, dropped, nil
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

// dropUntouched deletes the meetings to come that a series has proposed and
// nobody has touched since.
func dropUntouched(ctx context.Context, tx *sqlx.Tx, c committee.Committee, kind calendar.Kind, now time.Time) ([]committee.Meeting, error) {
	all, err := meetingsOf(ctx, tx, c.ID, calendar.DateOf(now, c.Location()), lastDay)
	if err != nil {
		return nil, err
	}
	var gone []committee.Meeting
	for _, m := range all {
		if m.Kind != kind || m.Series == 0 || m.Version > 1 || m.State != committee.MeetingPlanned || !m.Instant().After(now) {
			continue
		}
		if err := unowe(ctx, tx, now, "series replaced", committee.Object{Kind: committee.MeetingObject, ID: m.ID}); err != nil {
			return nil, err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM meeting WHERE id = $1`, m.ID); err != nil {
			return nil, fmt.Errorf("dropping meeting %d: %w", m.ID, err)
		}
		gone = append(gone, m)
	}
	return gone, nil
}

// seriesOutcome tells what became of a replaced series: the meetings of its kind
// to come, and those that were dropped without another one on their day.
func seriesOutcome(s committee.Series, all, untouched []committee.Meeting, now time.Time) (planned, dropped []committee.Meeting) {
	stays := map[calendar.Date]bool{}
	for _, m := range all {
		if m.Kind == s.Kind && m.State == committee.MeetingPlanned && m.Instant().After(now) {
			planned = append(planned, m)
			stays[m.Day] = true
		}
	}
	for _, m := range untouched {
		if !stays[m.Day] {
			dropped = append(dropped, m)
		}
	}
	return planned, dropped
}
