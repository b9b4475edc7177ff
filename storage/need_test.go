package storage_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage"
	"gremienbot/storage/storagetest"
)

// member is the person on seat n of those that seated fills.
func member(t testing.TB, db *storage.DB, c committee.Committee, n int) committee.Person {
	t.Helper()
	p, err := db.Person(t.Context(), c.ID, fmt.Sprintf("m%d", n))
	if err != nil || p.Seat == nil {
		t.Fatalf("Person(m%d) = %+v, %v, want somebody with a seat", n, p, err)
	}
	return p
}

// seated is a committee with n seats, each in a group and body of its own and
// held by "m1", "m2" and so on.
func seated(t testing.TB, db *storage.DB, n int) committee.Committee {
	t.Helper()
	c := founded(t, db)
	seats := make([]committee.Seat, n)
	for i := range seats {
		name := fmt.Sprintf("m%d", i+1)
		seats[i] = committee.Seat{
			Group: fmt.Sprintf("Group %d", i+1), Body: fmt.Sprintf("Body %d", i+1), Land: "HE",
			Holder: &committee.Occupant{User: name, Handle: name, Name: "Member " + name},
		}
	}
	if err := db.FillSeats(t.Context(), c.ID, seats, "", noon); err != nil {
		t.Fatalf("filling seats: %v", err)
	}
	return c
}

// reported is a need that somebody has reported and the store has numbered.
func reported(t testing.TB, db *storage.DB, c committee.Committee, p committee.Person, title string, at time.Time) committee.Need {
	t.Helper()
	n, err := committee.ReportNeed(c, p, committee.NeedDraft{
		Title: title, Problem: "Jede Kommune prüft selbst.", Affected: "Gemeinden", Reason: "bis 2028", Existing: "nein",
	}, at)
	if err != nil {
		t.Fatalf("reporting: %v", err)
	}
	if n, err = db.AddNeed(t.Context(), c, n, ""); err != nil {
		t.Fatalf("adding: %v", err)
	}
	return n
}

func TestANeedIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	n := reported(t, db, c, member(t, db, c, 2), "@channel | **Titel** \u202eרק\u200b", noon)
	if want := "B-2027-001"; n.Number.String() != want {
		t.Errorf("number = %s, want %s", n.Number, want)
	}
	byID, err := db.Need(t.Context(), n.ID)
	if d := cmp.Diff(n, byID); err != nil || d != "" {
		t.Errorf("Need: %v (-want +got):\n%s", err, d)
	}
	numbered, err := db.NeedNumbered(t.Context(), c.ID, n.Number)
	if d := cmp.Diff(n, numbered); err != nil || d != "" {
		t.Errorf("NeedNumbered: %v (-want +got):\n%s", err, d)
	}
	if len(byID.Owners) != 1 || byID.Owners[0].Body != "Body 2" {
		t.Errorf("owners = %+v, want the reporter's seat", byID.Owners)
	}
	if owed := claim(t, db, noon, 5); len(owed) != 1 || owed[0].Owed.Kind != committee.OwedCard || owed[0].Owed.Channel != c.Channel {
		t.Errorf("owed %+v, want the card in the home channel", owed)
	}
}

func TestANeedNobodyHasIsMissing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	_, byID := db.Need(t.Context(), 4711)
	_, numbered := db.NeedNumbered(t.Context(), c.ID, committee.Number{Register: committee.NeedRegister, Year: 2027, Seq: 9})
	_, changing := db.ChangeNeed(t.Context(), 4711, "office", "edit", "form", noon, func(n committee.Need) (committee.Need, error) { return n, nil })
	for name, err := range map[string]error{"Need": byID, "NeedNumbered": numbered, "ChangeNeed": changing} {
		if !errors.Is(err, committee.ErrMissing) {
			t.Errorf("%s = %v, want ErrMissing", name, err)
		}
	}
}

