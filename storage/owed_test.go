package storage_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

const lease = 2 * time.Minute

// founded is a committee whose office is user "office".
func founded(tb testing.TB, db *storage.DB) committee.Committee {
	tb.Helper()
	c, err := db.Found(tb.Context(), committee.Committee{
		Name: "Kommunalgremium", Channel: "home", Team: "team", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kommunal",
	}, committee.Person{User: "office", Handle: "office", Name: "Office"}, noon)
	if err != nil {
		tb.Fatalf("founding: %v", err)
	}
	return c
}

// reminders are n messages to as many people, due a second apart from noon on.
func reminders(c committee.Committee, n int) []committee.Owed {
	list := make([]committee.Owed, n)
	for i := range list {
		list[i] = committee.Owed{
			Committee: c.ID, Object: committee.Object{Kind: committee.MeetingObject, ID: 78}, Kind: committee.OwedDayBefore,
			User: fmt.Sprintf("user%03d", i), Due: noon.Add(time.Duration(i) * time.Second), Grace: time.Hour, Note: "n",
		}
	}
	return list
}

func owing(tb testing.TB, db *storage.DB, owed ...committee.Owed) {
	tb.Helper()
	if err := db.Owe(tb.Context(), owed...); err != nil {
		tb.Fatalf("owing: %v", err)
	}
}

func claim(tb testing.TB, db *storage.DB, now time.Time, limit int) []storage.Claimed {
	tb.Helper()
	list, err := db.Claim(tb.Context(), now, lease, limit)
	if err != nil {
		tb.Fatalf("claiming: %v", err)
	}
	return list
}

func states(tb testing.TB, db *storage.DB) map[string]int {
	tb.Helper()
	var rows []struct {
		State string `db:"state"`
		N     int    `db:"n"`
	}
	if err := db.SQL().SelectContext(tb.Context(), &rows, `SELECT state, count(*) AS n FROM owed GROUP BY state`); err != nil {
		tb.Fatalf("counting: %v", err)
	}
	got := map[string]int{}
	for _, r := range rows {
		got[r.State] = r.N
	}
	return got
}

func TestClaimReturnsWhatIsDueInOrder(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owed := reminders(founded(t, db), 4)
	owing(t, db, owed[2], owed[0], owed[3], owed[1])
	got := claim(t, db, noon.Add(2*time.Second), 10)
	if len(got) != 3 {
		t.Fatalf("claimed %d, want the 3 that are due", len(got))
	}
	for i, c := range got {
		owed[i].ID = c.Owed.ID
		want := storage.Claimed{Owed: owed[i], Attempt: 1, Pending: c.Pending, First: noon.Add(2 * time.Second)}
		if d := cmp.Diff(want, c); d != "" || len(c.Pending) != 32 {
			t.Errorf("claim %d with pending %q (-want +got):\n%s", i, c.Pending, d)
		}
	}
	if got[0].Pending == got[1].Pending {
		t.Error("two messages have the same pending")
	}
	if again := claim(t, db, noon.Add(2*time.Second), 10); len(again) != 0 {
		t.Errorf("claimed %d twice", len(again))
	}
}

func TestALeaseThatRanOutIsClaimedUnsureAndKeepsItsPending(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 1)...)
	first := claim(t, db, noon, 1)[0]
	if early := claim(t, db, noon.Add(lease-time.Millisecond), 1); len(early) != 0 {
		t.Fatal("claimed while the lease was running")
	}
	second := claim(t, db, noon.Add(lease), 1)[0]
	want := first
	want.Attempt, want.Unsure = 2, true
	if d := cmp.Diff(want, second); d != "" {
		t.Errorf("second claim (-want +got):\n%s", d)
	}
}

func TestWhoseLeaseRanOutChangesNothing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 1)...)
	old := claim(t, db, noon, 1)[0]
	now := noon.Add(lease)
	current := claim(t, db, now, 1)[0]
	for name, do := range map[string]func(storage.Claimed) (bool, error){
		"MarkSent":   func(c storage.Claimed) (bool, error) { return db.MarkSent(t.Context(), c, now, now, "c", "p") },
		"Retry":      func(c storage.Claimed) (bool, error) { return db.Retry(t.Context(), c, now, false) },
		"SettleOwed": func(c storage.Claimed) (bool, error) { return db.SettleOwed(t.Context(), c, now, storage.Failed, "no") },
	} {
		if held, err := do(old); held || err != nil {
			t.Errorf("%s with the old claim = %t, %v, want it ignored", name, held, err)
		}
	}
	if held, err := db.MarkSent(t.Context(), current, now, now, "c", "p"); !held || err != nil {
		t.Errorf("MarkSent with the current claim = %t, %v", held, err)
	}
	if d := cmp.Diff(map[string]int{"sent": 1}, states(t, db)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
}

