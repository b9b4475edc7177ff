package committee_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

func september(day int) calendar.Date {
	return calendar.Date{Year: 2027, Month: time.September, Day: day}
}

// dates asks for the 29th, 20th and 22nd of September, in this order.
func dates() committee.PollDraft {
	d := committee.PollDraft{Kind: committee.DatePoll, Question: "Wann tagen wir?", ClosesAt: closing}
	for _, day := range []int{29, 20, 22} {
		d.Options = append(d.Options, committee.DayOption(september(day), calendar.Clock{Hour: 10}, ""))
	}
	return d
}

// answers are the ballots of seats from 1: j is yes, v if need be, n no, for each
// of three days in order of time.
func answers(p committee.Poll, said ...string) []committee.Ballot {
	words := map[byte]string{'j': committee.Yes, 'v': committee.Maybe, 'n': committee.No}
	var all []committee.Ballot
	for i, s := range said {
		days := map[string]string{}
		for j := range s {
			days[p.Options[j].Key] = words[s[j]]
		}
		all = append(all, committee.Ballot{Seat: int64(i + 1), AsHolder: true, Choice: committee.Choice{Days: days}})
	}
	return all
}

// vector is that of the domain notes, section 3.7: 9/1/4, 8/5/1 and 10/0/4.
func vector() []string {
	return []string{"jjj", "jjj", "jjj", "jjj", "jjj", "jjj", "jjj", "jjj", "jvj", "vvj", "nvn", "nvn", "nvn", "nnn"}
}

// Nobody of a group whose seats do not take part can be asked for.
func TestAGroupThatIsRecusedKeepsNoDayAway(t *testing.T) {
	t.Parallel()
	d := dates()
	d.Dates.EveryGroup = true
	list := seats(14)
	for i := range list {
		if i >= 12 {
			list[i].Group = "KGSt"
		}
	}
	p, err := committee.OpenPoll(kog(), presiding(), d, list, opening)
	if err != nil {
		t.Fatal(err)
	}
	p.Recused = []int64{p.Electors[12].Seat, p.Electors[13].Seat}
	if o, err := p.Count(answers(p, vector()[:12]...)); err != nil || len(o.Days.Order) != 3 || o.Days.Days[0].Groups != 0 {
		t.Errorf("%+v, %v", o.Days, err)
	}
}

func TestDaysAreRankedByWhoCouldCome(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		terms    committee.DateTerms
		said     []string
		lead     string // what the chair says on their own seat, the first
		order    []int
		ruledOut []int
	}{
		{"most who could come, then most for certain", committee.DateTerms{}, vector(), "", []int{22, 29, 20}, nil},
		{"equal days are in order of time", committee.DateTerms{AnyTurnout: true}, []string{"jjj", "vvv"}, "", []int{20, 22, 29}, nil},
		{"a day without a quorum is out", committee.DateTerms{}, []string{"jjn", "jjn", "jjn", "jjn", "jvn", "vvn", "jjn", "njv"}, "", []int{22}, []int{20, 29}},
		{"unless nobody asks for one", committee.DateTerms{AnyTurnout: true}, []string{"njv"}, "", []int{22, 29}, []int{20}},
		{"a day on which nobody can come is out whatever is asked for", committee.DateTerms{AnyTurnout: true, Unled: true}, []string{"nnn", "nnn"}, "", nil, []int{20, 22, 29}},
		{"a day on which the chair cannot come is out", committee.DateTerms{}, append([]string{"jnj"}, vector()[1:]...), "jnj", []int{29, 20}, []int{22}},
		{"unless somebody else may lead", committee.DateTerms{Unled: true}, append([]string{"jnj"}, vector()[1:]...), "jnj", []int{22, 29, 20}, nil},
		{"a day that a group misses is out", committee.DateTerms{EveryGroup: true}, vector(), "", []int{22}, []int{20, 29}},
	} {
		d := dates()
		d.Dates = c.terms
		list := seats(14)
		for i := range list {
			list[i].Land = "HE"
			if i >= 10 {
				list[i].Group = "KGSt"
			}
		}
		p, err := committee.OpenPoll(kog(), presiding(), d, list, opening)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		ballots := answers(p, c.said...)
		ballots[0].AsLead = c.lead != ""
		o, err := p.Count(ballots)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff([2][]string{keysOf(c.order), keysOf(c.ruledOut)}, [2][]string{o.Days.Order, o.Days.RuledOut}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func keysOf(days []int) []string {
	var keys []string
	for _, d := range days {
		keys = append(keys, september(d).String()+"T10:00")
	}
	return keys
}

func TestAHolidayOfAMemberBreaksATie(t *testing.T) {
	t.Parallel()
	d, list := dates(), seats(14)
	list[3].Land, list[4].Land = "TH", "HE"
	d.Options[2] = committee.DayOption(september(21), calendar.Clock{}, "")
	p, err := committee.OpenPoll(kog(), presiding(), d, list, opening)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Options[0].Holidays; !cmp.Equal(got, []calendar.Land{"TH"}) || p.Options[1].Holidays != nil {
		t.Errorf("20 September is a holiday in %v, the next day in %v", got, p.Options[1].Holidays)
	}
	o, err := p.Count(answers(p, "jjj", "jjj", "jjj", "jjj", "jjj", "jjj", "jjj", "jjj"))
	if err != nil || !cmp.Equal(o.Days.Order, []string{"2027-09-21", "2027-09-29T10:00", "2027-09-20T10:00"}) {
		t.Errorf("the order is %v, %v", o.Days.Order, err)
	}
}

func TestADatePollIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*committee.PollDraft)
		want   string
	}{
		"with one day":     {func(d *committee.PollDraft) { d.Options = d.Options[:1] }, "poll.days.few"},
		"with a day twice": {func(d *committee.PollDraft) { d.Options[2] = d.Options[0] }, "poll.days.twice"},
		"with a day before its end": {func(d *committee.PollDraft) {
			d.Options[0] = committee.DayOption(calendar.DateOf(opening, time.UTC), calendar.Clock{}, "")
		}, "poll.days.closing"},
		"with a day years ahead":          {func(d *committee.PollDraft) { d.Options[0].Day.Year = 2072 }, "meeting.date.far"},
		"in the hour the clocks change":   {func(d *committee.PollDraft) { d.Options[0].Time.Hour = 2 }, "meeting.clock.night"},
		"with a long note":                {func(d *committee.PollDraft) { d.Options[0].Note = string(make([]rune, 81)) }, "poll.days.note"},
		"with a classified note":          {func(d *committee.PollDraft) { d.Options[0].Note = "VS-NfD" }, "text.classified"},
		"confidential and for each group": {func(d *committee.PollDraft) { d.Confidential, d.Dates.EveryGroup = true, true }, "poll.days.confidential"},
	} {
		d := dates()
		c.change(&d)
		_, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening)
		if es := committee.Refusals(err); len(es) != 1 || es[0].Key != c.want {
			t.Errorf("a date poll %s: %v, want %s", name, err, c.want)
		}
	}
}

