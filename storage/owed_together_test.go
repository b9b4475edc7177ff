package storage_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

// pollReminders are those of some polls to some people, all due at noon, poll by poll.
func pollReminders(c committee.Committee, polls, people int) []committee.Owed {
	var list []committee.Owed
	for p := range polls {
		for u := range people {
			list = append(list, committee.Owed{
				Committee: c.ID, Object: committee.Object{Kind: committee.PollObject, ID: int64(p + 1)}, Kind: committee.OwedDayLeft,
				User: fmt.Sprintf("user%03d", u), Due: noon, Grace: time.Hour,
			})
		}
	}
	return list
}

// However few are claimed at a time, what can be said to a person in one is claimed with
// the first of it; other messages, and what is not due yet, are not.
func TestClaimTakesAlongWhatCanBeSaidInOne(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	owing(t, db, pollReminders(c, 3, 4)...)
	later, meeting := pollReminders(c, 1, 1)[0], reminders(c, 1)[0]
	later.Object.ID, later.Due = 9, noon.Add(time.Minute)
	owing(t, db, later, meeting)
	got := map[string]int{}
	for _, c := range claim(t, db, noon, 2) {
		got[c.Owed.User]++
		if c.Owed.Object.ID == 9 || c.Owed.Kind != committee.OwedDayLeft {
			t.Errorf("claimed %+v", c.Owed)
		}
	}
	if len(got) != 2 || got["user000"] != 3 || got["user001"] != 3 {
		t.Errorf("claimed %v", got)
	}
	if rest := claim(t, db, noon, 100); len(rest) != 7 {
		t.Errorf("%d are left, want 7", len(rest))
	}
}

func TestManyClaimWhatIsSaidInOneOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, pollReminders(founded(t, db), 5, 20)...)
	var mu sync.Mutex
	var all sync.WaitGroup
	seen := map[int64]int{}
	take := func() bool {
		list, err := db.Claim(t.Context(), noon.Add(time.Minute), lease, 7)
		if err != nil {
			t.Errorf("claiming: %v", err)
		}
		mu.Lock()
		defer mu.Unlock()
		for _, c := range list {
			seen[c.Owed.ID]++
		}
		return len(list) > 0
	}
	takeAll := func() {
		for more := true; more; {
			more = take()
		}
	}
	for range 8 {
		all.Go(takeAll)
	}
	all.Wait()
	takeAll() // whoever looked while others had their hands on the last ones has left
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%d was claimed %d times", id, n)
		}
	}
	if len(seen) != 100 {
		t.Errorf("%d were claimed, want 100", len(seen))
	}
}
