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

// The seat hears of a vote that is entered for it: without that there is no such vote.
func TestAVoteIsEnteredTogetherWithTheWordOfIt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 3))
	office := committee.Person{User: "office", Roles: []committee.Role{committee.Office}}
	enter := func() error {
		_, err := db.EnterBallot(t.Context(), p.ID, p.Electors[0].Seat, noon, func(p committee.Poll, before *committee.Ballot) (committee.Ballot, error) {
			return p.Enter(office, p.Electors[0], committee.Choice{Answer: committee.Yes}, before, noon)
		})
		return err
	}
	if _, err := db.SQL().ExecContext(t.Context(), `ALTER TABLE owed ADD CONSTRAINT silence CHECK (kind <> 'vote-entered')`); err != nil {
		t.Fatal(err)
	}
	if err := enter(); err == nil {
		t.Error("nobody could be told, and nothing failed")
	}
	if n := answers(t, db, p.ID); len(n) != 0 {
		t.Errorf("nobody was told of %v", n)
	}
	if _, err := db.SQL().ExecContext(t.Context(), `ALTER TABLE owed DROP CONSTRAINT silence`); err != nil {
		t.Fatal(err)
	}
	if err := enter(); err != nil || answers(t, db, p.ID)[committee.Yes] != 1 || kinds(t, db, p.ID)["vote-entered owed"] != 2 || events(t, db, p.ID, "enter") != 1 {
		t.Errorf("%v, %v, %v", err, answers(t, db, p.ID), kinds(t, db, p.ID))
	}
}

// The member votes while the office enters the objection of their substitute: either the
// circulation is over and the vote comes too late, or the vote stands and the circulation
// goes on. The seat's people hear of the objection that was entered, and of no other.
func TestAnEnteredObjectionAndTheMembersVoteDoNotBothCount(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	office := person(t, db, c, "office")
	substitute := person(t, db, c, "s0")
	for round := range 10 {
		terms := committee.Terms{Text: "Wortlaut", Circulation: &committee.Circulation{Days: 5}, EarlyClose: true}
		p := asked(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Nehmen wir teil?", Terms: terms})
		seat := p.Electors[0]
		var all sync.WaitGroup
		var voted, entered error
		all.Go(func() { voted = vote(t, db, p.ID, "h0", committee.Yes, noon) })
		all.Go(func() {
			_, entered = db.EnterObjection(t.Context(), p.ID, seat.Seat, office.User, noon, func(p committee.Poll, before *committee.Ballot) (committee.Poll, error) {
				return p.EnterObjection(office, seat, &substitute, before, "", noon)
			})
		})
		all.Wait()
		after, err := db.Poll(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		told := kinds(t, db, p.ID)["objection-entered owed"]
		switch got := refusal(t, entered); {
		case got == "":
			if refusal(t, voted) != "poll.closed" || !after.ObjectedFor(seat.Seat) || told != 2 {
				t.Errorf("round %d, entered: voted %v, %+v, %d told", round, voted, after.Circulation, told)
			}
		case got != "poll.object.enter.voted" || voted != nil || after.Objected() || told != 0:
			t.Errorf("round %d, refused %s: voted %v, %+v, %d told", round, got, voted, after.Circulation, told)
		}
	}
}
