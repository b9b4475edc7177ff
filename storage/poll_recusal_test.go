package storage_test

import (
	"sync"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// Whoever votes and declares a conflict of interest at the same moment ends up
// without a ballot, in whatever order it happened, and is not asked again.
func TestARecusedSeatHasNoBallotHoweverItRaces(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	for round := range 10 {
		p := motion(t, db, c)
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				if i == 2 {
					_, err := db.RecusePoll(t.Context(), p.ID, "h0", "recuse", noon, func(p committee.Poll) (committee.Poll, error) {
						who, err := db.Person(t.Context(), c.ID, "h0")
						if err != nil {
							return p, err
						}
						return p.Recuse(who, noon)
					})
					if err != nil {
						t.Errorf("recusing: %v", err)
					}
					return
				}
				err := vote(t, db, p.ID, "h0", committee.Yes, noon)
				if err != nil && committee.Refusals(err) == nil {
					t.Errorf("voting: %v", err)
				}
			})
		}
		all.Wait()
		if n := answers(t, db, p.ID); len(n) != 0 {
			t.Errorf("round %d: ballots %v", round, n)
		}
		if voted, err := db.HasVoted(t.Context(), p.ID, "h0"); err != nil || !voted {
			t.Errorf("round %d: the recused seat is still asked, %v", round, err)
		}
		turnout, err := db.Turnout(t.Context(), p.ID)
		if err != nil || len(turnout.Missing) != 2 || turnout.Seats != c.Seats-1 {
			t.Errorf("round %d: %+v of %d seats, %v", round, turnout, c.Seats, err)
		}
		if err := vote(t, db, p.ID, "h1", committee.No, noon.Add(time.Duration(round)*time.Second)); err != nil {
			t.Errorf("another seat: %v", err)
		}
	}
}
