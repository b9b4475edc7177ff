package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

func missStale(t *testing.T, db *storage.DB, now time.Time) int {
	t.Helper()
	n, err := db.MissStale(t.Context(), now)
	if err != nil {
		t.Fatalf("missing: %v", err)
	}
	return n
}

// reports are the messages of kind missed that are due, without their IDs.
func reports(t *testing.T, db *storage.DB, now time.Time) []committee.Owed {
	t.Helper()
	var list []committee.Owed
	for _, c := range claim(t, db, now, 100) {
		if c.Owed.Kind == committee.OwedMissed {
			c.Owed.ID = 0
			list = append(list, c.Owed)
		}
	}
	return list
}

func TestWhatIsStaleIsMissedAndReportedOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	owed := reminders(c, 300)
	late := owed[0]
	late.Kind = committee.OwedAttendance
	owing(t, db, append(owed, late)...)
	now := noon.Add(3*time.Hour + 20*time.Second)
	if n := missStale(t, db, now); n != 301 {
		t.Errorf("missed %d, want 301", n)
	}
	want := []committee.Owed{{
		Committee: c.ID, Object: committee.Object{Kind: committee.CommitteeObject, ID: c.ID}, Kind: committee.OwedMissed, User: "office",
		Due: noon.Add(3 * time.Hour), Grace: 7 * 24 * time.Hour, Note: "attendance:meeting/78*1,day-before:meeting/78*300",
	}}
	if d := cmp.Diff(want, reports(t, db, now)); d != "" {
		t.Errorf("reports (-want +got):\n%s", d)
	}
}

func TestTheChairHearsOfItWhereThereIsNoOffice(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	for _, user := range []string{"chair1", "chair2"} {
		if err := db.GiveRole(t.Context(), c.ID, committee.Person{User: user, Name: user}, committee.Chair, "office", noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.TakeRole(t.Context(), c.ID, "office", committee.Office, "office", noon); err != nil {
		t.Fatal(err)
	}
	owing(t, db, reminders(c, 1)...)
	missStale(t, db, noon.Add(2*time.Hour))
	var users []string
	for _, r := range reports(t, db, noon.Add(2*time.Hour)) {
		users = append(users, r.User)
	}
	if d := cmp.Diff([]string{"chair1", "chair2"}, users); d != "" {
		t.Errorf("reported to (-want +got):\n%s", d)
	}
}

func TestAReportThatWaitsGrows(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 2)...)
	unsure := claim(t, db, noon, 1)[0]
	now := noon.Add(2 * time.Hour)
	if n := missStale(t, db, now); n != 1 {
		t.Fatalf("missed %d, want the one that was never tried", n)
	}
	if _, err := db.SettleOwed(t.Context(), unsure, now.Add(time.Second), storage.Missed, ""); err != nil {
		t.Fatal(err)
	}
	got := reports(t, db, now)
	if len(got) != 1 || got[0].Note != "day-before:meeting/78*1,day-before:meeting/78*1" {
		t.Errorf("reports: %+v, want one of both", got)
	}
}

func TestAReportThatIsMissedIsNotReported(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 1)...)
	missStale(t, db, noon.Add(2*time.Hour))
	if n := missStale(t, db, noon.Add(30*24*time.Hour)); n != 1 {
		t.Errorf("missed %d, want the report", n)
	}
	if d := cmp.Diff(map[string]int{"missed": 2}, states(t, db)); d != "" {
		t.Errorf("states (-want +got):\n%s", d)
	}
}

func TestWhatIsNotStaleYetIsNotMissed(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	owing(t, db, reminders(founded(t, db), 1)...)
	if n := missStale(t, db, noon.Add(time.Hour)); n != 0 {
		t.Errorf("missed %d at the last moment of its grace, want none", n)
	}
}

func TestNextDueIsTheFirstOfMessagesAndPolls(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	if _, _, ahead, err := db.NextDue(t.Context()); ahead || err != nil {
		t.Fatalf("NextDue of nothing = %t, %v", ahead, err)
	}
	c := founded(t, db)
	poll := openPoll(t, db, c, noon.Add(30*time.Minute))
	nextIs(t, db, noon.Add(30*time.Minute), committee.Object{Kind: committee.PollObject, ID: poll})
	owing(t, db, reminders(c, 2)...)
	nextIs(t, db, noon, committee.Object{Kind: committee.MeetingObject, ID: 78})
	if _, err := db.SQL().ExecContext(t.Context(), `UPDATE owed SET state = 'sent'`); err != nil {
		t.Fatal(err)
	}
	nextIs(t, db, noon.Add(30*time.Minute), committee.Object{Kind: committee.PollObject, ID: poll})
}

func nextIs(t *testing.T, db *storage.DB, at time.Time, object committee.Object) {
	t.Helper()
	got, what, ahead, err := db.NextDue(t.Context())
	if err != nil || !ahead || !got.Equal(at) || what.Object != object {
		t.Errorf("NextDue = %v, %+v, %t, %v, want %v at %v", got, what, ahead, err, object, at)
	}
}
