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

func TestWhoWithdrawsANeedIsAskedWhenOthersHaveIt(t *testing.T) {
	t.Parallel()
	alone := shared(t, committee.NeedReported)
	alone.Owners = alone.Owners[:1]
	without := shared(t, committee.NeedReported)
	without.Owners = without.Owners[1:]
	own := shared(t, committee.NeedReported)
	own.Owners = own.Owners[:2]
	parts := shared(t, committee.NeedReported)
	parts.Parts = []committee.Part{{ID: 21}}
	for name, row := range map[string]struct {
		n    committee.Need
		p    committee.Person
		w    committee.NeedWithdrawal
		want string
	}{
		"nobody else has it":                {alone, reporter(3, committee.Member), committee.NeedWithdrawal{}, ""},
		"nobody but the reporter has it":    {alone, keeper(), committee.NeedWithdrawal{}, ""},
		"others have it":                    {shared(t, committee.NeedReported), reporter(3, committee.Member), committee.NeedWithdrawal{}, "need.withdraw.unsure"},
		"others have it, says the office":   {shared(t, committee.NeedReported), keeper(), committee.NeedWithdrawal{}, "need.withdraw.unsure"},
		"the reporter's seat has left it":   {without, reporter(3, committee.Member), committee.NeedWithdrawal{}, "need.withdraw.unsure"},
		"the other one is the person's own": {own, on(4, committee.Member, committee.Chair), committee.NeedWithdrawal{}, ""},
		"they were named":                   {shared(t, committee.NeedReported), reporter(3, committee.Member), committee.NeedWithdrawal{Of: 7, Others: 2}, ""},
		"there are fewer now":               {own, reporter(3, committee.Member), committee.NeedWithdrawal{Others: 2}, ""},
		"there are more now":                {shared(t, committee.NeedReported), reporter(3, committee.Member), committee.NeedWithdrawal{Of: 7, Others: 1}, "need.withdraw.unsure"},
		"it has changed meanwhile":          {shared(t, committee.NeedReported), reporter(3, committee.Member), committee.NeedWithdrawal{Of: 6, Others: 2}, "need.meanwhile"},
		"others are bundled into it":        {parts, reporter(3, committee.Member), committee.NeedWithdrawal{Others: 2}, "need.withdraw.parts"},
		"it is closed":                      {shared(t, committee.NeedRejected), reporter(3, committee.Member), committee.NeedWithdrawal{Others: 2}, "need.closed"},
		"somebody else's":                   {shared(t, committee.NeedReported), on(4, committee.Member), committee.NeedWithdrawal{Others: 2}, "need.edit.others"},
	} {
		after, err := row.n.Withdraw(row.p, row.w, monday)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if withdrawn := after.State == committee.NeedWithdrawn; withdrawn != (row.want == "") {
			t.Errorf("%s: withdrawn: %v", name, withdrawn)
		}
	}
}

// Of a need whose label keeps it from somebody they are told nothing, even if their
// seat has it.
func TestWhoHearsThatANeedIsWithdrawn(t *testing.T) {
	t.Parallel()
	guest := on(4, committee.Guest)
	guest.User = "guest"
	for name, row := range map[string]struct {
		label committee.TLP
		by    committee.Person
		want  string
	}{
		"by its reporter":                 {committee.Amber, reporter(3, committee.Member), "state other 1.3. 09h"},
		"by the office":                   {committee.Amber, keeper(), "state other 1.3. 09h, state reporter 1.3. 09h"},
		"by its reporter, strict":         {committee.AmberStrict, reporter(3, committee.Member), "state other 1.3. 09h"},
		"by its reporter, when it is RED": {committee.Red, reporter(3, committee.Member), "state other 1.3. 09h"},
	} {
		before := shared(t, committee.NeedReported)
		before.TLP = row.label
		after, err := before.Withdraw(row.by, committee.NeedWithdrawal{Others: 2}, monday)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, owed := committee.NeedNews(kog(), before, after, row.by.User, append(circle(), guest), monday)
		if got := debts(owed); got != row.want {
			t.Errorf("%s: owed %q, want %q", name, got, row.want)
		}
	}
}
