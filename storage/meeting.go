package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// firstDay and lastDay are around every meeting that can be planned.
var (
	firstDay = calendar.Date{Year: 1900, Month: time.January, Day: 1}
	lastDay  = calendar.Date{Year: 9999, Month: time.December, Day: 31}
)

// numberedMeetings counts the meetings of committee $1 through, beginning with
// the number of the first one the bot knows. A meeting whose number people were
// told keeps it, see keepNumbers; the others take the places that are left, in
// the order of the days they were planned for. Moving or cancelling changes no
// number: people name meetings by it, and a command sent twice must not mean the
// next one.
const numberedMeetings = `
	WITH kept AS (
		SELECT id, place_kept AS place
		FROM meeting
		WHERE committee_id = $1 AND place_kept IS NOT NULL
	), waiting AS (
		SELECT id, row_number() OVER (ORDER BY original, id) AS turn
		FROM meeting
		WHERE committee_id = $1 AND place_kept IS NULL
	), free AS (
		SELECT p AS place, row_number() OVER (ORDER BY p) AS turn
		FROM generate_series(1, (SELECT count(*) FROM meeting WHERE committee_id = $1) + (SELECT coalesce(max(place), 0) FROM kept)) AS p
		WHERE p NOT IN (SELECT place FROM kept)
	), numbered AS (
		SELECT id, place FROM kept
		UNION ALL
		SELECT w.id, f.place FROM waiting w JOIN free f ON f.turn = w.turn
	)
	SELECT m.id, m.committee_id, m.series_id, m.poll_id, c.first_meeting - 1 + n.place AS number, m.place_kept IS NOT NULL AS announced, m.kind, cast(m.day AS text) AS day,
		cast(m.original AS text) AS original, m.start, m.zone, m.minutes, m.place, m.link, m.state, m.reason, m.changed_at, m.version, coalesce(a.topics, 0) AS topics
	FROM meeting m
	JOIN numbered n ON n.id = m.id
	JOIN committee c ON c.id = m.committee_id
	LEFT JOIN (
		SELECT meeting_id, count(*) AS topics
		FROM topic
		WHERE committee_id = $1 AND state = 'scheduled' AND meeting_id IS NOT NULL
		GROUP BY meeting_id
	) a ON a.meeting_id = m.id
	WHERE m.committee_id = $1`

type meetingRow struct {
	ID        int64     `db:"id"`
	Committee int64     `db:"committee_id"`
	Series    *int64    `db:"series_id"`
	Poll      *int64    `db:"poll_id"`
	Number    int       `db:"number"`
	Announced bool      `db:"announced"`
	Kind      string    `db:"kind"`
	Day       string    `db:"day"`
	Original  string    `db:"original"`
	Start     string    `db:"start"`
	Zone      string    `db:"zone"`
	Minutes   int       `db:"minutes"`
	Place     string    `db:"place"`
	Link      string    `db:"link"`
	State     string    `db:"state"`
	Reason    string    `db:"reason"`
	ChangedAt time.Time `db:"changed_at"`
	Version   int       `db:"version"`
	Topics    int       `db:"topics"`
}

func (r meetingRow) meeting() (committee.Meeting, error) {
	m := committee.Meeting{
		ID: r.ID, Committee: r.Committee, Number: r.Number, Announced: r.Announced, Kind: calendar.Kind(r.Kind), Day: optionalDate(&r.Day), Original: optionalDate(&r.Original),
		Zone: r.Zone, Minutes: r.Minutes, Place: r.Place, Link: r.Link, State: committee.MeetingState(r.State), Reason: r.Reason,
		ChangedAt: r.ChangedAt.UTC(), Version: r.Version, Topics: r.Topics,
	}
	if r.Series != nil {
		m.Series = *r.Series
	}
	if r.Poll != nil {
		m.Poll = *r.Poll
	}
	var err error
	if m.Start, err = calendar.ParseClock(r.Start); err != nil {
		return m, fmt.Errorf("reading the time of meeting %d: %w", r.ID, err)
	}
	return m, nil
}

// Meeting returns a meeting by its ID, or ErrNotFound.
func (db *DB) Meeting(ctx context.Context, id int64) (committee.Meeting, error) {
	var committeeID int64
	if err := db.sql.GetContext(ctx, &committeeID, `SELECT committee_id FROM meeting WHERE id = $1`, id); err != nil {
		return committee.Meeting{}, fmt.Errorf("reading a meeting: %w", found(err))
	}
	return oneMeeting(ctx, db.sql, numberedMeetings+` AND m.id = $2`, committeeID, id)
}