func TestASketchOfADatePollIsTypedAgain(t *testing.T) {
	t.Parallel()
	d := dates()
	d.Options[0].Note = "Herbstferien in HE"
	p, err := committee.OpenPoll(kog(), presiding(), d, seats(14), opening)
	if err != nil {
		t.Fatal(err)
	}
	want := "20 10:00\n22 10:00\n29 10:00 Herbstferien in HE"
	if got := committee.SketchOf(p, typedDay, opening).Options; got != want {
		t.Errorf("the days are %q, want %q", got, want)
	}
}

// A poll whose days are all ruled out says so, and whether anybody could come at all.
func TestADatePollKnowsThatNoDayFits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		said           []string
		fits, somebody bool
	}{
		"enough can come":                 {vector(), true, true},
		"too few can come":                {[]string{"jnn", "nvn"}, false, true},
		"nobody can come":                 {[]string{"nnn", "nnn"}, false, false},
		"nobody has answered, for anyone": {nil, false, false},
	} {
		p, err := committee.OpenPoll(kog(), presiding(), dates(), seats(14), opening)
		if err != nil {
			t.Fatal(err)
		}
		o, err := p.Count(answers(p, c.said...))
		if err != nil {
			t.Fatal(err)
		}
		if o.NoDayFits() == c.fits || o.NobodyCan() == c.somebody {
			t.Errorf("%s: no day fits %t, nobody can come %t", name, o.NoDayFits(), o.NobodyCan())
		}
	}
	if (committee.Outcome{}).NoDayFits() || (committee.Outcome{}).NobodyCan() {
		t.Error("another poll has days")
	}
}

// That chair or deputy can come is asked for only where one of them answers.
func TestADayNeedsAChairOnlyWhereOneVotes(t *testing.T) {
	t.Parallel()
	chair := func(seat *committee.Seat, roles ...committee.Role) []committee.Person {
		return []committee.Person{{User: "m", Roles: []committee.Role{committee.Member}, Seat: &committee.Seat{ID: 2}}, {User: "v", Roles: roles, Seat: seat}}
	}
	for name, row := range map[string]struct {
		people []committee.Person
		voters string
		unled  bool
	}{
		"the chair has no seat":                 {chair(nil, committee.Chair), "", true},
		"the chair has a seat":                  {chair(&committee.Seat{ID: 1}, committee.Chair, committee.Member), "", false},
		"the deputy has a seat":                 {chair(&committee.Seat{ID: 1}, committee.Deputy, committee.Member), "", false},
		"the chair is a substitute":             {chair(&committee.Seat{ID: 1}, committee.Chair, committee.Substitute), "", true},
		"the seat of the chair is not asked":    {chair(&committee.Seat{ID: 1, Group: "Städte"}, committee.Chair, committee.Member), "Vitako", true},
		"the group of the chair alone is asked": {chair(&committee.Seat{ID: 1, Group: "Vitako"}, committee.Chair, committee.Member), "Vitako", false},
	} {
		d := dates()
		d.Voters = row.voters
		if got := d.LedBy(row.people).Dates.Unled; got != row.unled {
			t.Errorf("%s: unled %t, want %t", name, got, row.unled)
		}
	}
}

// Who answers sees on which days there is a meeting already, whatever is noted there.
func TestADayWithAMeetingSaysSo(t *testing.T) {
	t.Parallel()
	said := func(m committee.Meeting) string { return fmt.Sprintf("schon die %d. Sitzung", m.Number) }
	long := strings.Repeat("x", committee.MaxDayNote-5)
	for name, row := range map[string]struct {
		note, want string
		state      committee.MeetingState
	}{
		"no note":                    {"", "schon die 86. Sitzung", committee.MeetingPlanned},
		"beside a note":              {"Ferien in HE", "Ferien in HE; schon die 86. Sitzung", committee.MeetingPlanned},
		"copied from a poll before":  {"schon die 86. Sitzung", "schon die 86. Sitzung", committee.MeetingPlanned},
		"no room":                    {long, long, committee.MeetingPlanned},
		"the meeting was called off": {"", "", committee.MeetingCancelled},
	} {
		d := dates()
		d.Options[0].Note = row.note
		taken := d.Taken([]committee.Meeting{{Number: 86, Day: september(29), State: row.state}}, said)
		if got := taken.Options[0].Note; got != row.want || taken.Options[1].Note != "" {
			t.Errorf("%s: %q and %q, want %q", name, got, taken.Options[1].Note, row.want)
		}
	}
}
