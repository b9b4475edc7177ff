package committee_test

import (
	"testing"

	"gremienbot/committee"
)

// Seat 3 has reported the need, seat 4 has it too. Seat 4 may be reached through a
// part that was bundled into it, and seat 9 has nothing to do with it.
func TestWhoMayTakeBackThatTheyHaveANeed(t *testing.T) {
	t.Parallel()
	part := func(first int64, owners ...int64) committee.Need {
		n := committee.Need{ID: 21, Number: numbered(21)}
		for _, seat := range append(owners, first) {
			n.Owners = append(n.Owners, committee.Owner{Seat: seat, First: seat == first})
		}
		return n
	}
	via := shared(t, committee.NeedReported)
	via.Owners[1].Via = 21
	joined := shared(t, committee.NeedHandedOver)
	joined.Owners[1].At = joined.ChangedAt.Add(1)
	substitute := on(4, committee.Substitute)
	substitute.User = "substitute"
	for name, row := range map[string]struct {
		n     committee.Need
		p     committee.Person
		parts []committee.Need
		gone  bool
		want  string
	}{
		"the member":                           {shared(t, committee.NeedReported), on(4, committee.Member), nil, true, ""},
		"the substitute, for the seat":         {shared(t, committee.NeedReported), substitute, nil, true, ""},
		"a member who leads the office":        {shared(t, committee.NeedReported), on(4, committee.Member, committee.Office), nil, true, ""},
		"while it is assessed":                 {shared(t, committee.NeedAssessed), on(4, committee.Member), nil, true, ""},
		"while it is put off":                  {shared(t, committee.NeedDeferred), on(4, committee.Member), nil, true, ""},
		"while a question is open":             {shared(t, committee.NeedQueried), on(4, committee.Member), nil, true, ""},
		"a seat that does not have it":         {shared(t, committee.NeedReported), on(9, committee.Member), nil, false, ""},
		"the reporter":                         {shared(t, committee.NeedReported), reporter(3, committee.Member), nil, false, "need.leave.first"},
		"the substitute of the reporter":       {shared(t, committee.NeedReported), on(3, committee.Substitute), nil, false, "need.leave.first"},
		"the office":                           {shared(t, committee.NeedReported), keeper(), nil, false, "need.leave.seat"},
		"an adviser on no seat":                {shared(t, committee.NeedReported), committee.Person{User: "a", Roles: []committee.Role{committee.Advisory}}, nil, false, "need.leave.seat"},
		"somebody from outside":                {shared(t, committee.NeedReported), committee.Person{User: "x"}, nil, false, "may.outsider"},
		"when it is handed over":               {shared(t, committee.NeedHandedOver), on(4, committee.Member), nil, false, "need.leave.handed"},
		"who came after it was handed over":    {joined, on(4, committee.Member), nil, true, ""},
		"when it is being implemented":         {shared(t, committee.NeedImplementing), on(4, committee.Member), nil, false, "need.leave.handed"},
		"when it is withdrawn":                 {shared(t, committee.NeedWithdrawn), on(4, committee.Member), nil, false, "need.closed"},
		"when it is not pursued":               {shared(t, committee.NeedDropped), on(4, committee.Member), nil, false, "need.closed"},
		"when it lives on elsewhere":           {shared(t, committee.NeedBundled), on(4, committee.Member), nil, false, "need.bundled"},
		"who said so to a part of it":          {via, on(4, committee.Member), []committee.Need{part(9, 4)}, true, ""},
		"who has reported a part of it":        {via, on(4, committee.Member), []committee.Need{part(4)}, false, "need.leave.part"},
		"who said so, and has reported a part": {shared(t, committee.NeedReported), on(4, committee.Member), []committee.Need{part(9), part(4)}, false, "need.leave.part"},
	} {
		o, gone, err := row.n.Leave(row.p, row.parts)
		if got := refusedAs(t, err); got != row.want || err == nil && gone != row.gone {
			t.Errorf("%s: %v, refused %q, want %v, %q", name, gone, got, row.gone, row.want)
		}
		if row.gone && o.Seat != row.p.Seat.ID {
			t.Errorf("%s: seat %d is taken away, want %d", name, o.Seat, row.p.Seat.ID)
		}
	}
}

// Who has reported a need leaves it to the others, if there are any; they are then
// as good as any other who has it.
func TestAReporterLeavesANeedToTheOthers(t *testing.T) {
	t.Parallel()
	alone := shared(t, committee.NeedReported)
	alone.Owners = alone.Owners[:1]
	without := shared(t, committee.NeedReported)
	without.Owners = without.Owners[1:]
	colleague := on(3, committee.Substitute)
	for name, row := range map[string]struct {
		n    committee.Need
		p    committee.Person
		gone bool
		want string
	}{
		"the reporter":              {shared(t, committee.NeedReported), reporter(3, committee.Member), true, ""},
		"nobody else has it":        {alone, reporter(3, committee.Member), false, "need.leave.alone"},
		"the reporter, twice":       {without, reporter(3, committee.Member), false, ""},
		"the reporter's substitute": {shared(t, committee.NeedReported), colleague, false, "need.leave.first"},
		"another seat":              {shared(t, committee.NeedReported), on(4, committee.Member), true, ""},
		"when it is handed over":    {shared(t, committee.NeedHandedOver), reporter(3, committee.Member), false, "need.leave.handed"},
	} {
		o, gone, err := row.n.LeaveToOthers(row.p, nil)
		if got := refusedAs(t, err); got != row.want || err == nil && gone != row.gone {
			t.Errorf("%s: %v, refused %q, want %v, %q", name, gone, got, row.gone, row.want)
		}
		if row.gone && o.Seat != row.p.Seat.ID {
			t.Errorf("%s: seat %d is taken away, want %d", name, o.Seat, row.p.Seat.ID)
		}
	}
}
