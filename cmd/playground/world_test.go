package main

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// still is a playground before a wall clock that stands still, without a browser.
func still(t *testing.T) *visit {
	t.Helper()
	v := &visit{options: world(t, func() time.Time { return noon })}
	v.start(t)
	t.Cleanup(func() { v.p.close() })
	return v
}

func TestFoundingCaseIsWhole(t *testing.T) {
	t.Parallel()
	v := still(t)
	all, err := v.p.db.Committees(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("committees: %v, %v", all, err)
	}
	t.Run("seats", func(t *testing.T) { hasSeats(t, v, all[0]) })
	t.Run("roles", func(t *testing.T) { hasRoles(t, v, all[0]) })
	t.Run("work", func(t *testing.T) { hasWork(t, v, all[0]) })
}

func hasSeats(t *testing.T, v *visit, c committee.Committee) {
	t.Helper()
	seats, err := v.p.db.Seats(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	substitutes := 0
	for _, s := range seats {
		got[s.Group]++
		if s.Holder == nil {
			t.Errorf("%s has no holder", s.Body)
		}
		if s.Substitute != nil {
			substitutes++
		}
	}
	want := map[string]int{"Landkreise": 3, "Städte": 3, "Städte und Gemeinden": 3, "Vitako": 3, "KGSt": 2}
	if diff := cmp.Diff(want, got); diff != "" || substitutes != 2 || c.Seats != 14 {
		t.Errorf("%d seats, %d substitutes, groups (-want +got):\n%s", c.Seats, substitutes, diff)
	}
}

func hasRoles(t *testing.T, v *visit, c committee.Committee) {
	t.Helper()
	people, err := v.p.db.People(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[committee.Role]int{}
	for _, p := range people {
		for _, r := range p.Roles {
			got[r]++
		}
	}
	want := map[committee.Role]int{committee.Chair: 1, committee.Office: 1, committee.Guest: 1, committee.Member: 14, committee.Substitute: 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
}

func hasWork(t *testing.T, v *visit, c committee.Committee) {
	t.Helper()
	polls, err := v.p.db.OpenPolls(t.Context(), c.ID)
	if err != nil || len(polls) != 1 || !polls[0].ClosesAt.After(beginning) {
		t.Errorf("open polls: %+v, %v, want one that runs", polls, err)
	}
	needs, err := v.p.db.Needs(t.Context(), c.ID, 20, 0)
	if err != nil || len(needs) != 8 {
		t.Errorf("%d needs, %v, want 8", len(needs), err)
	}
	meetings, err := v.p.db.Meetings(t.Context(), c.ID, calendar.Date{Year: 2027, Month: 3, Day: 1}, calendar.Date{Year: 2027, Month: 3, Day: 31})
	if err != nil || len(meetings) != 2 || meetings[0].Kind != calendar.Virtual || meetings[1].Kind != calendar.Physical {
		t.Errorf("meetings of March: %+v, %v, want a virtual and a physical one", meetings, err)
	}
}

func TestOnlyAWholeNoteIsRemembered(t *testing.T) {
	t.Parallel()
	v := still(t)
	v.p.town.close() // keeps
	remember := func() (*scene, bool) {
		s := &scene{chatAt: v.p.chatFile(), noteAt: v.p.noteFile()}
		known, err := s.remember()
		return s, known && err == nil
	}
	s, known := remember()
	if !known || !s.Now.Equal(beginning) || s.Token == "" || s.Door == "" || len(s.CommandTokens) == 0 {
		t.Errorf("remembers %t %+v", known, s.memory)
	}
	note, err := os.ReadFile(v.p.noteFile())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", `[]`, string(note[:len(note)/2])} {
		if err := os.WriteFile(v.p.noteFile(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if s, known := remember(); known {
			t.Errorf("%q is remembered as %+v", text, s.memory)
		}
	}
	if err := os.Remove(v.p.chatFile()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(v.p.noteFile(), note, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, known := remember(); known {
		t.Error("a note without its chat is remembered")
	}
}

func TestOnceMoreAfterAHalfNoteBeginsAnew(t *testing.T) {
	t.Parallel()
	v := still(t)
	if err := v.p.Advance(t.Context(), beginning.AddDate(0, 0, 3)); err != nil {
		t.Fatal(err)
	}
	v.p.close()
	if err := os.WriteFile(v.p.noteFile(), []byte(`{"now":`), 0o600); err != nil {
		t.Fatal(err)
	}
	v.start(t)
	if got := v.p.Now(); !got.Equal(beginning) {
		t.Errorf("it is %v, want the beginning", got)
	}
}
