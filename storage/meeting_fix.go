package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// fixRule makes a meeting of a date poll, without an ID if it is new.
type fixRule = func(ms []committee.Meeting, series []committee.Series) (committee.Meeting, error)

// FixMeeting lets the rule make a new meeting of a date poll, or move one of the
// committee's, while nobody else plans any. What the meeting owes is written down,
// and everybody concerned is owed the news. It returns the meeting before, zero for
// a new one, and after. name is the dialog's name, see AddTopic.
func (db *DB) FixMeeting(ctx context.Context, committeeID int64, by, name string, now time.Time, rule fixRule) (before, after committee.Meeting, err error) {
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		c, err := lockCommittee(ctx, tx, committeeID)
		if err != nil {
			return err
		}
		var later committee.Renumbered
		if before, after, later, err = fixInTx(ctx, tx, c, now, rule); err != nil {
			return err
		}
		verb := "move"
		if before.ID == 0 {
			verb = "plan"
		}
		object := committee.Object{Kind: committee.MeetingObject, ID: after.ID}
		if err := record(ctx, tx, now, by, verb, c.ID, object, before, after); err != nil {
			return err
		}
		if err := keepAgendas(ctx, tx, c, by, now); err != nil {
			return err
		}
		for _, m := range []committee.Meeting{before, after} { // a meeting can pass from one poll to another
			if err := touchPollOf(ctx, tx, m); err != nil {
				return err
			}
		}
		return announceMeeting(ctx, tx, c, before, after, later, now)
	})
	if err != nil {
		return committee.Meeting{}, committee.Meeting{}, fmt.Errorf("fixing a meeting: %w", err)
	}
	return before, after, nil
}

// FixNone lets the rule settle that none of the days of a date poll becomes a meeting,
// while nobody makes one, and takes them out of the calendar.
func (db *DB) FixNone(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll, []committee.Meeting) (committee.Poll, error)) (committee.Poll, error) {
	settle := func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		if _, err := lockCommittee(ctx, tx, p.Committee); err != nil {
			return p, err
		}
		ms, err := meetingsOf(ctx, tx, p.Committee, firstDay, lastDay)
		if err != nil {
			return p, err
		}
		return rule(p, ms)
	}
	after, err := db.changePollWith(ctx, id, by, "fix-none", now, settle, func(tx *sqlx.Tx, c committee.Committee, after committee.Poll) error {
		if err := unowe(ctx, tx, now, "none of the days", after.Ref(), committee.OwedDayFound, committee.OwedUnanswered); err != nil {
			return err
		}
		return keepFeed(ctx, tx, c, now)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("fixing none of the days: %w", err)
	}
	return after, nil
}

// fixInTx stores what the rule makes of the meetings of a locked committee.
func fixInTx(ctx context.Context, tx *sqlx.Tx, c committee.Committee, now time.Time, rule fixRule) (before, after committee.Meeting, later committee.Renumbered, err error) {
	ms, err := meetingsOf(ctx, tx, c.ID, firstDay, lastDay)
	if err != nil {
		return before, after, later, err
	}
	series, err := seriesOf(ctx, tx, c.ID)
	if err != nil {
		return before, after, later, err
	}
	if after, err = rule(ms, series); err != nil {
		return before, after, later, err
	}
	for _, m := range ms {
		if m.ID == after.ID {
			before = m
		}
	}
	if after.ID == 0 {
		err = insertMeeting(ctx, tx, &after)
	} else {
		err = updateMeeting(ctx, tx, after)
	}
	if err == nil {
		err = keepNumbers(ctx, tx, c, now)
	}
	if err == nil {
		err = keepFeed(ctx, tx, c, now)
	}
	if err != nil {
		return before, after, later, err
	}
	counted, err := meetingsOf(ctx, tx, c.ID, firstDay, lastDay)
	if err != nil {
		return before, after, later, err
	}
	after, err = oneMeeting(ctx, tx, numberedMeetings+` AND m.id = $2`, c.ID, after.ID)
	return before, after, committee.Renumber(ms, counted, now), err
}

// insertMeeting stores a meeting that no series has proposed.
func insertMeeting(ctx context.Context, tx *sqlx.Tx, m *committee.Meeting) error {
	err := tx.GetContext(ctx, &m.ID, `
		INSERT INTO meeting (committee_id, poll_id, original, kind, day, start, zone, minutes, place, link, state, version, changed_at)
		VALUES ($1, nullif($2, 0), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		RETURNING id`,
		m.Committee, m.Poll, m.Original.String(), m.Kind, m.Day.String(), m.Start.String(), m.Zone, m.Minutes, m.Place, m.Link, m.State, m.Version, m.ChangedAt)
	if err != nil {
		return fmt.Errorf("storing a new meeting: %w", err)
	}
	return nil
}

// tellHolders owes chair and office word of a poll that has ended: of a date poll, of
// one in which nobody voted, and of a vote in a meeting in which more voted than were
// said to be there. by is who has ended it.
func tellHolders(ctx context.Context, tx *sqlx.Tx, c committee.Committee, p committee.Poll, by string, now time.Time) error {
	cast, err := ballotsOf(ctx, tx, p.ID)
	if err != nil || len(cast) > 0 && p.Kind != committee.DatePoll && !p.Quick {
		return err
	}
	people, err := peopleIn(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	if len(cast) > 0 && p.Quick {
		return owe(ctx, tx, committee.MorePresent(c, p, len(cast), people, now)...)
	}
	if len(cast) == 0 {
		return owe(ctx, tx, committee.Unanswered(c, p, people, by, now)...)
	}
	return owe(ctx, tx, committee.DayFound(c, p, people, now)...)
}

// touchPollOf has the card of the date poll redrawn that a meeting was made of.
func touchPollOf(ctx context.Context, tx *sqlx.Tx, m committee.Meeting) error {
	if m.Poll == 0 {
		return nil
	}
	return touchCard(ctx, tx, committee.Object{Kind: committee.PollObject, ID: m.Poll})
}

// MeetingOfPoll returns the planned meeting that was made of a date poll, or
// ErrNotFound.
func (db *DB) MeetingOfPoll(ctx context.Context, poll int64) (committee.Meeting, error) {
	var id int64
	err := db.sql.GetContext(ctx, &id, `
		SELECT id
		FROM meeting
		WHERE poll_id = $1 AND state = 'planned'
		ORDER BY id DESC
		LIMIT 1`, poll)
	if err != nil {
		return committee.Meeting{}, fmt.Errorf("finding the meeting of a poll: %w", found(err))
	}
	return db.Meeting(ctx, id)
}
