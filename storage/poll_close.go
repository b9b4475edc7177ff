package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// filled reports whether somebody holds the seat of elector e or substitutes on it.
const filled = `EXISTS (
	SELECT
	FROM tenure t
	JOIN seat s ON s.id = t.seat_id AND s.until IS NULL
	WHERE t.seat_id = e.seat_id AND t.until IS NULL)`

// allVoted reports whether every seat entitled in poll p that declared no
// conflict of interest has cast a ballot. A vacant seat cannot, so other polls do not
// wait for it once somebody has voted. A circulation does: it closes early only when all
// seats have responded (domain, section 2.2), for whoever takes the seat within the period
// that was promised may still answer and object.
const allVoted = `NOT EXISTS (
	SELECT
	FROM elector e
	WHERE e.poll_id = p.id AND e.seat_id <> ALL (p.recused)
	AND NOT EXISTS (SELECT FROM voted b WHERE b.poll_id = e.poll_id AND b.seat_id = e.seat_id)
	AND (p.terms->'circulation' IS NOT NULL OR NOT EXISTS (SELECT FROM voted b WHERE b.poll_id = p.id) OR ` + filled + `))`

// DuePolls lists the open polls whose time has come, or which are to end as soon
// as all have voted and all have.
func (db *DB) DuePolls(ctx context.Context, now time.Time) ([]int64, error) {
	var ids []int64
	err := db.sql.SelectContext(ctx, &ids, `
		SELECT p.id
		FROM poll p
		WHERE p.state = 'open' AND (p.closes_at <= $1 OR coalesce(cast(p.terms->>'early_close' AS boolean), false) AND `+allVoted+`)
		ORDER BY p.closes_at, p.id`, now)
	if err != nil {
		return nil, fmt.Errorf("listing polls that end: %w", err)
	}
	return ids, nil
}

// NextEnd is when the first of the open polls ends, zero if none is open.
func (db *DB) NextEnd(ctx context.Context) (time.Time, error) {
	var at *time.Time
	if err := db.sql.GetContext(ctx, &at, `SELECT min(closes_at) FROM poll WHERE state = 'open'`); err != nil {
		return time.Time{}, fmt.Errorf("asking when the next poll ends: %w", err)
	}
	if at == nil {
		return time.Time{}, nil
	}
	return at.UTC(), nil
}

// ClosePoll closes a poll whose time has come, or in which all have voted if that
// ends it, in the name of the bot itself. A poll that is closed already, or was
// extended since it was found due, is left alone.
func (db *DB) ClosePoll(ctx context.Context, id int64, now time.Time) error {
	_, err := db.endPoll(ctx, id, "", now, func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		var complete bool // asked while nobody can declare or take back a conflict of interest
		if err := tx.GetContext(ctx, &complete, `SELECT `+allVoted+` FROM poll p WHERE p.id = $1`, id); err != nil {
			return p, fmt.Errorf("asking whether all have voted: %w", err)
		}
		if p.State == committee.PollClosed || now.Before(p.ClosesAt) && (!p.EarlyClose || !complete) {
			return p, errLeave
		}
		return p.Expire(now)
	})
	if errors.Is(err, errLeave) {
		return nil
	}
	return err
}

// errLeave undoes a transaction in which there was nothing to do.
var errLeave = errors.New("nothing to do")

// EndPoll lets the rule close a poll while nobody can vote, owes its result to
// the committee's channel and takes back its reminders. The needs it has put into
// an order become prioritised, unless they are further on, and what belongs into
// the register of results is entered. by is "" for the bot.
// Votes that are being stored are waited for and count; later ones are refused.
func (db *DB) EndPoll(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll) (committee.Poll, error)) (committee.Poll, error) {
	return db.endPoll(ctx, id, by, now, func(_ *sqlx.Tx, p committee.Poll) (committee.Poll, error) { return rule(p) })
}

// EndCirculation is EndPoll for a rule that must know what the seat of whoever ends
// the poll has cast; of that ballot it tells only whether the member cast it.
func (db *DB) EndCirculation(ctx context.Context, id int64, who committee.Person, now time.Time, rule func(p committee.Poll, before *committee.Ballot) (committee.Poll, error)) (committee.Poll, error) {
	return db.endPoll(ctx, id, who.User, now, func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		before, err := castBy(ctx, tx, p.ID, who.Seat)
		if err != nil {
			return p, err
		}
		return rule(p, before)
	})
}

