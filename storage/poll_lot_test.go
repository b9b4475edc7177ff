package storage_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// Chair and office may press at the same moment: one lot holds for everybody, and
// it is told once.
func TestALotIsDrawnOnceHoweverManyDraw(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	p := asked(t, db, c, committee.PollDraft{
		Kind: committee.ChoicePoll, Question: "Wo tagen wir?", Options: committee.OptionLines("Fulda\nKassel\nGießen"), ClosesAt: noon.Add(time.Hour),
	})
	for user, option := range map[string]string{"h0": "B", "h1": "C"} {
		_, _, err := db.CastBallot(t.Context(), p.ID, user, func(v committee.Voting) (committee.Ballot, error) {
			return v.Poll.Cast(v.Who, committee.Choice{Approve: []string{option}}, v.Before, noon)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	office, err := db.Person(t.Context(), c.ID, "office")
	if err != nil {
		t.Fatal(err)
	}
	after := noon.Add(2 * time.Hour)
	draw := func(words string) error {
		_, err := db.DrawLot(t.Context(), p.ID, "office", after, func(p committee.Poll, ballots []committee.Ballot) (committee.Poll, error) {
			return p.Draw(office, words, ballots, after)
		})
		return err
	}
	if err := draw("Viel zu frühe Wörter"); err == nil {
		t.Error("a lot was drawn for an open poll")
	}
	if err := db.ClosePoll(t.Context(), p.ID, after); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	refused := make([]error, 8)
	for i := range refused {
		all.Go(func() { refused[i] = draw(fmt.Sprintf("Das sind Wörter Nummer %d", i)) })
	}
	all.Wait()
	drawn, winner := 0, ""
	for i, err := range refused {
		switch rs := committee.Refusals(err); {
		case err == nil:
			drawn, winner = drawn+1, fmt.Sprintf("Das sind Wörter Nummer %d", i)
		case len(rs) != 1 || rs[0].Key != "lot.drawn":
			t.Errorf("drawing: %v", err)
		}
	}
	kept, err := db.Poll(t.Context(), p.ID)
	if err != nil || drawn != 1 || kept.Lot == nil {
		t.Fatalf("drawn %d times, kept %+v, %v", drawn, kept.Lot, err)
	}
	ballots, err := db.Ballots(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	kept.Lot = nil
	again, err := kept.Draw(office, winner, ballots, after)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := db.PollNumbered(t.Context(), c.ID, p.Number)
	if diff := cmp.Diff(again.Lot, stored.Lot); err != nil || diff != "" {
		t.Errorf("the lot as stored, %v (-want +got):\n%s", err, diff)
	}
	if n := kinds(t, db, p.ID)[string(committee.OwedLot)+" owed"]; n != 1 {
		t.Errorf("the lot is owed %d times", n)
	}
}
