package storage_test

import (
	"errors"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// The weights of an open poll are those of its opening, whatever happens to the
// seats; pasting the seats again leaves their weights.
func TestWeightsStayAsTheyWereWhenThePollOpened(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	all, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if before, err := db.WeighSeat(t.Context(), c.ID, all[1].ID, 5, "office", noon); err != nil || before != 1 {
		t.Fatalf("before it weighed %d, %v", before, err)
	}
	p := asked(t, db, c, committee.PollDraft{
		Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: noon.Add(time.Hour), Terms: committee.Terms{Weights: committee.WeightDecides},
	})
	if before, err := db.WeighSeat(t.Context(), c.ID, all[1].ID, 2, "office", noon); err != nil || before != 5 {
		t.Errorf("before it weighed %d, %v", before, err)
	}
	kept, err := db.Poll(t.Context(), p.ID)
	if err != nil || kept.Weights != committee.WeightDecides || kept.Electors[1].Votes() != 5 || !kept.Intact() {
		t.Errorf("the poll: %+v, %v", kept.Electors, err)
	}
	for user, answer := range map[string]string{"h0": committee.No, "h1": committee.Yes, "h2": committee.No} {
		if err := vote(t, db, p.ID, user, answer, noon); err != nil {
			t.Fatal(err)
		}
	}
	ballots, err := db.Ballots(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o, err := kept.Count(ballots); err != nil || o.Motion.Weight.Yes != 5 || o.Motion.Weight.No != 2 || o.Motion.No != 2 {
		t.Errorf("counted %+v, %v", o.Motion, err)
	}
	if err := db.FillSeats(t.Context(), c.ID, all, "office", noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if again, err := db.Seats(t.Context(), c.ID); err != nil || again[1].Weight != 2 || again[0].Weight != 1 {
		t.Errorf("after pasting again: %+v, %v", again, err)
	}
	if _, err := db.WeighSeat(t.Context(), c.ID+1, all[1].ID, 9, "office", noon); !errors.Is(err, committee.ErrMissing) {
		t.Errorf("a seat of another committee: %v", err)
	}
}
