package storage_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// TestOneBallotThatCannotBeStoredDoesNoHarmToThoseThatGoWithIt holds the poll
// until all have pressed, so that they go together when it is let go.
func TestOneBallotThatCannotBeStoredDoesNoHarmToThoseThatGoWithIt(t *testing.T) {
	t.Parallel()
	const seats = 12
	db := storagetest.Open(t)
	c := chamber(t, db, seats)
	p := motion(t, db, c)
	var pressing sync.WaitGroup
	wrong := make(chan error, 1)
	err := db.Tx(t.Context(), func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(t.Context(), `SELECT id FROM poll WHERE id = $1 FOR UPDATE`, p.ID); err != nil {
			return err
		}
		decided := make(chan bool, seats+1)
		for i := range seats {
			pressing.Go(func() {
				_, _, err := db.CastBallot(t.Context(), p.ID, fmt.Sprintf("h%d", i), func(v committee.Voting) (committee.Ballot, error) {
					decided <- true
					return v.Poll.Cast(v.Who, committee.Choice{Answer: committee.Yes}, v.Before, noon)
				})
				if err != nil {
					t.Errorf("h%d: %v", i, err)
				}
			})
		}
		pressing.Go(func() {
			_, _, err := db.CastBallot(t.Context(), p.ID, "h0", func(v committee.Voting) (committee.Ballot, error) {
				decided <- true
				b, err := v.Poll.Cast(v.Who, committee.Choice{Answer: committee.No}, v.Before, noon)
				b.Seat = 1 << 40 // a bug: no seat of this poll
				return b, err
			})
			wrong <- err
		})
		for range seats + 1 {
			select {
			case <-decided:
			case <-time.After(time.Minute):
				t.Error("not everybody came to a decision")
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	pressing.Wait()
	if err := <-wrong; err == nil {
		t.Error("a ballot of a seat that the poll does not have was stored")
	}
	if got := answers(t, db, p.ID); got[committee.Yes] != seats || len(got) != 1 {
		t.Errorf("ballots = %v, want %d times yes", got, seats)
	}
}
