package committee_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
)

var reporting = time.Date(2027, 3, 10, 9, 0, 0, 0, time.UTC)

func needDraft() committee.NeedDraft {
	return committee.NeedDraft{
		Title: "Einheitliche Wohnsitzanmeldung", Problem: "Der Zuzug wird überall anders erfasst.", Affected: "Gemeinden", Reason: "bis 2028", Existing: "nein",
	}
}

// reporter is somebody on the seat with this ID, under a name of their own.
func reporter(seat int64, role committee.Role) committee.Person {
	p := on(seat, role)
	p.User, p.Name, p.Seat.Group = "reporter", "Gerda Klein", "Landkreise"
	return p
}

func reported(t *testing.T, p committee.Person) committee.Need {
	t.Helper()
	n, err := committee.ReportNeed(kog(), p, needDraft(), reporting)
	if err != nil {
		t.Fatalf("ReportNeed: %v", err)
	}
	return n
}

func TestAReportedNeedBelongsToTheSeat(t *testing.T) {
	t.Parallel()
	want := committee.Need{
		Committee: 1, Title: "Einheitliche Wohnsitzanmeldung", Problem: "Der Zuzug wird überall anders erfasst.", Affected: "Gemeinden",
		Reason: "bis 2028", Existing: "nein", TLP: committee.Amber, NeedStanding: committee.NeedStanding{State: committee.NeedReported}, ChangedBy: "reporter", ChangedByName: "Gerda Klein", By: "reporter", ByName: "Gerda Klein", Group: "Landkreise",
		Owners: []committee.Owner{{Seat: 3, Group: "Landkreise", Body: "Stadt", At: reporting, First: true}}, At: reporting, ChangedAt: reporting, Version: 1,
	}
	if d := cmp.Diff(want, reported(t, reporter(3, committee.Substitute))); d != "" {
		t.Errorf("ReportNeed (-want +got):\n%s", d)
	}
	if n := reported(t, with(committee.Office)); n.Owners != nil || n.Group != "" {
		t.Errorf("the office's need belongs to %v, want to nobody", n.Owners)
	}
}

func TestANeedIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", 10_000)
	for name, row := range map[string]struct {
		draft committee.NeedDraft
		want  string
	}{
		"nothing is filled in":  {committee.NeedDraft{}, "title need.title.missing, problem need.problem.missing, affected need.affected.missing"},
		"only white space":      {committee.NeedDraft{Title: " \n", Problem: "\t", Affected: " "}, "title need.title.missing, problem need.problem.missing, affected need.affected.missing"},
		"everything is short":   {committee.NeedDraft{Title: "IT", Problem: "x", Affected: "y"}, "title text.short, problem text.short, affected text.short"},
		"everything is long":    {committee.NeedDraft{Title: long, Problem: long, Affected: long, Reason: long, Existing: long}, "title text.long, problem text.long, affected text.long, reason text.long, existing text.long"},
		"what may be left out":  {committee.NeedDraft{Title: "Titel", Problem: "Ein Problem", Affected: "alle"}, ""},
		"at the limit":          {committee.NeedDraft{Title: long[:300], Problem: long[:6000], Affected: long[:6000]}, ""},
		"one over the limit":    {committee.NeedDraft{Title: long[:302], Problem: "Ein Problem", Affected: "alle"}, "title text.long"},
		"marked, whatever else": {committee.NeedDraft{Existing: "Lage (VS-NfD)"}, "text.classified"},
	} {
		n, err := committee.ReportNeed(kog(), reporter(1, committee.Member), row.draft, reporting)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if row.want != "" && n.Title != "" {
			t.Errorf("%s: refused and yet made: %+v", name, n)
		}
	}
}

func TestALongTitleIsRefusedWithItsCount(t *testing.T) {
	t.Parallel()
	_, err := committee.NeedTitle(strings.Repeat("ä", 10_000))
	var e *committee.Error
	if !errors.As(err, &e) || e.Key != "text.long" || e.Args["Count"] != 10_000 || e.Args["Max"] != committee.MaxTitle {
		t.Errorf("NeedTitle = %v, want text.long with 10000 of 150", err)
	}
	for typed, want := range map[string]string{"": "", "IT": "IT", " zwei\n Zeilen ": "zwei Zeilen"} {
		if got, err := committee.NeedTitle(typed); got != want || err != nil {
			t.Errorf("NeedTitle(%q) = %q, %v, want %q", typed, got, err, want)
		}
	}
	if _, err := committee.NeedTitle("Lage VS-NfD"); refusedAs(t, err) != "text.classified" {
		t.Errorf("NeedTitle = %v, want text.classified", err)
	}
}