// MeetingNumbered returns the meeting with a number as people count now, or ErrNotFound.
func (db *DB) MeetingNumbered(ctx context.Context, committeeID int64, number int) (committee.Meeting, error) {
	return oneMeeting(ctx, db.sql, numberedMeetings+` AND c.first_meeting - 1 + n.place = $2`, committeeID, number)
}

func oneMeeting(ctx context.Context, q sqlx.QueryerContext, query string, args ...any) (committee.Meeting, error) {
	var r meetingRow
	if err := sqlx.GetContext(ctx, q, &r, query, args...); err != nil {
		return committee.Meeting{}, fmt.Errorf("reading a meeting: %w", found(err))
	}
	return r.meeting()
}

// Meetings lists the meetings of a committee from the first to the last day
// given, both included, in order of time; cancelled ones too.
func (db *DB) Meetings(ctx context.Context, committeeID int64, from, to calendar.Date) ([]committee.Meeting, error) {
	return meetingsOf(ctx, db.sql, committeeID, from, to)
}

func meetingsOf(ctx context.Context, q sqlx.QueryerContext, committeeID int64, from, to calendar.Date) ([]committee.Meeting, error) {
	var rows []meetingRow
	err := sqlx.SelectContext(ctx, q, &rows, numberedMeetings+`
		AND m.day BETWEEN $2 AND $3
		ORDER BY m.day, m.start, m.id`, committeeID, from.String(), to.String())
	if err != nil {
		return nil, fmt.Errorf("listing meetings: %w", err)
	}
	list := make([]committee.Meeting, len(rows))
	for i, r := range rows {
		if list[i], err = r.meeting(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ChangeMeeting lets the rule cancel or move a meeting while nobody else can,
// and stores what it returns. What the meeting owed is taken back, what it owes
// now is written down, and everybody concerned is owed the news. The topics on its
// agenda follow it, see keepAgendas. It returns the meeting before and after. verb is what the history will say; name is the
// dialog's name, see AddTopic.
func (db *DB) ChangeMeeting(ctx context.Context, id int64, by, verb, name string, now time.Time, rule func(committee.Meeting) (committee.Meeting, error)) (before, after committee.Meeting, err error) {
	err = db.inTx(ctx, func(tx *sqlx.Tx) error {
		if first, err := once(ctx, tx, name, now); err != nil || !first {
			return orElse(err, committee.ErrRepeated)
		}
		c, err := lockCommitteeOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if before, err = oneMeeting(ctx, tx, numberedMeetings+` AND m.id = $2`, c.ID, id); err != nil {
			return err
		}
		if after, err = rule(before); err != nil {
			return err
		}
		if err := updateMeeting(ctx, tx, after); err != nil {
			return err
		}
		if err := keepNumbers(ctx, tx, c, now); err != nil {
			return err
		}
		if err := keepFeed(ctx, tx, c, now); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.MeetingObject, ID: id}
		if err := record(ctx, tx, now, by, verb, c.ID, object, before, after); err != nil {
			return err
		}
		if err := announceMeeting(ctx, tx, c, before, after, committee.Renumbered{}, now); err != nil {
			return err
		}
		if err := touchPollOf(ctx, tx, after); err != nil {
			return err
		}
		if err := keepAgendas(ctx, tx, c, by, now); err != nil {
			return err
		}
		after, err = oneMeeting(ctx, tx, numberedMeetings+` AND m.id = $2`, c.ID, id)
		return err
	})
	if err != nil {
		return committee.Meeting{}, committee.Meeting{}, fmt.Errorf("changing a meeting: %w", err)
	}
	return before, after, nil
}

// announceMeeting owes the news of a change, and the new reminders for the old ones.
func announceMeeting(ctx context.Context, tx *sqlx.Tx, c committee.Committee, before, after committee.Meeting, later committee.Renumbered, now time.Time) error {
	people, err := peopleIn(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	if err := takeBackReminders(ctx, tx, after.ID, now); err != nil {
		return err
	}
	if err := oweReminders(ctx, tx, c, after, people, now); err != nil {
		return err
	}
	return owe(ctx, tx, later.Tell(committee.MeetingChanged(c, before, after, people, now))...)
}

// ComingMeetings lists at most limit planned meetings that are not over at an
// instant, earliest first; one that is under way is the first.
func (db *DB) ComingMeetings(ctx context.Context, committeeID int64, now time.Time, limit int) ([]committee.Meeting, error) {
	all, err := db.Meetings(ctx, committeeID, calendar.DateOf(now, time.UTC).AddDays(-2), lastDay)
	if err != nil {
		return nil, err
	}
	var coming []committee.Meeting
	for _, m := range all {
		if m.State == committee.MeetingPlanned && m.Ends().After(now) && len(coming) < limit {
			coming = append(coming, m)
		}
	}
	return coming, nil
}
