package storage_test

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// feedOf is the calendar of a committee by the days of its events.
func feedOf(t *testing.T, db *storage.DB, c committee.Committee, now time.Time) map[string]committee.FeedEvent {
	t.Helper()
	events, err := db.FeedEvents(t.Context(), c, now)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]committee.FeedEvent{}
	for _, e := range events {
		if _, twice := by[e.Day.String()]; twice {
			t.Errorf("two events on %s", e.Day)
		}
		by[e.Day.String()] = e
	}
	return by
}

func TestAMovedMeetingIsTheSameEventAndOthersStay(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	planned, _ := setSeries(t, db, c, everyMonth, meetingsSet)
	before := feedOf(t, db, c, meetingsSet)
	if len(before) != len(planned) || before["2027-01-13"].Sequence != 0 || !before["2027-01-13"].ChangedAt.Equal(meetingsSet) || before["2027-01-13"].UID == before["2027-02-10"].UID {
		t.Fatalf("%d of %d meetings, %+v", len(before), len(planned), before["2027-01-13"])
	}
	later := meetingsSet.Add(time.Hour)
	_, _, err := db.ChangeMeeting(t.Context(), planned[1].ID, "office", "move", "", later, func(m committee.Meeting) (committee.Meeting, error) {
		return m.Move(organiser, m.Version, committee.MoveDraft{To: "17.2.2027 11:00"}, later)
	})
	if err != nil {
		t.Fatal(err)
	}
	after := feedOf(t, db, c, later)
	moved, was := after["2027-02-17"], before["2027-02-10"]
	if moved.UID != was.UID || moved.Sequence != 1 || !moved.ChangedAt.Equal(later) {
		t.Errorf("the moved one is %+v, was %+v", moved, was)
	}
	delete(before, "2027-02-10")
	delete(after, "2027-02-17")
	if !maps.Equal(before, after) {
		t.Errorf("others have changed: %v, were %v", after, before)
	}
	if err := db.PlanMeetings(t.Context(), later.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if again := feedOf(t, db, c, later.Add(time.Hour)); again["2027-02-17"] != moved {
		t.Errorf("planning again has changed it: %+v", again["2027-02-17"])
	}
}

func TestMeetingsThatANewSeriesDropsAreCancelledInTheCalendar(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, committee.SeriesDraft{Kind: calendar.Physical, When: "22.3.2027 und 20.9.2027", Start: "10:30", Place: "Fulda"}, meetingsSet)
	before := feedOf(t, db, c, meetingsSet)
	later := meetingsSet.Add(time.Hour)
	setSeries(t, db, c, committee.SeriesDraft{Kind: calendar.Physical, When: "20.9.2027", Start: "11:00", Place: "Fulda"}, later)
	after := feedOf(t, db, c, later)
	gone, kept := after["2027-03-22"], after["2027-09-20"]
	if gone.UID != before["2027-03-22"].UID || gone.Status != committee.FeedCancelled || gone.Sequence != 1 || gone.Meeting != 0 || gone.Number != 0 {
		t.Errorf("dropped: %+v", gone)
	}
	if kept.UID != before["2027-09-20"].UID || kept.Status != committee.FeedConfirmed || kept.Sequence != 1 || kept.Number != 1 || kept.Start.Hour != 11 {
		t.Errorf("kept: %+v", kept)
	}
}

func TestANewNameChangesTitlesOnly(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	setSeries(t, db, c, twiceAYear, meetingsSet)
	before := feedOf(t, db, c, meetingsSet)["2027-03-22"]
	later := meetingsSet.Add(time.Hour)
	c.Name = "Beirat"
	if err := db.Settle(t.Context(), c, "office", later); err != nil {
		t.Fatal(err)
	}
	after := feedOf(t, db, c, later)["2027-03-22"]
	if after.Name != "Beirat" || after.Sequence != 0 || !after.ChangedAt.Equal(later) || after.UID != before.UID {
		t.Errorf("renamed: %+v, was %+v", after, before)
	}
}

// mayRead is the rule of who may have an address.
func mayRead(p committee.Person) error { return p.Demand(committee.Read) }

