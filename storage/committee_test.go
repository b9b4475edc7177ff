package storage_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// refusedWith is the key of the refusal in err, "" for none.
func refusedWith(err error) string {
	var e *committee.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Key
}

// exceptFirst compares committees without the number of their first meeting,
// which is 1 where nobody has given one.
var exceptFirst = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".FirstMeeting" }, cmp.Ignore())

func TestAFoundedCommitteeIsFoundByItsChannel(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	want := founded(t, db)
	for name, read := range map[string]func() (committee.Committee, error){
		"Committee":   func() (committee.Committee, error) { return db.Committee(t.Context(), want.ID) },
		"CommitteeOf": func() (committee.Committee, error) { return db.CommitteeOf(t.Context(), "home") },
	} {
		got, err := read()
		if d := cmp.Diff(want, got, exceptFirst); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
	p, err := db.Person(t.Context(), want.ID, "office")
	if err != nil || !p.Has(committee.Office) || p.Name != "Office" {
		t.Errorf("founder = %+v, %v, want the office", p, err)
	}
	if _, err := db.CommitteeOf(t.Context(), "elsewhere"); !errors.Is(err, committee.ErrMissing) {
		t.Errorf("CommitteeOf(elsewhere) = %v, want ErrMissing", err)
	}
}

func TestAChannelHasOneCommitteeHoweverManyFoundIt(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	var all sync.WaitGroup
	var mu sync.Mutex
	said := map[string]int{}
	for range 6 {
		all.Go(func() {
			_, err := db.Found(t.Context(), committee.Committee{Name: "K", Channel: "home", Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kog"},
				committee.Person{User: "office", Handle: "office", Name: "Office"}, noon)
			if err != nil && refusedWith(err) == "" {
				t.Errorf("founding: %v", err)
			}
			mu.Lock()
			said[refusedWith(err)]++
			mu.Unlock()
		})
	}
	all.Wait()
	if d := cmp.Diff(map[string]int{"": 1, "committee.exists": 5}, said); d != "" {
		t.Errorf("answers (-want +got):\n%s", d)
	}
}

func TestSettledIsWhatIsReadThen(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	want := founded(t, db)
	want.Name, want.Lang, want.Land, want.Zone, want.Preset = "Other", "en", "BY", "Europe/Lisbon", committee.PresetTwoThirds
	if err := db.Settle(t.Context(), want, "office", noon); err != nil {
		t.Fatal(err)
	}
	got, err := db.Committee(t.Context(), want.ID)
	if d := cmp.Diff(want, got, exceptFirst); err != nil || d != "" {
		t.Errorf("Committee: %v (-want +got):\n%s", err, d)
	}
}

func TestACommitteesOwnRuleIsKeptUntilItHasNone(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	rule := committee.PresetNoAbstention.Rule()
	for _, own := range []*tally.Rule{&rule, nil} {
		c.Own = own
		if err := db.Settle(t.Context(), c, "office", noon); err != nil {
			t.Fatal(err)
		}
		read, err := db.CommitteeOf(t.Context(), c.Channel)
		if d := cmp.Diff(own, read.Own); err != nil || d != "" {
			t.Errorf("the rule: %v (-want +got):\n%s", err, d)
		}
	}
}

func TestAPersonsCommitteesStandInTheirOrder(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	found := func(name, channel string) committee.Committee {
		c, err := db.Found(t.Context(), committee.Committee{Name: name, Channel: channel, Lang: "de", Land: "HE", Zone: "Europe/Berlin", Preset: "kog"},
			committee.Person{User: "office", Handle: "office", Name: "Office"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	b, a := found("B", "b"), found("A", "a")
	names := func() (got []string) {
		list, err := db.CommitteesOf(t.Context(), "office")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			got = append(got, c.Name)
		}
		return got
	}
	if d := cmp.Diff([]string{"A", "B"}, names()); d != "" {
		t.Errorf("before choosing (-want +got):\n%s", d)
	}
	if err := db.ChooseCommittee(t.Context(), "office", b.ID); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"B", "A"}, names()); d != "" {
		t.Errorf("after choosing B (-want +got):\n%s", d)
	}
	if err := db.TakeRole(t.Context(), a.ID, "office", committee.Office, "office", noon); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"B"}, names()); d != "" {
		t.Errorf("after leaving A (-want +got):\n%s", d)
	}
	if list, err := db.CommitteesOf(t.Context(), "nobody"); len(list) != 0 || err != nil {
		t.Errorf("CommitteesOf(nobody) = %v, %v", list, err)
	}
}