// castBy is the ballot of a seat without what it says, nil for none.
func castBy(ctx context.Context, tx *sqlx.Tx, poll int64, seat *committee.Seat) (*committee.Ballot, error) {
	if seat == nil {
		return nil, nil
	}
	b := committee.Ballot{Seat: seat.ID}
	err := tx.GetContext(ctx, &b.AsHolder, `
		SELECT as_holder FROM ballot WHERE poll_id = $1 AND seat_id = $2
		UNION ALL
		SELECT as_holder FROM participation WHERE poll_id = $1 AND seat_id = $2`, poll, seat.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &b, err
}

// endPoll is EndPoll for a rule that reads more than the poll.
func (db *DB) endPoll(ctx context.Context, id int64, by string, now time.Time, rule func(*sqlx.Tx, committee.Poll) (committee.Poll, error)) (committee.Poll, error) {
	after, err := db.changePollWith(ctx, id, by, "close", now, rule, func(tx *sqlx.Tx, c committee.Committee, after committee.Poll) error {
		object := committee.Object{Kind: committee.PollObject, ID: id}
		if err := unowe(ctx, tx, now, "closed", object, committee.OwedDayLeft, committee.OwedHours); err != nil {
			return err
		}
		if err := forget(ctx, tx, after); err != nil {
			return err
		}
		o, err := counted(ctx, tx, after)
		if err != nil {
			return err
		}
		if err := prioritise(ctx, tx, after, o, now); err != nil {
			return err
		}
		if err := enterResult(ctx, tx, c, after, o); err != nil {
			return err
		}
		if err := tellHolders(ctx, tx, c, after, by, now); err != nil {
			return err
		}
		if err := keepDays(ctx, tx, after, now); err != nil {
			return err
		}
		return oweResult(ctx, tx, c, after)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("closing a poll: %w", err)
	}
	if after.Confidential {
		db.sweep(ctx)
	}
	return after, nil
}

// oweResult owes the result of a closed poll to the committee's channel.
func oweResult(ctx context.Context, tx *sqlx.Tx, c committee.Committee, p committee.Poll) error {
	return owe(ctx, tx, p.ResultOwed(c))
}

// ExtendPoll lets the rule move the end of a poll, plans its reminders anew and owes
// the news to the committee's channel.
func (db *DB) ExtendPoll(ctx context.Context, id int64, by string, now time.Time, rule func(committee.Poll) (committee.Poll, error)) (committee.Poll, error) {
	var from time.Time
	extend := func(tx *sqlx.Tx, p committee.Poll) (committee.Poll, error) {
		from = p.ClosesAt
		if _, err := lockCommittee(ctx, tx, p.Committee); err != nil { // who takes a seat now waits
			return p, err
		}
		return rule(p)
	}
	after, err := db.changePollWith(ctx, id, by, "extend", now, extend, func(tx *sqlx.Tx, c committee.Committee, after committee.Poll) error {
		object := committee.Object{Kind: committee.PollObject, ID: id}
		if err := unowe(ctx, tx, now, "extended", object, committee.OwedDayLeft, committee.OwedHours); err != nil {
			return err
		}
		if err := remindVoters(ctx, tx, c, after); err != nil {
			return err
		}
		return oweExtension(ctx, tx, c, after, from, by, now)
	})
	if err != nil {
		return committee.Poll{}, fmt.Errorf("extending a poll: %w", err)
	}
	return after, nil
}

// oweExtension owes the committee's channel that a poll ends later than at from.
func oweExtension(ctx context.Context, tx *sqlx.Tx, c committee.Committee, p committee.Poll, from time.Time, by string, now time.Time) error {
	var name string
	if err := tx.GetContext(ctx, &name, `SELECT name FROM person WHERE user_id = $1`, by); err != nil {
		return fmt.Errorf("asking who extended: %w", err)
	}
	owed, err := p.ExtensionOwed(c, from, name, now)
	if err != nil {
		return err
	}
	return owe(ctx, tx, owed)
}

// changePollWith lets the rule change a poll while its row is locked, stores what
// it returns, does what follows from it and has the card redrawn. The rule may look
// at more than the poll.
func (db *DB) changePollWith(
	ctx context.Context, id int64, by, verb string, now time.Time,
	rule func(*sqlx.Tx, committee.Poll) (committee.Poll, error), then func(*sqlx.Tx, committee.Committee, committee.Poll) error,
) (committee.Poll, error) {
	var after committee.Poll
	err := db.inTx(ctx, func(tx *sqlx.Tx) error {
		before, err := lockPoll(ctx, tx, id)
		if err != nil {
			return err
		}
		if after, err = rule(tx, before); err != nil {
			return err
		}
		if err := updatePoll(ctx, tx, after); err != nil {
			return err
		}
		object := committee.Object{Kind: committee.PollObject, ID: id}
		if err := record(ctx, tx, now, by, verb, after.Committee, object, before, after); err != nil {
			return err
		}
		var home committeeRow
		if err := tx.GetContext(ctx, &home, `SELECT `+committeeColumns+` FROM committee c WHERE c.id = $1`, after.Committee); err != nil {
			return err
		}
		if err := then(tx, home.committee(), after); err != nil {
			return err
		}
		return touchCard(ctx, tx, object)
	})
	return after, err
}

func updatePoll(ctx context.Context, tx *sqlx.Tx, p committee.Poll) error {
	terms, err := asJSON(p.Terms)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE poll
		SET state = $2, closes_at = $3, closed_at = $4, version = $5, recused = $6, terms = $7, extended = $8, no_day_at = $9, recused_by_member = $10
		WHERE id = $1`,
		p.ID, p.State, p.ClosesAt, timeOrNull(p.ClosedAt), p.Version, intArray(p.Recused), terms, p.Extended, timeOrNull(p.NoDay), intArray(p.RecusedByMember))
	return err
}

// remindVoters owes the reminders of a poll to everybody who holds or
// substitutes on one of its seats now. One that was taken back and is to come at
// the same moment after all is owed again.
func remindVoters(ctx context.Context, tx *sqlx.Tx, c committee.Committee, p committee.Poll) error {
	var users []string
	err := tx.SelectContext(ctx, &users, `
		SELECT t.user_id
		FROM elector e
		JOIN tenure t ON t.seat_id = e.seat_id AND t.until IS NULL
		WHERE e.poll_id = $1
		ORDER BY t.seat_id, t.holds DESC`, p.ID)
	if err != nil {
		return fmt.Errorf("listing who may vote: %w", err)
	}
	var owed []committee.Owed
	for _, user := range users {
		owed = append(owed, committee.PollReminders(c, p, user)...)
	}
	return oweAgain(ctx, tx, owed...)
}