// revoked reports whether an address is revoked.
func revoked(t *testing.T, db *storage.DB, secret string) bool {
	t.Helper()
	_, gone, err := db.FeedOf(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	return gone
}

func TestAnAddressEndsWithTheLastRoleOrSeat(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	secrets := map[string]string{}
	for _, user := range []string{"l1", "l1s", "s1", "office"} {
		var err error
		if secrets[user], err = db.MakeFeedAddress(t.Context(), c.ID, user, false, meetingsSet, mayRead); err != nil {
			t.Fatal(err)
		}
	}
	s1 := committee.Person{User: "s1", Handle: "s1", Name: "s1"}
	if err := db.GiveRole(t.Context(), c.ID, s1, committee.Advisory, "office", meetingsSet); err != nil {
		t.Fatal(err)
	}
	// l1 keeps the seat, l1s and s1 lose theirs.
	seats := []committee.Seat{{Group: "Landkreise", Body: "A", Land: "HE", Holder: &committee.Occupant{User: "l1"}}}
	if err := db.FillSeats(t.Context(), c.ID, seats, "office", meetingsSet.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for user, want := range map[string]bool{"l1": false, "l1s": true, "s1": false, "office": false} {
		if got := revoked(t, db, secrets[user]); got != want {
			t.Errorf("%s: revoked %v, want %v", user, got, want)
		}
	}
	if err := db.TakeRole(t.Context(), c.ID, "s1", committee.Advisory, "office", meetingsSet.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if !revoked(t, db, secrets["s1"]) {
		t.Error("s1 is nothing any more and still reads")
	}
	if _, err := db.MakeFeedAddress(t.Context(), c.ID, "s1", true, meetingsSet, mayRead); refusal(t, err) != "may.left" {
		t.Errorf("a new one for s1: %v", err)
	}
}

func TestNobodyHasTwoAddresses(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	for _, replace := range []bool{false, true} {
		secrets := make([]string, 8)
		var wait sync.WaitGroup
		for i := range secrets {
			wait.Go(func() {
				var err error
				if secrets[i], err = db.MakeFeedAddress(t.Context(), c.ID, "l1", replace, meetingsSet, mayRead); err != nil && !errors.Is(err, committee.ErrRepeated) {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		secrets = slices.DeleteFunc(secrets, func(s string) bool { return s == "" })
		if want := map[bool]int{false: 1, true: 8}[replace]; len(secrets) != want {
			t.Errorf("replacing %v: %d were told an address, want %d", replace, len(secrets), want)
		}
		if valid := slices.DeleteFunc(secrets, func(s string) bool { return revoked(t, db, s) }); len(valid) != 1 {
			t.Errorf("replacing %v: %d addresses are valid, want 1", replace, len(valid))
		}
	}
	since, err := db.FeedAddressSince(t.Context(), c.ID, "l1")
	if err != nil || !since.Equal(meetingsSet) {
		t.Errorf("since %v, %v", since, err)
	}
	if had, err := db.RevokeFeedAddress(t.Context(), c.ID, "l1", meetingsSet); err != nil || !had {
		t.Errorf("revoked: %v, %v", had, err)
	}
	if had, err := db.RevokeFeedAddress(t.Context(), c.ID, "l1", meetingsSet); err != nil || had {
		t.Errorf("revoked twice: %v, %v", had, err)
	}
}

func TestTheSecretOfAnAddressIsNotKept(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := inSession(t, db)
	secret, err := db.MakeFeedAddress(t.Context(), c.ID, "l1", false, meetingsSet, mayRead)
	if err != nil || len(secret) < 26 {
		t.Fatalf("secret of %d characters, %v", len(secret), err)
	}
	var kept int
	err = db.SQL().GetContext(t.Context(), &kept, `
		SELECT count(*)
		FROM feed_address a
		WHERE CAST(a AS text) LIKE '%' || $1 || '%' OR position(CAST($1 AS bytea) IN hash) > 0`, secret)
	if err != nil || kept != 0 {
		t.Errorf("%d rows hold it, %v", kept, err)
	}
	if _, _, err := db.FeedOf(t.Context(), secret+"A"); !errors.Is(err, committee.ErrMissing) {
		t.Errorf("another secret: %v", err)
	}
}