// two are seats as an office fills them: one held and substituted, one vacant.
func two() []committee.Seat {
	return []committee.Seat{
		{
			Group: "Landkreise", Body: "Kreis A", Land: "HE",
			Holder: &committee.Occupant{User: "l1", Handle: "l1", Name: "Lea Eins"}, Substitute: &committee.Occupant{User: "l2", Handle: "l2", Name: "Leo Zwei"},
		},
		{Group: "Städte", Body: "Stadt B", Land: "BY", Order: 1},
	}
}

func fill(t testing.TB, db *storage.DB, c committee.Committee, seats []committee.Seat, at time.Time) []committee.Seat {
	t.Helper()
	if err := db.FillSeats(t.Context(), c.ID, seats, "office", at); err != nil {
		t.Fatalf("filling seats: %v", err)
	}
	got, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatalf("Seats: %v", err)
	}
	return got
}

func TestSeatsAreReadAsTheyWereFilled(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	got := fill(t, db, c, two(), noon)
	want := two()
	for i := range want {
		want[i].ID, want[i].Weight = got[min(i, len(got)-1)].ID, 1
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Seats (-want +got):\n%s", d)
	}
	c, err := db.Committee(t.Context(), c.ID)
	if d := cmp.Diff([]calendar.Land{"BY", "HE"}, c.Lands); err != nil || d != "" || c.Seats != 2 {
		t.Errorf("%d seats, %v (-want +got):\n%s", c.Seats, err, d)
	}
}

func TestFillingSeatsAgainKeepsTheSeats(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	first := fill(t, db, c, two(), noon)
	if d := cmp.Diff(first, fill(t, db, c, two(), noon.Add(time.Hour))); d != "" {
		t.Errorf("filled again with the same (-want +got):\n%s", d)
	}
	turned := two()
	turned[0], turned[1] = turned[1], turned[0]
	turned[0].Holder, turned[1].Holder, turned[1].Substitute = turned[1].Holder, turned[1].Substitute, nil
	got := fill(t, db, c, turned, noon.Add(2*time.Hour))
	if got[0].ID != first[1].ID || got[1].ID != first[0].ID {
		t.Errorf("seats %d, %d are others than %d, %d", got[0].ID, got[1].ID, first[1].ID, first[0].ID)
	}
	if got[0].Holder.User != "l1" || got[1].Holder.User != "l2" || got[1].Substitute != nil {
		t.Errorf("people = %+v, want them moved", got)
	}
}

func TestSeatsOfOneBodyAreToldApart(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	same := []committee.Seat{{Group: "Vitako", Body: "Vitako", Land: "BE"}, {Group: "Vitako", Body: "Vitako", Land: "BE"}, {Group: "Vitako", Body: "Vitako", Land: "BE"}}
	first := fill(t, db, c, same, noon)
	again := fill(t, db, c, same, noon.Add(time.Hour))
	if d := cmp.Diff(first, again); d != "" || len(first) != 3 {
		t.Errorf("%d seats (-first +again):\n%s", len(first), d)
	}
}

func TestASeatThatIsNotNamedEnds(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	first := fill(t, db, c, two(), noon)
	if got := fill(t, db, c, two()[1:], noon.Add(time.Hour)); len(got) != 1 || got[0].ID != first[1].ID {
		t.Errorf("seats = %+v, want the second only", got)
	}
	if p, err := db.Person(t.Context(), c.ID, "l1"); err != nil || p.Belongs() || p.Seat != nil || p.Name != "Lea Eins" {
		t.Errorf("Person(l1) = %+v, %v, want a name and nothing else", p, err)
	}
	if got := fill(t, db, c, two(), noon.Add(2*time.Hour)); got[0].ID == first[0].ID {
		t.Errorf("seat %d ended and came back as the same", got[0].ID)
	}
}

func TestAPersonOnTwoSeatsIsRefusedAndNothingChanges(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	before := fill(t, db, c, two(), noon)
	twice := two()
	twice[1].Substitute = twice[0].Holder
	err := db.FillSeats(t.Context(), c.ID, twice, "office", noon.Add(time.Hour))
	if refusedWith(err) != "seats.person.twice" {
		t.Errorf("FillSeats = %v, want seats.person.twice", err)
	}
	after, err := db.Seats(t.Context(), c.ID)
	if d := cmp.Diff(before, after); err != nil || d != "" {
		t.Errorf("Seats: %v (-before +after):\n%s", err, d)
	}
}

func TestTwoFillTheSeatsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if err := db.FillSeats(t.Context(), c.ID, two(), "office", noon); err != nil {
				t.Errorf("filling: %v", err)
			}
		})
	}
	all.Wait()
	if got, err := db.Seats(t.Context(), c.ID); len(got) != 2 || err != nil {
		t.Errorf("%d seats, %v, want 2", len(got), err)
	}
}
