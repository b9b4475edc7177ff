package storage_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// A form that is sent again, or twice at once, records one vote; it is in the
// register with its result, and the channel hears of it once.
func TestAVoteOutsideTheBotIsRecordedOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, p := countedOutside(t, db, "Soll das Gremium zustimmen?", "2 Ja 1 Nein", noon)
	var all sync.WaitGroup
	var stored atomic.Int64
	for range 8 {
		all.Go(func() {
			switch _, err := db.RecordPoll(t.Context(), c, p, "form", p.NotTwice); {
			case err == nil:
				stored.Add(1)
			case !errors.Is(err, committee.ErrRepeated):
				t.Errorf("recording: %v", err)
			}
		})
	}
	all.Wait()
	found, err := db.Results(t.Context(), c.ID, committee.ResultFilter{}, 10, 0)
	if err != nil || stored.Load() != 1 || found.Entered != 1 || found.Polls[0].Outside == nil || found.Polls[0].State != committee.PollClosed || found.Polls[0].Entry.Seq != 1 {
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

// countedOutside is a resolution that was voted on outside the bot, not stored yet.
func countedOutside(t *testing.T, db *storage.DB, question, counts string, at time.Time) (committee.Committee, committee.Poll) {
	t.Helper()
	c, err := db.Committee(t.Context(), seated(t, db, 3).ID)
	if err != nil {
		t.Fatal(err)
	}
	return c, outsideIn(t, db, c, question, counts, at)
}

func outsideIn(t *testing.T, db *storage.DB, c committee.Committee, question, counts string, at time.Time) committee.Poll {
	t.Helper()
	list, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	p, err := committee.RecordPoll(c, chairing(t, db, c),
		committee.RecordDraft{Question: question, Counts: counts, Way: committee.OnPaper, Result: committee.Resolution}, list, at)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// chairing is somebody who may record votes.
func chairing(t *testing.T, db *storage.DB, c committee.Committee) committee.Person {
	t.Helper()
	return committee.Person{User: member(t, db, c, 1).User, Name: "Vera Sommer", Roles: []committee.Role{committee.Chair}}
}

// Eight forms with the same vote, sent at the same moment by different people, are one
// vote: the others are told its number, and take none from the next.
func TestTheSameVoteInSeveralFormsIsRecordedOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c, first := countedOutside(t, db, "Soll das Gremium zustimmen?", "2 Ja 1 Nein", noon)
	const forms = 8
	var all sync.WaitGroup
	var stored, told atomic.Int64
	begin := make(chan struct{})
	for i := range forms {
		p := outsideIn(t, db, c, []string{"Soll das Gremium zustimmen?", "soll das GREMIUM zustimmen?"}[i%2], "2 Ja 1 Nein", noon.Add(time.Duration(i)*time.Second))
		all.Go(func() {
			<-begin
			_, err := db.RecordPoll(t.Context(), c, p, fmt.Sprint("form ", i), p.NotTwice)
			switch es := committee.Refusals(err); {
			case err == nil:
				stored.Add(1)
			case len(es) == 1 && es[0].Key == "poll.outside.twice" && es[0].Args["Seq"] == 1:
				told.Add(1)
			default:
				t.Errorf("recording: %v", err)
			}
		})
	}
	close(begin)
	all.Wait()
	if found, err := db.Results(t.Context(), c.ID, committee.ResultFilter{}, 10, 0); err != nil || stored.Load() != 1 || told.Load() != forms-1 || found.Entered != 1 {
		t.Fatalf("%d of %d stored, %d told of it, %d in the register, %v", stored.Load(), forms, told.Load(), found.Entered, err)
	}
	first.OpensAt = first.OpensAt.Add(committee.SameWithin + time.Minute)
	if p, err := db.RecordPoll(t.Context(), c, first, "a day later", first.NotTwice); err != nil || p.Number.Seq != 2 {
		t.Errorf("the same a day later: %s, %v, want number 2", p.Number, err)
	}
}