func TestTextIsKeptAsTyped(t *testing.T) {
	t.Parallel()
	d := needDraft()
	d.Problem = "  @channel | **fett** \u202eabc\u200b\n\n- Punkt\x00\xff  "
	n, err := committee.ReportNeed(kog(), reporter(1, committee.Member), d, reporting)
	if want := "@channel | **fett** \u202eabc\u200b\n\n- Punkt\uFFFD"; err != nil || n.Problem != want {
		t.Errorf("Problem = %q, %v, want %q", n.Problem, err, want)
	}
}

func TestWhoMayChangeANeed(t *testing.T) {
	t.Parallel()
	open := reported(t, reporter(1, committee.Member))
	closed := open
	closed.State = committee.NeedWithdrawn
	left := committee.Person{User: "reporter"}
	now := reporting.Add(time.Hour)
	for name, row := range map[string]struct {
		n    committee.Need
		p    committee.Person
		want string
	}{
		"its reporter":              {open, reporter(1, committee.Member), ""},
		"its reporter, who left":    {open, left, "may.outsider"},
		"another member":            {open, on(2, committee.Member), "need.edit.others"},
		"the office":                {open, with(committee.Office), ""},
		"the deputy chair":          {open, with(committee.Deputy), ""},
		"a guest":                   {open, with(committee.Guest), "may.not"},
		"its reporter, once closed": {closed, reporter(1, committee.Member), "need.closed"},
		"the office, once closed":   {closed, with(committee.Office), "need.closed"},
	} {
		_, editing := row.n.Edit(row.p, needDraft(), now)
		_, withdrawing := row.n.Withdraw(row.p, committee.NeedWithdrawal{}, now)
		for verb, err := range map[string]error{"Edit": editing, "Withdraw": withdrawing, "MayEdit": row.n.MayEdit(row.p)} {
			if got := refusedAs(t, err); got != row.want {
				t.Errorf("%s by %s: %q, want %q", verb, name, got, row.want)
			}
		}
	}
}

func TestAChangeKeepsWhatTheNeedIs(t *testing.T) {
	t.Parallel()
	before := reported(t, reporter(1, committee.Member))
	now := reporting.Add(time.Hour)
	d := needDraft()
	d.Title, d.Of = "Neuer Titel", 1
	got, err := before.Edit(with(committee.Office), d, now)
	want := before
	want.Title, want.ChangedBy, want.ChangedByName, want.ChangedAt, want.Version = "Neuer Titel", "u", "", now, 2
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("Edit: %v (-want +got):\n%s", err, diff)
	}
	if _, err := got.Edit(reporter(1, committee.Member), d, now); refusedAs(t, err) != "need.meanwhile" {
		t.Errorf("Edit from version 1 = %v, want need.meanwhile", err)
	}
	gone, err := got.Withdraw(reporter(1, committee.Member), committee.NeedWithdrawal{}, now)
	if err != nil || gone.State != committee.NeedWithdrawn || gone.Version != 3 || len(gone.Owners) != 1 {
		t.Errorf("Withdraw = %+v, %v", gone, err)
	}
}

func TestWhoMaySupportANeed(t *testing.T) {
	t.Parallel()
	open := reported(t, reporter(1, committee.Member))
	closed := open
	closed.State = committee.NeedWithdrawn
	for name, row := range map[string]struct {
		n     committee.Need
		p     committee.Person
		fresh bool
		want  string
	}{
		"another seat's member":     {open, on(2, committee.Member), true, ""},
		"another seat's substitute": {open, on(2, committee.Substitute), true, ""},
		"the reporter's seat":       {open, on(1, committee.Substitute), false, ""},
		"the office":                {open, with(committee.Office), false, "need.support.seat"},
		"an office with a seat":     {open, on(2, committee.Member, committee.Office), true, ""},
		"a guest":                   {open, with(committee.Guest), false, "need.support.seat"},
		"somebody from outside":     {open, with(), false, "may.outsider"},
		"a member without a seat":   {open, with(committee.Member), false, "need.support.seat"},
		"a member, too late":        {closed, on(2, committee.Member), false, "need.closed"},
	} {
		o, fresh, err := row.n.Support(row.p, reporting)
		if got := refusedAs(t, err); got != row.want || fresh != row.fresh {
			t.Errorf("%s: new %t, %q, want %t, %q", name, fresh, got, row.fresh, row.want)
		}
		if err == nil && o.Seat != row.p.Seat.ID {
			t.Errorf("%s: for seat %d, want %d", name, o.Seat, row.p.Seat.ID)
		}
	}
}
