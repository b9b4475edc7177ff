package storage

import (
	"context"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
)

// oweSeated owes those who have come to a seat the reminders to come of what is open
// for it, and returns what that is. Who has left a seat is left out when they are sent.
func oweSeated(ctx context.Context, tx *sqlx.Tx, c committee.Committee, seated []committee.Person, now time.Time) (committee.SeatWork, error) {
	if len(seated) == 0 {
		return committee.SeatWork{}, nil
	}
	work, err := seatWork(ctx, tx, c.ID)
	if err != nil {
		return work, err
	}
	return work, oweAgain(ctx, tx, work.Reminders(c, seated, now)...)
}

// seatWork is what the seats of a locked committee are waited for in. Whoever opens
// or extends a poll or a round locks the committee too, so that of two who change
// people and polls at the same moment the second sees what the first has done.
func seatWork(ctx context.Context, tx *sqlx.Tx, committeeID int64) (committee.SeatWork, error) {
	polls, err := listPolls(ctx, tx, selectPoll+`
		WHERE p.committee_id = $1 AND p.state = 'open'
		ORDER BY p.closes_at, p.id`, committeeID)
	if err != nil {
		return committee.SeatWork{}, err
	}
	work := committee.SeatWork{Polls: polls}
	round, err := readAssessment(ctx, tx, ` WHERE m.committee_id = $1 AND m.state = 'open'`, committeeID)
	switch {
	case err == nil:
		work.Rounds = []committee.Assessment{round} // no committee has two
	case !errors.Is(err, ErrNotFound):
		return work, err
	}
	return work, nil
}
