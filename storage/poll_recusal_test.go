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
	who, err := db.Person(t.Context(), c.ID, "h0")
	if err != nil {
		t.Fatal(err)
	}
	for round := range 10 {
		p := motion(t, db, c)
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				if i == 2 {
					_, err := db.RecusePoll(t.Context(), p.ID, who, "recuse", noon, func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
						return p.Recuse(who, stand, true, noon)
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
		_, err := db.RecusePoll(t.Context(), p.ID, who, "recuse", noon, func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
			return p.Recuse(who, stand, false, noon)
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

// The member's vote and the substitute's declaration come at the same moment: a vote
// that was acknowledged stays, and where the declaration came first the member hears of
// it. Once declared by the member, the substitute cannot take it back.
func TestASubstitutesDeclarationDoesNotCostTheMembersVote(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	member, substitute := person(t, db, c, "h0"), person(t, db, c, "s0")
	recuses := func(p committee.Poll, who committee.Person) error {
		_, err := db.RecusePoll(t.Context(), p.ID, who, "recuse", noon, func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
			return p.Recuse(who, stand, true, noon)
		})
		return err
	}
	returns := func(p committee.Poll, who committee.Person) error {
		_, err := db.RecusePoll(t.Context(), p.ID, who, "return", noon, func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
			return p.Return(who, stand, noon)
		})
		return err
	}
	ended := map[string]bool{}
	for round := range 16 {
		p, votes := motion(t, db, c), func(p committee.Poll) error { return vote(t, db, p.ID, "h0", committee.Yes, noon) }
		if round%2 == 1 {
			p, votes = confidential(t, db, c), func(p committee.Poll) error { return gives(t, db, p.ID, "h0", 40) }
		}
		var both sync.WaitGroup
		var voting, declaring error
		first, second := func() { voting = votes(p) }, func() { declaring = recuses(p, substitute) }
		if round%4 > 1 {
			first, second = second, first
		}
		both.Go(first)
		if round > 7 { // so that each comes first for certain
			both.Wait()
		}
		both.Go(second)
		both.Wait()
		ballots, err := db.Ballots(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		told := kinds(t, db, p.ID)["seat-recused owed"]
		switch got := refusal(t, voting) + "|" + refusal(t, declaring); {
		case got == "|poll.recuse.member" && len(ballots) == 1 && told == 0:
			ended["voted"] = true
		case got == "poll.recused|" && len(ballots) == 0 && told == 1:
			ended["declared"] = true
			if err := returns(p, member); err != nil {
				t.Errorf("the member takes it back: %v", err)
			}
			if err := votes(p); err != nil {
				t.Errorf("and votes: %v", err)
			}
		default:
			t.Errorf("round %d: %q, %d ballots, %d told", round, got, len(ballots), told)
		}
	}
	if !ended["voted"] || !ended["declared"] {
		t.Errorf("only %v was seen", ended)
	}
	p := motion(t, db, c)
	if err := recuses(p, member); err != nil {
		t.Fatal(err)
	}
	if err := returns(p, substitute); refusal(t, err) != "poll.return.member" {
		t.Errorf("the substitute takes the member's declaration back: %v", err)
	}
	if got := kinds(t, db, p.ID); got["seat-recused owed"] != 1 || got["seat-returned owed"] != 0 {
		t.Errorf("owed %v", got)
	}
}

// A seat that takes its conflict of interest back may vote: a poll that ends as soon as
// all have voted does not end on what was true a moment before.
func TestAPollDoesNotEndUnderASeatThatReturns(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	who := person(t, db, c, "h0")
	p := asked(t, db, c, committee.PollDraft{
		Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: noon.Add(24 * time.Hour), Terms: committee.Terms{EarlyClose: true},
	})
	for _, user := range []string{"h1", "h2"} {
		if err := vote(t, db, p.ID, user, committee.Yes, noon); err != nil {
			t.Fatal(err)
		}
	}
	declare := func(rule func(committee.Poll, committee.SeatStand) (committee.Poll, error)) error {
		_, err := db.RecusePoll(t.Context(), p.ID, who, "recuse", noon, rule)
		return err
	}
	if err := declare(func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
		return p.Recuse(who, stand, true, noon)
	}); err != nil {
		t.Fatal(err)
	}
	errs := race(t, db, 0, func(meet func()) error {
		return declare(func(p committee.Poll, stand committee.SeatStand) (committee.Poll, error) {
			meet()
			return p.Return(who, stand, noon)
		})
	}, func(func()) error { return db.ClosePoll(t.Context(), p.ID, noon) })
	if errs[0] != nil || errs[1] != nil {
		t.Fatal(errs)
	}
	if err := vote(t, db, p.ID, "h0", committee.No, noon); err != nil {
		t.Errorf("the seat that returned may not vote: %v", err)
	}
}
