package committee_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
	"gremienbot/committee/tally"
)

func TestWhatEntersTheRegisterOfResults(t *testing.T) {
	t.Parallel()
	motion := func(o tally.Outcome) committee.Outcome {
		return committee.Outcome{Cast: 14, Motion: &tally.MotionResult{Outcome: o}}
	}
	objected := &committee.Circulation{Days: 10, Objected: opening}
	for name, row := range map[string]struct {
		terms committee.Terms
		o     committee.Outcome
		want  bool
	}{
		"a resolution that was adopted":      {committee.Terms{Result: committee.Resolution}, motion(tally.Adopted), true},
		"a recommendation that was adopted":  {committee.Terms{Result: committee.Recommendation}, motion(tally.Adopted), true},
		"an opinion that was adopted":        {committee.Terms{Result: committee.Opinion}, motion(tally.Adopted), true},
		"a notice that was taken":            {committee.Terms{Result: committee.Notice}, motion(tally.Adopted), true},
		"a straw poll, adopted or not":       {committee.Terms{Result: committee.Mood}, motion(tally.Adopted), false},
		"a resolution that was rejected":     {committee.Terms{Result: committee.Resolution}, motion(tally.Rejected), false},
		"a resolution without a quorum":      {committee.Terms{Result: committee.Resolution}, motion(tally.NotQuorate), false},
		"a circulation":                      {committee.Terms{Result: committee.Resolution, Circulation: &committee.Circulation{Days: 10}}, motion(tally.Adopted), true},
		"a circulation that was objected to": {committee.Terms{Result: committee.Resolution, Circulation: objected}, committee.Outcome{Cast: 14}, false},
		"needs in an order":                  {committee.Terms{Result: committee.Prioritisation}, committee.Outcome{Cast: 9, Blank: 2}, true},
		"needs that only one has ranked":     {committee.Terms{Result: committee.Prioritisation}, committee.Outcome{Cast: 1}, true},
		"needs on which all abstained":       {committee.Terms{Result: committee.Prioritisation}, committee.Outcome{Cast: 9, Blank: 9}, false},
		"needs on which nobody voted":        {committee.Terms{Result: committee.Prioritisation}, committee.Outcome{}, false},
		"needs with too many ties":           {committee.Terms{Result: committee.Prioritisation}, committee.Outcome{Cast: 9, Undecided: true}, false},
		"needs in an order, as a straw poll": {committee.Terms{Result: committee.Mood}, committee.Outcome{Cast: 9}, false},
	} {
		if got := (committee.Poll{Terms: row.terms}).Enters(row.o); got != row.want {
			t.Errorf("%s: enters %t, want %t", name, got, row.want)
		}
	}
}

func TestAResultComesUpAgainOnADayToCome(t *testing.T) {
	t.Parallel()
	entry := committee.Number{Register: committee.ResultRegister, Year: 2027, Seq: 2}
	evening := at(t, "2027-03-01 23:30") // still 1 March in Berlin, and in UTC
	night := at(t, "2027-03-02 00:30")   // 2 March in Berlin, 1 March in UTC
	for name, row := range map[string]struct {
		entry committee.Number
		who   committee.Person
		day   string
		now   time.Time
		want  string
	}{
		"the chair, tomorrow":               {entry, presiding(), "2027-03-02", evening, ""},
		"the office, in ten years":          {entry, keeper(), "2037-03-01", evening, ""},
		"in ten years and a day":            {entry, keeper(), "2037-03-02", evening, "result.review.far"},
		"today":                             {entry, keeper(), "2027-03-01", evening, "result.review.past"},
		"today, by the clock on the wall":   {entry, keeper(), "2027-03-02", night, "result.review.past"},
		"yesterday":                         {entry, keeper(), "2027-02-28", evening, "result.review.past"},
		"no day takes it off":               {entry, keeper(), "", evening, ""},
		"a poll that has no entry":          {committee.Number{}, keeper(), "2027-03-02", evening, "result.review.entry"},
		"taking it off where there is none": {committee.Number{}, keeper(), "", evening, "result.review.entry"},
		"a member":                          {entry, on(1, committee.Member), "2027-03-02", evening, "may.not"},
		"an outsider":                       {entry, with(), "2027-03-02", evening, "may.outsider"},
	} {
		p := committee.Poll{ID: 5, Entry: row.entry, Review: day(t, "2027-12-01")}
		var wanted calendar.Date
		if row.day != "" {
			wanted = day(t, row.day)
		}
		after, err := p.ReviewOn(kog(), row.who, wanted, row.now)
		if got := refusedAs(t, err); got != row.want {
			t.Errorf("%s: refused %q, want %q", name, got, row.want)
		}
		if want := map[bool]calendar.Date{true: wanted, false: p.Review}[row.want == ""]; after.Review != want {
			t.Errorf("%s: it comes up on %s, want %s", name, after.Review, want)
		}
	}
}

func TestWhoIsRemindedOfAResult(t *testing.T) {
	t.Parallel()
	people := []committee.Person{presiding(), keeper(), on(1, committee.Member), {User: "deputy", Roles: []committee.Role{committee.Deputy}}, {User: "guest", Roles: []committee.Role{committee.Guest}}}
	p := committee.Poll{ID: 5}
	if got := p.Reviewers(kog(), people); got != nil {
		t.Errorf("without a day, owed %+v", got)
	}
	p.Review = day(t, "2027-06-01")
	owed := func(user string) committee.Owed {
		return committee.Owed{
			Committee: 1, Object: committee.Object{Kind: committee.PollObject, ID: 5}, Kind: committee.OwedReview, User: user,
			Due: at(t, "2027-06-01 09:00"), Grace: 7 * 24 * time.Hour,
		}
	}
	want := []committee.Owed{owed("chair"), owed("office"), owed("deputy")}
	if d := cmp.Diff(want, p.Reviewers(kog(), people)); d != "" {
		t.Errorf("owed (-want +got):\n%s", d)
	}
}
