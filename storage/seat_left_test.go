package storage_test

import (
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// vacate leaves one of the seats of a chamber without anybody.
func vacate(t *testing.T, db *storage.DB, c committee.Committee, seat int, at time.Time) {
	t.Helper()
	list, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	list[seat].Holder, list[seat].Substitute = nil, nil
	if err := db.FillSeats(t.Context(), c.ID, list, "office", at); err != nil {
		t.Fatal(err)
	}
}

// Whoever had a seat is known to have had it, as whoever asks and in front of a poll.
func TestWhoHadASeatIsKnownToHaveLeft(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := chamber(t, db, 2)
	p := asked(t, db, c, committee.PollDraft{Kind: committee.MotionPoll, Question: "Treten wir bei?", ClosesAt: noon.Add(24 * time.Hour)})
	left := noon.Add(time.Hour)
	vacate(t, db, c, 1, left)
	for user, want := range map[string]time.Time{"h0": {}, "h1": left, "office": {}, "stranger": {}} {
		who, err := db.Person(t.Context(), c.ID, user)
		if err != nil || !who.Left.Equal(want) {
			t.Errorf("%s left at %v, %v, want %v", user, who.Left, err, want)
		}
		v, err := db.Voting(t.Context(), p.ID, user)
		if err != nil || !v.Who.Left.Equal(want) {
			t.Errorf("in front of the poll %s left at %v, %v, want %v", user, v.Who.Left, err, want)
		}
	}
}