func TestRetryKeepsTheDoubt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 1)...)
	now := noon
	for _, unsure := range []bool{true, false, true} {
		c := claim(t, db, now, 1)[0]
		now = now.Add(5 * time.Second)
		if held, err := db.Retry(t.Context(), c, now, unsure); !held || err != nil {
			t.Fatalf("Retry = %t, %v", held, err)
		}
		if early := claim(t, db, now.Add(-time.Millisecond), 1); len(early) != 0 {
			t.Fatal("claimed before its time")
		}
		again := claim(t, db, now, 1)[0]
		if again.Unsure != unsure || !again.First.Equal(noon) {
			t.Errorf("unsure %t since %v after Retry(%t)", again.Unsure, again.First, unsure)
		}
		if _, err := db.Retry(t.Context(), again, now, false); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSettleOwedKnowsThreeEnds(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 3)...)
	list := claim(t, db, noon.Add(time.Minute), 3)
	for i, end := range []string{storage.Missed, storage.Dropped, storage.Failed} {
		if held, err := db.SettleOwed(t.Context(), list[i], noon, end, "because"); !held || err != nil {
			t.Errorf("SettleOwed(%s) = %t, %v", end, held, err)
		}
	}
	if _, err := db.SettleOwed(t.Context(), list[0], noon, "sent", ""); err == nil {
		t.Error("SettleOwed(sent) did not complain")
	}
	want := map[string]int{"missed": 1, "dropped": 1, "failed": 1, "owed": 2} // the reports
	if d := cmp.Diff(want, states(t, db)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
}

// gone ends what is due for somebody whose account is closed, and lists what is
// owed then as "kind user".
func gone(t *testing.T, db *storage.DB, user string) []string {
	t.Helper()
	for _, c := range claim(t, db, noon.Add(time.Minute), 10) {
		if c.Owed.User != user {
			continue
		}
		if held, err := db.SettleOwed(t.Context(), c, noon, storage.Gone, "since noon"); !held || err != nil {
			t.Fatalf("SettleOwed = %t, %v", held, err)
		}
	}
	var owed []string
	err := db.SQL().SelectContext(t.Context(), &owed, `SELECT kind || ' ' || user_id FROM owed WHERE state = 'owed' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	return owed
}

func TestWhatIsForASeatGoesToTheSubstituteOfWhoIsGone(t *testing.T) {
	t.Parallel()
	for kind, want := range map[committee.OwedKind][]string{
		committee.OwedNeedQuery:  {"gone office", "need-query sub"},
		committee.OwedAttendance: {"attendance sub", "gone office"},
		committee.OwedDayLeft:    {"gone office"}, // which the substitute gets anyway
		committee.OwedPosition:   {"gone office"},
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			db := storagetest.Open(t)
			c := founded(t, db)
			seats := []committee.Seat{{Group: "G", Body: "B", Land: "HE", Holder: &committee.Occupant{User: "m", Handle: "m", Name: "M"}, Substitute: &committee.Occupant{User: "sub", Handle: "sub", Name: "Sub"}}}
			if err := db.FillSeats(t.Context(), c.ID, seats, "", noon.Add(-time.Hour)); err != nil {
				t.Fatal(err)
			}
			if _, err := db.SQL().ExecContext(t.Context(), `DELETE FROM owed`); err != nil {
				t.Fatal(err)
			}
			owing(t, db, committee.Owed{Committee: c.ID, Object: committee.Object{Kind: committee.NeedObject, ID: 1}, Kind: kind, User: "m", Due: noon, Grace: time.Hour})
			if d := cmp.Diff(want, gone(t, db, "m")); d != "" {
				t.Errorf("owed (-want +got):\n%s", d)
			}
		})
	}
}

func TestAQuestionThatReachesNobodyIsReported(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	owing(t, db, committee.Owed{Committee: c.ID, Object: committee.Object{Kind: committee.NeedObject, ID: 1}, Kind: committee.OwedNeedQuery, User: "m", Due: noon, Grace: time.Hour})
	if d := cmp.Diff([]string{"failed office", "gone office"}, gone(t, db, "m")); d != "" {
		t.Errorf("owed (-want +got):\n%s", d)
	}
}

func TestManyClaimEachMessageOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 100)...)
	var mu sync.Mutex
	var all sync.WaitGroup
	seen := map[int64]int{}
	for range 8 {
		all.Go(func() {
			for {
				list, err := db.Claim(t.Context(), noon.Add(time.Hour), lease, 7)
				if err != nil || len(list) == 0 {
					if err != nil {
						t.Errorf("claiming: %v", err)
					}
					return
				}
				mu.Lock()
				for _, c := range list {
					seen[c.Owed.ID]++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%d was claimed %d times", id, n)
		}
	}
	if len(seen) != 100 {
		t.Errorf("%d were claimed, want 100", len(seen))
	}
}
