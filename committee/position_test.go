package committee_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

func TestWhoBecomesSomethingIsToldOnce(t *testing.T) {
	t.Parallel()
	seat := &committee.Seat{ID: 1, Group: "Landkreise", Body: "Kreis A"}
	member := committee.Person{User: "l1", Roles: []committee.Role{committee.Member}, Seat: seat}
	deputy := committee.Person{User: "l1s", Roles: []committee.Role{committee.Substitute}, Seat: seat}
	promoted := committee.Person{User: "l1s", Roles: []committee.Role{committee.Chair, committee.Member}, Seat: seat}
	for name, c := range map[string]struct {
		before, after []committee.Person
		by, now       string
		want          map[string]committee.PositionChange
		due           string
	}{
		"nothing changed": {[]committee.Person{member, office}, []committee.Person{office, member}, "office", "2027-03-01 09:00", nil, ""},
		"a new member, and the office itself": {
			nil,
			[]committee.Person{member, office},
			"office", "2027-03-01 09:00",
			map[string]committee.PositionChange{"l1": {Gained: []committee.Position{{Role: committee.Member, Group: "Landkreise", Body: "Kreis A"}}}},
			"2027-03-01 09:00",
		},
		"a substitute takes the seat over": {
			[]committee.Person{member, deputy},
			[]committee.Person{promoted},
			"office", "2027-03-01 09:00",
			map[string]committee.PositionChange{
				"l1": {Lost: []committee.Position{{Role: committee.Member, Group: "Landkreise", Body: "Kreis A"}}},
				"l1s": {
					Gained: []committee.Position{{Role: committee.Chair}, {Role: committee.Member, Group: "Landkreise", Body: "Kreis A"}},
					Lost:   []committee.Position{{Role: committee.Substitute, Group: "Landkreise", Body: "Kreis A"}},
				},
			},
			"2027-03-01 09:00",
		},
		"on a Sunday it waits": {
			nil,
			[]committee.Person{chair},
			"office", "2027-03-07 22:00",
			map[string]committee.PositionChange{"chair": {Gained: []committee.Position{{Role: committee.Chair}}}},
			"2027-03-09 08:00", // Monday is a holiday in Berlin
		},
		"the bot itself tells nobody": {nil, []committee.Person{member}, "", "2027-03-01 09:00", nil, ""},
	} {
		var got map[string]committee.PositionChange
		for _, o := range committee.PositionsChanged(board, c.before, c.after, committee.SeatWork{}, c.by, at(t, c.now)) {
			x, err := committee.ReadPositionChange(o.Note)
			if err != nil || !o.Due.Equal(at(t, c.due)) || o.Channel != "" {
				t.Errorf("%s: %+v, %v", name, o, err)
			}
			if got == nil {
				got = map[string]committee.PositionChange{}
			}
			got[o.User] = x
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
