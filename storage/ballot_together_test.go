package storage_test

import (
	"errors"
	"fmt"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func TestOneBallotThatCannotBeStoredDoesNoHarmToThoseThatGoWithIt(t *testing.T) {
	t.Parallel()
	const seats = 12
	db := storagetest.Open(t)
	c := chamber(t, db, seats)
	p := motion(t, db, c)
	var users []string
	for i := range seats {
		users = append(users, fmt.Sprintf("h%d", i))
	}
	for name, wrong := range map[string]func(committee.Ballot) (committee.Ballot, error){
		"the rule refuses it": func(b committee.Ballot) (committee.Ballot, error) {
			return b, committee.Refuse(committee.Invalid, "poll.closed")
		},
		"the rule panics": func(committee.Ballot) (committee.Ballot, error) { panic("a bug") },
		"the database refuses it": func(b committee.Ballot) (committee.Ballot, error) {
			b.Seat = 1 << 40 // a bug: no seat of this poll
			return b, nil
		},
	} {
		stored, errs, err := db.CastTogether(t.Context(), p.ID, users, func(nth int, v committee.Voting) (committee.Ballot, error) {
			b, err := v.Poll.Cast(v.Who, committee.Choice{Answer: committee.Yes}, v.Before, noon)
			if err == nil && nth == 5 {
				return wrong(b)
			}
			return b, err
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i := range users {
			if bad := i == 5; stored[i] == bad || (errs[i] != nil) != bad {
				t.Errorf("%s: %s: stored %v, %v", name, users[i], stored[i], errs[i])
			}
		}
		if got := answers(t, db, p.ID); got[committee.Yes] != seats-1 || len(got) != 1 {
			t.Errorf("%s: ballots = %v, want %d times yes", name, got, seats-1)
		}
	}
}

// TestTheSecondBallotOfASeatInOneGroupIsDecidedAgain has a person press twice in
// what became one group: the second is neither stored nor refused, so that it is
// decided on the first.
func TestTheSecondBallotOfASeatInOneGroupIsDecidedAgain(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	p := motion(t, db, chamber(t, db, 2))
	stored, errs, err := db.CastTogether(t.Context(), p.ID, []string{"h0", "h1", "h0"}, func(nth int, v committee.Voting) (committee.Ballot, error) {
		return v.Poll.Cast(v.Who, committee.Choice{Answer: []string{committee.Yes, committee.Yes, committee.No}[nth]}, v.Before, noon)
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		t.Fatal(err)
	}
	if !stored[0] || !stored[1] || stored[2] {
		t.Errorf("stored = %v, want the first two", stored)
	}
	if got := answers(t, db, p.ID); got[committee.Yes] != 2 || len(got) != 1 {
		t.Errorf("ballots = %v, want twice yes", got)
	}
}

func TestWhoVotesTogetherInAPollThatDoesNotExistIsToldSo(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	_, errs, err := db.CastTogether(t.Context(), 1<<40, []string{"h0", "h1"}, func(int, committee.Voting) (committee.Ballot, error) {
		t.Error("the rule was asked")
		return committee.Ballot{}, nil
	})
	if err != nil || len(errs) != 2 {
		t.Fatal(errs, err)
	}
	for _, err := range errs {
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("got %v, want %v", err, storage.ErrNotFound)
		}
	}
}
