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
					_, err := db.RecusePoll(t.Context(), p.ID, "h0", "recuse", noon, func(p committee.Poll, voted []int64) (committee.Poll, error) {
						who, err := db.Person(t.Context(), c.ID, "h0")
						if err != nil {
							return p, err
						}
						return p.Recuse(who, voted, true, noon)
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

// A vote that was acknowledged is not deleted by who was not asked about it: of a
// vote and a declaration at the same moment one wins, and the other is told.
func TestAVoteIsNotLostToADeclarationThatDoesNotKnowIt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	who, err := db.Person(t.Context(), c.ID, "h0")
	if err != nil {
		t.Fatal(err)
	}
	declares := func(p committee.Poll) error {
		_, err := db.RecusePoll(t.Context(), p.ID, "h0", "recuse", noon, func(p committee.Poll, voted []int64) (committee.Poll, error) {
			return p.Recuse(who, voted, false, noon)
		})
		return err
	}
	for round := range 10 {
		p := motion(t, db, c)
		var both sync.WaitGroup
		var voting, declaring error
		both.Go(func() { voting = vote(t, db, p.ID, "h0", committee.Yes, noon) })
		if round%2 == 0 { // else the declaration nearly always comes first
			both.Wait()
		}
		both.Go(func() { declaring = declares(p) })
		both.Wait()
		got := [2]string{refusal(t, voting), refusal(t, declaring)}
		if n := len(answers(t, db, p.ID)); got != [2]string{"", "poll.recuse.unsure"} && got != [2]string{"poll.recused", ""} || (n == 1) != (voting == nil) {
			t.Errorf("told %q, and %d ballots", got, n)
		}
	}
	sealed := confidential(t, db, c)
	if err := gives(t, db, sealed.ID, "h0", 40); err != nil {
		t.Fatalf("voting: %v", err)
	}
	if got := refusal(t, declares(sealed)); got != "poll.recuse.unsure" || len(given(t, db, sealed.ID)) != 1 {
		t.Errorf("in a confidential poll: told %q, %d ballots", got, len(given(t, db, sealed.ID)))
	}
}
