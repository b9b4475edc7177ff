package storage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/storage/storagetest"
)

func TestAPersonIsTheirRolesAndTheirSeat(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	seats := fill(t, db, c, two(), noon)
	for range 2 { // giving a role twice is giving it once
		if err := db.GiveRole(t.Context(), c.ID, committee.Person{User: "l1", Handle: "l1", Name: "Lea Eins", Lang: "en"}, committee.Chair, "office", noon); err != nil {
			t.Fatal(err)
		}
	}
	me := &committee.Occupant{User: "l1", Handle: "l1", Name: "Lea Eins"}
	want := committee.Person{
		User: "l1", Handle: "l1", Name: "Lea Eins", Lang: "en", Roles: []committee.Role{committee.Chair, committee.Member},
		Seat: &committee.Seat{ID: seats[0].ID, Group: "Landkreise", Body: "Kreis A", Land: "HE", Holder: me},
	}
	got, err := db.Person(t.Context(), c.ID, "l1")
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("Person: %v (-want +got):\n%s", err, d)
	}
	if sub, err := db.Person(t.Context(), c.ID, "l2"); err != nil || !sub.Has(committee.Substitute) || sub.HoldsSeat() {
		t.Errorf("Person(l2) = %+v, %v, want the substitute", sub, err)
	}
	for range 2 {
		if err := db.TakeRole(t.Context(), c.ID, "l1", committee.Chair, "office", noon); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := db.Person(t.Context(), c.ID, "l1"); err != nil || got.Has(committee.Chair) || !got.HoldsSeat() {
		t.Errorf("Person = %+v, %v, want a member and no chair", got, err)
	}
}

func TestPeopleAreAllWhoBelong(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	fill(t, db, c, two(), noon)
	if err := db.Know(t.Context(), committee.Person{User: "stranger", Handle: "s", Name: "S"}, noon); err != nil {
		t.Fatal(err)
	}
	list, err := db.People(t.Context(), c.ID)
	got := map[string][]committee.Role{}
	for _, p := range list {
		got[p.User] = p.Roles
	}
	want := map[string][]committee.Role{"office": {committee.Office}, "l1": {committee.Member}, "l2": {committee.Substitute}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("People: %v (-want +got):\n%s", err, d)
	}
}

func TestAStrangerIsNobodyWithAName(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	if p, err := db.Person(t.Context(), c.ID, "nobody"); err != nil || cmp.Diff(committee.Person{User: "nobody"}, p) != "" {
		t.Errorf("Person = %+v, %v, want only the user", p, err)
	}
	want := committee.Person{User: "s", Handle: "s", Name: "S", Lang: "en"}
	if err := db.Know(t.Context(), want, noon); err != nil {
		t.Fatal(err)
	}
	got, err := db.Person(t.Context(), c.ID, "s")
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("Person: %v (-want +got):\n%s", err, d)
	}
}

func TestWhoGetsARoleOrASeatIsOwedTheNews(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	c := founded(t, db)
	news := func() []string {
		t.Helper()
		var list []string
		if err := db.SQL().SelectContext(t.Context(), &list, `SELECT user_id || ' ' || note FROM owed WHERE kind = 'position' ORDER BY id`); err != nil {
			t.Fatal(err)
		}
		return list
	}
	lea := committee.Person{User: "l1", Handle: "l1", Name: "Lea Eins"}
	for range 2 { // the second time nothing changes
		if err := db.GiveRole(t.Context(), c.ID, lea, committee.Chair, "office", noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.TakeRole(t.Context(), c.ID, "l1", committee.Chair, "office", noon); err != nil {
		t.Fatal(err)
	}
	seats := []committee.Seat{{Group: "Landkreise", Body: "A", Land: "HE", Holder: &committee.Occupant{User: "l1", Handle: "l1", Name: "Lea Eins"}}}
	for range 2 {
		if err := db.FillSeats(t.Context(), c.ID, seats, "office", noon); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		`l1 {"Gained":[{"Role":"chair","Group":"","Body":""}],"Lost":null}`,
		`l1 {"Gained":null,"Lost":[{"Role":"chair","Group":"","Body":""}]}`,
		`l1 {"Gained":[{"Role":"member","Group":"Landkreise","Body":"A"}],"Lost":null}`,
	}
	if diff := cmp.Diff(want, news()); diff != "" {
		t.Error(diff)
	}
	if err := db.GiveRole(t.Context(), c.ID, lea, committee.Deputy, "l1", noon); err != nil || len(news()) != 3 {
		t.Errorf("who does it alone is told: %q, %v", news(), err)
	}
}
