package storage_test

import (
	"sync"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// The office enters yes while the substitute says no: whatever comes first, the
// seat's own vote is the one that counts.
func TestTheSeatsOwnVotePrevailsOverAnEnteredOne(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	office := committee.Person{User: "office", Roles: []committee.Role{committee.Office}}
	for round := range 10 {
		p := motion(t, db, c)
		seat := p.Electors[0]
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				_, err := db.EnterBallot(t.Context(), p.ID, seat.Seat, noon, func(p committee.Poll, before *committee.Ballot) (committee.Ballot, error) {
					return p.Enter(office, seat, committee.Choice{Answer: committee.Yes}, before, noon)
				})
				if err != nil && committee.Refusals(err) == nil {
					t.Errorf("entering: %v", err)
				}
			})
		}
		all.Go(func() {
			if err := vote(t, db, p.ID, "s0", committee.No, noon); err != nil {
				t.Errorf("voting: %v", err)
			}
		})
		all.Wait()
		if n := answers(t, db, p.ID); n[committee.No] != 1 || len(n) != 1 {
			t.Errorf("round %d: %v", round, n)
		}
	}
}
