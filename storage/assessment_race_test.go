package storage_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// The office ends a round while fourteen seats appraise four needs and change their
// minds: what was acknowledged is in the outcome, everything else was refused as
// too late, and nothing is counted that was not acknowledged.
func TestARoundEndsWhileFourteenSeatsAppraise(t *testing.T) {
	t.Parallel()
	const seats, needs, times, end = 14, 4, 8, 14 * 4
	db := storagetest.Open(t)
	a := begun(t, db, chamber(t, db, seats), needs)
	var stored [needs][seats]atomic.Bool
	var inTime, late atomic.Int64
	say := func(i int) {
		seat, need := i%seats, i/seats%needs
		user := fmt.Sprintf("h%d", seat)
		switch err := appraise(t, db, a.ID, a.Needs[need].Need, user, noon, 5, 5); {
		case err == nil:
			stored[need][seat].Store(true)
			inTime.Add(1)
		case refusal(t, err) == "assess.over":
			late.Add(1)
		default:
			t.Errorf("%s about %d = %v", user, need, err)
		}
	}
	var all sync.WaitGroup
	var n atomic.Int64
	for range 2 { // while one ends the round the other appraises; more could keep it from ending until all have
		all.Go(func() {
			for i := n.Add(1) - 1; i < seats*needs*times; i = n.Add(1) - 1 {
				say(int(i))
				if i == end {
					endRound(t, db, a)
				}
			}
		})
	}
	all.Wait()
	got, err := db.Assessment(t.Context(), a.ID)
	if err != nil || got.State != committee.AssessmentClosed {
		t.Fatalf("the round is %s, %v", got.State, err)
	}
	for n, need := range got.Needs {
		acknowledged := 0
		for seat := range seats {
			if stored[n][seat].Load() {
				acknowledged++
			}
		}
		for _, c := range need.Outcome.Criteria {
			if c.Count != acknowledged {
				t.Errorf("need %d: %d counted under %s, %d acknowledged", n, c.Count, c.Name, acknowledged)
			}
		}
	}
	if inTime.Load() == 0 || late.Load() == 0 || inTime.Load()+late.Load() != seats*needs*times {
		t.Errorf("%d in time and %d too late: that is no race", inTime.Load(), late.Load())
	}
}

func endRound(t *testing.T, db *storage.DB, a committee.Assessment) {
	t.Helper()
	_, err := db.EndAssessment(t.Context(), a.ID, "office", func(r committee.Assessment, _ bool) (committee.Assessment, error) {
		return r.Close(keeper, noon.Add(time.Hour))
	})
	if err != nil {
		t.Errorf("ending = %v", err)
	}
}