func TestAFormSentTwiceReportsOneNeed(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	n := reported(t, db, c, member(t, db, c, 1), "Erster Bedarf", noon)
	if _, err := db.AddNeed(t.Context(), c, n, "form"); err != nil {
		t.Fatalf("the first time: %v", err)
	}
	if _, err := db.AddNeed(t.Context(), c, n, "form"); !errors.Is(err, committee.ErrRepeated) {
		t.Errorf("the second time = %v, want ErrRepeated", err)
	}
	if _, total, err := db.ListedNeeds(t.Context(), c.ID, committee.NeedFilter{}, member(t, db, c, 1), 9, 9); total != 2 || err != nil {
		t.Errorf("ListedNeeds counted %d, %v, want 2", total, err)
	}
}

func TestListsShowOpenNeedsNewestFirst(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	one, two := member(t, db, c, 1), member(t, db, c, 2)
	first := reported(t, db, c, one, "Wohnsitz 100%_ anmelden", noon)
	second := reported(t, db, c, two, "Bauantrag", noon.Add(time.Hour))
	third := reported(t, db, c, one, "Wohngeld", noon.Add(2*time.Hour))
	if _, err := db.ChangeNeed(t.Context(), third.ID, "m1", "withdraw", "", noon, func(n committee.Need) (committee.Need, error) {
		return n.Withdraw(one, committee.NeedWithdrawal{}, noon)
	}); err != nil {
		t.Fatalf("withdrawing: %v", err)
	}
	for name, row := range map[string]struct {
		list func() ([]committee.Need, error)
		want []int64
	}{
		"all open":      {func() ([]committee.Need, error) { return db.Needs(t.Context(), c.ID, 10, 0) }, []int64{second.ID, first.ID}},
		"the first one": {func() ([]committee.Need, error) { return db.Needs(t.Context(), c.ID, 1, 0) }, []int64{second.ID}},
		"the next one":  {func() ([]committee.Need, error) { return db.Needs(t.Context(), c.ID, 1, 1) }, []int64{first.ID}},
		"of one person": {func() ([]committee.Need, error) { return db.NeedsBy(t.Context(), c.ID, "m1", 10) }, []int64{first.ID}},
		"with a word": {func() ([]committee.Need, error) {
			return db.NeedsLike(t.Context(), c.ID, "wohn", committee.Person{Roles: []committee.Role{committee.Guest}}, 10)
		}, []int64{third.ID, first.ID}},
		"with 100%_": {func() ([]committee.Need, error) {
			return db.NeedsLike(t.Context(), c.ID, "100%_", committee.Person{Roles: []committee.Role{committee.Guest}}, 10)
		}, []int64{first.ID}},
		"of a neighbour": {func() ([]committee.Need, error) { return db.Needs(t.Context(), c.ID+1, 10, 0) }, []int64{}},
	} {
		list, err := row.list()
		got := make([]int64, len(list))
		for i, n := range list {
			got[i] = n.ID
			if len(n.Owners) != 1 {
				t.Errorf("%s: %s has owners %+v, want one", name, n.Number, n.Owners)
			}
		}
		if d := cmp.Diff(row.want, got); err != nil || d != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, d)
		}
	}
}

func TestTwoPeopleChangeOneNeedOneAfterTheOther(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	n := reported(t, db, c, member(t, db, c, 1), "Bauantrag", noon)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, err := db.ChangeNeed(t.Context(), n.ID, "office", "edit", "", noon, func(n committee.Need) (committee.Need, error) {
				n.Title += "+"
				n.Version++
				return n, nil
			})
			if err != nil {
				t.Errorf("changing: %v", err)
			}
		})
	}
	all.Wait()
	got, err := db.Need(t.Context(), n.ID)
	if err != nil || got.Title != "Bauantrag++++++++" || got.Version != 9 {
		t.Errorf("need = %q version %d, %v, want all eight changes", got.Title, got.Version, err)
	}
}

