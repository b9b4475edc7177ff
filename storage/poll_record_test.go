package storage_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// A form that is sent again, or twice at once, records one vote; it is in the
// register with its result, and the channel hears of it once.
func TestAVoteOutsideTheBotIsRecordedOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 3)
	c, err := db.Committee(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	list, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	p, err := committee.RecordPoll(c, committee.Person{User: member(t, db, c, 1).User, Name: "Vera Sommer", Roles: []committee.Role{committee.Chair}},
		committee.RecordDraft{Question: "Soll das Gremium zustimmen?", Counts: "2 Ja 1 Nein", Way: committee.OnPaper, Result: committee.Resolution}, list, noon)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	var stored atomic.Int64
	for range 8 {
		all.Go(func() {
			switch _, err := db.RecordPoll(t.Context(), c, p, "form"); {
			case err == nil:
				stored.Add(1)
			case !errors.Is(err, committee.ErrRepeated):
				t.Errorf("recording: %v", err)
			}
		})
	}
	all.Wait()
	found, total, err := db.Results(t.Context(), c.ID, "", 10, 0)
	if err != nil || stored.Load() != 1 || total != 1 || found[0].Outside == nil || found[0].State != committee.PollClosed || found[0].Entry.Seq != 1 {
		t.Fatalf("%d stored, results %+v, %v", stored.Load(), found, err)
	}
	owed := claim(t, db, noon, 10)
	if len(owed) != 1 || owed[0].Owed.Kind != committee.OwedResult {
		t.Errorf("owed: %+v, want the result alone", owed)
	}
	if ids, err := db.DuePolls(t.Context(), noon.AddDate(1, 0, 0)); err != nil || len(ids) != 0 {
		t.Errorf("polls to be closed: %v, %v, want none", ids, err)
	}
}
