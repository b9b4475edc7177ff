package storage_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// Ten devices of one member press ten options in the same moment: all ten count.
func TestOptionsPressedAtTheSameTimeAreAllKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	d := committee.PollDraft{Kind: committee.ApprovalPoll, Question: "Welche Schulungen?", ClosesAt: noon.Add(24 * time.Hour)}
	for i := range 10 {
		d.Options = append(d.Options, committee.PollOption{Key: string(rune('A' + i)), Label: fmt.Sprintf("Schulung %d", i)})
	}
	p := asked(t, db, c, d)
	press(10, func(i int) {
		_, _, err := db.CastBallot(t.Context(), p.ID, "h0", func(v committee.Voting) (committee.Ballot, error) {
			return v.Poll.Toggle(v.Who, string(rune('A'+i)), v.Before, noon)
		})
		if err != nil {
			t.Errorf("pressing %d: %v", i, err)
		}
	})
	ballots, err := db.Ballots(t.Context(), p.ID)
	if err != nil || len(ballots) != 1 {
		t.Fatalf("%d ballots, %v", len(ballots), err)
	}
	kept := slices.Sorted(slices.Values(ballots[0].Choice.Approve))
	if len(kept) != 10 || kept[0] != "A" || kept[9] != "J" {
		t.Errorf("kept %v", kept)
	}
}

func TestAPollEndsWhenAllHaveVotedIfItSaysSo(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 3)
	for _, early := range []bool{true, false} {
		p := asked(t, db, c, committee.PollDraft{
			Kind: committee.MotionPoll, Question: "Nehmen wir teil?", ClosesAt: noon.Add(24 * time.Hour), Terms: committee.Terms{EarlyClose: early},
		})
		for i := range 3 {
			due, err := db.DuePolls(t.Context(), noon.Add(time.Minute))
			if err != nil || slices.Contains(due, p.ID) {
				t.Fatalf("due before all have voted: %v, %v", due, err)
			}
			if err := db.ClosePoll(t.Context(), p.ID, noon.Add(time.Minute)); err != nil {
				t.Fatalf("closing: %v", err)
			}
			if err := vote(t, db, p.ID, fmt.Sprintf("h%d", i), committee.Yes, noon.Add(time.Minute)); err != nil {
				t.Fatalf("voting: %v", err)
			}
		}
		due, err := db.DuePolls(t.Context(), noon.Add(time.Minute))
		if err != nil || slices.Contains(due, p.ID) != early {
			t.Errorf("early %v: due %v, %v", early, due, err)
		}
		if err := db.ClosePoll(t.Context(), p.ID, noon.Add(time.Minute)); err != nil {
			t.Fatalf("closing: %v", err)
		}
		after, err := db.Poll(t.Context(), p.ID)
		if err != nil || (after.State == committee.PollClosed) != early {
			t.Errorf("early %v: %s, %v", early, after.State, err)
		}
	}
}

func TestADraftIsOnePerPersonAndNewWithEachChange(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 1)
	first, err := db.KeepPollDraft(t.Context(), c.ID, "office", committee.PollSketch{Kind: committee.MotionPoll, Question: "Eins?"}, noon)
	if err != nil {
		t.Fatalf("keeping: %v", err)
	}
	second, err := db.KeepPollDraft(t.Context(), c.ID, "office", committee.PollSketch{Kind: committee.DotsPoll, Question: "Zwei?", Terms: committee.Terms{Points: 4}}, noon)
	if err != nil || second == first {
		t.Fatalf("keeping again: %d after %d, %v", second, first, err)
	}
	id, s, err := db.PollDraft(t.Context(), c.ID, "office", noon)
	if err != nil || id != second || s.Question != "Zwei?" || s.Points != 4 || !s.At.Equal(noon) {
		t.Errorf("kept %d %+v, %v", id, s, err)
	}
	if _, _, err := db.PollDraft(t.Context(), c.ID, "h0", noon); err == nil {
		t.Error("another person has the draft")
	}
	if err := db.DropPollDraft(t.Context(), second); err != nil {
		t.Fatalf("dropping: %v", err)
	}
	if _, _, err := db.PollDraft(t.Context(), c.ID, "office", noon); err == nil {
		t.Error("the draft is still there")
	}
}