func TestARefusedChangeLeavesNoTraceAndTheFormCanBeSentAgain(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 1)
	n := reported(t, db, c, member(t, db, c, 1), "Bauantrag", noon)
	refusal := committee.Refuse(committee.Invalid, "text.short")
	_, err := db.ChangeNeed(t.Context(), n.ID, "m1", "edit", "form", noon, func(n committee.Need) (committee.Need, error) {
		n.Title = "anders"
		return n, refusal
	})
	if !errors.Is(err, refusal) {
		t.Fatalf("ChangeNeed = %v, want the refusal", err)
	}
	if got, err := db.Need(t.Context(), n.ID); err != nil || got.Title != "Bauantrag" {
		t.Errorf("need = %q, %v, want it as it was", got.Title, err)
	}
	if _, err := db.ChangeNeed(t.Context(), n.ID, "m1", "edit", "form", noon, func(n committee.Need) (committee.Need, error) { return n, nil }); err != nil {
		t.Errorf("the corrected form = %v, want it taken", err)
	}
}

// alsoFor supports a need for a person's seat.
func alsoFor(t testing.TB, db *storage.DB, id int64, p committee.Person, at time.Time) (committee.Need, bool) {
	t.Helper()
	n, fresh, err := db.SupportNeed(t.Context(), id, p.User, at, func(n committee.Need) (committee.Owner, bool, error) { return n.Support(p, at) })
	if err != nil {
		t.Errorf("SupportNeed for %s: %v", p.User, err)
	}
	return n, fresh
}

func TestManySeatsSupportANeedAtOnceEachOnce(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 6)
	n := reported(t, db, c, member(t, db, c, 1), "Bauantrag", noon)
	var all sync.WaitGroup
	var mu sync.Mutex
	news := 0
	for seat := 1; seat <= 6; seat++ {
		p := member(t, db, c, seat)
		for range 3 {
			all.Go(func() {
				if _, fresh := alsoFor(t, db, n.ID, p, noon.Add(time.Minute)); fresh {
					mu.Lock()
					news++
					mu.Unlock()
				}
			})
		}
	}
	all.Wait()
	got, err := db.Need(t.Context(), n.ID)
	if err != nil || len(got.Owners) != 6 || got.Owners[0].Body != "Body 1" {
		t.Errorf("owners = %+v, %v, want six, the reporter's first", got.Owners, err)
	}
	if news != 5 {
		t.Errorf("%d were told that it is new, want 5", news)
	}
	if got.Version != n.Version {
		t.Errorf("version = %d, want %d: nobody changed the text", got.Version, n.Version)
	}
}

func TestSupportReturnsWhatIsThenStored(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	n := reported(t, db, c, member(t, db, c, 1), "Bauantrag", noon)
	got, fresh := alsoFor(t, db, n.ID, member(t, db, c, 2), noon.Add(time.Minute))
	stored, err := db.Need(t.Context(), n.ID)
	if d := cmp.Diff(stored, got); err != nil || d != "" || !fresh {
		t.Errorf("SupportNeed, new %t: %v (-stored +returned):\n%s", fresh, err, d)
	}
	again, fresh := alsoFor(t, db, n.ID, member(t, db, c, 2), noon.Add(time.Hour))
	if d := cmp.Diff(stored, again); fresh || d != "" {
		t.Errorf("the second time, new %t (-want +got):\n%s", fresh, d)
	}
}

func TestAnOwnerStaysWhenTheSeatIsAbolished(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := seated(t, db, 2)
	n := reported(t, db, c, member(t, db, c, 2), "Bauantrag", noon)
	seats, err := db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.FillSeats(t.Context(), c.ID, seats[:1], "office", noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	got, err := db.Need(t.Context(), n.ID)
	if d := cmp.Diff(n, got); err != nil || d != "" {
		t.Errorf("Need: %v (-before +after):\n%s", err, d)
	}
}
