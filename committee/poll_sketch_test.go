package committee_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// typedDay stands for the words of a language: the day of the month, the time if there
// is one, and the note.
func typedDay(o committee.PollOption) string {
	words := []string{strconv.Itoa(o.Day.Day)}
	if o.Time != (calendar.Clock{}) {
		words = append(words, o.Time.String())
	}
	return strings.TrimSpace(strings.Join(append(words, o.Note), " "))
}

// A sketch is the same poll as typed, without its end and what belonged to one vote
// alone.
func TestASketchOfAPollIsThePollAgain(t *testing.T) {
	t.Parallel()
	later := closing.Add(time.Hour)
	needs := "B-2027-001 Bedarf A\nB-2027-002 Bedarf B\nB-2027-003 Bedarf C"
	for name, row := range map[string]struct {
		kind   committee.PollKind
		change func(*committee.PollDraft)
		want   committee.PollSketch
	}{
		"a motion": {committee.MotionPoll, func(d *committee.PollDraft) { d.Text, d.Result = "Wortlaut", committee.Opinion }, committee.PollSketch{
			Terms: committee.Terms{Method: committee.ByMotion, Result: committee.Opinion, Text: "Wortlaut"},
		}},
		"options": {committee.ApprovalPoll, func(d *committee.PollDraft) { d.Winners, d.Confidential = 2, true }, committee.PollSketch{
			Options: "Apfel\nBirne\nKirsche", Terms: committee.Terms{Method: committee.ByApproval, Result: committee.Mood, Winners: 2, Confidential: true},
		}},
		"needs by their numbers": {committee.PriorityPoll, nil, committee.PollSketch{
			Options: needs, Terms: committee.Terms{Method: committee.BySchulze, Result: committee.Prioritisation},
		}},
		"days with times and notes": {committee.DatePoll, func(d *committee.PollDraft) {
			d.Dates.Unled = true
			d.Options = []committee.PollOption{committee.DayOption(september(20), calendar.Clock{}, "Herbstferien"), committee.DayOption(september(22), calendar.Clock{Hour: 9, Minute: 30}, "")}
		}, committee.PollSketch{
			Options: "20 Herbstferien\n22 09:30", Terms: committee.Terms{Method: committee.ByDates, Result: committee.Mood, Dates: committee.DateTerms{Unled: true}},
		}},
		"a circulation keeps its days": {committee.MotionPoll, func(d *committee.PollDraft) { d.Text, d.Circulation = "Wortlaut", &committee.Circulation{Days: 7} }, committee.PollSketch{
			Terms: committee.Terms{Method: committee.ByMotion, Result: committee.Recommendation, Text: "Wortlaut", EarlyClose: true, Circulation: &committee.Circulation{Days: 7}},
		}},
	} {
		d := asking(row.kind)
		if row.change != nil {
			row.change(&d)
		}
		p := opened(t, d)
		row.want.Kind, row.want.Question, row.want.At = row.kind, "Was zuerst?", later
		if diff := cmp.Diff(row.want, committee.SketchOf(p, typedDay, later)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if got := row.want.InRegister(); got != (row.kind == committee.PriorityPoll) {
			t.Errorf("%s: its lines name needs: %t", name, got)
		}
	}
}

func TestAnObjectionIsNotSketchedAgain(t *testing.T) {
	t.Parallel()
	d := asking(committee.MotionPoll)
	d.Text, d.Circulation = "Wortlaut", &committee.Circulation{Days: 7}
	p, err := opened(t, d).Object(on(1, committee.Member), nil, "Zu wichtig", opening.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if got := committee.SketchOf(p, typedDay, closing).Circulation; *got != (committee.Circulation{Days: 7}) || !p.Objected() {
		t.Errorf("the sketch has %+v, the poll is objected to: %t", got, p.Objected())
	}
}

func TestWhoVotesWhereOneGroupDoes(t *testing.T) {
	t.Parallel()
	list := seats(14)
	for i := range list[9:] {
		list[9+i].Group = "KGSt"
	}
	for name, row := range map[string]struct {
		voters   string
		preset   committee.Preset
		electors int
		seats    int // statutory seats that the quorum is of
		rule     committee.Preset
	}{
		"all seats":                     {"", "", 14, 14, committee.PresetKoG},
		"five of one group":             {"KGSt", "", 5, 5, committee.PresetKoG},
		"all, by another rule":          {"", committee.PresetAllSeats, 14, 14, committee.PresetAllSeats},
		"one group, by another rule":    {"Städte", committee.PresetTwoThirds, 9, 9, committee.PresetTwoThirds},
		"a committee with vacant seats": {"", "", 14, 16, committee.PresetKoG},
	} {
		d := asking(committee.MotionPoll)
		d.Voters, d.Preset = row.voters, row.preset
		c := kog()
		c.Seats = max(row.seats, 14)
		p, err := committee.OpenPoll(c, presiding(), d, list, opening)
		if err != nil || len(p.Electors) != row.electors || p.Seats != row.seats {
			t.Errorf("%s: %d electors of %d seats, %v, want %d of %d", name, len(p.Electors), p.Seats, err, row.electors, row.seats)
		}
		if diff := cmp.Diff(row.rule.Rule(), p.Rule); diff != "" {
			t.Errorf("%s: the rule (-want +got):\n%s", name, diff)
		}
		for _, e := range p.Electors {
			if row.voters != "" && e.Group != row.voters {
				t.Errorf("%s: a seat of %s votes", name, e.Group)
			}
		}
	}
}

// A draft that nobody has sent yet is only a template: nothing is lost with it.
func TestASketchRemembersWhatItTookThePlaceOf(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		begun, s committee.PollSketch
		want     string
	}{
		"nothing was begun":             {committee.PollSketch{}, committee.PollSketch{Question: "Neu?"}, ""},
		"a template never sent":         {committee.PollSketch{Question: "Alt?"}, committee.PollSketch{Question: "Neu?"}, ""},
		"a template instead of a draft": {committee.PollSketch{Question: "Vorlage?", Left: "Alt?"}, committee.PollSketch{Question: "Neu?"}, "Alt?"},
		"the same text":                 {committee.PollSketch{Question: "Alt?", Form: "x"}, committee.PollSketch{Question: "Alt?"}, ""},
		"another question":              {committee.PollSketch{Question: "Alt?", Form: "x"}, committee.PollSketch{Question: "Neu?"}, "Alt?"},
		"all that was written": {
			committee.PollSketch{Question: "Alt?", Options: "A\nB", Until: "Freitag", Form: "x", Terms: committee.Terms{Text: "Wortlaut", Result: committee.Resolution}},
			committee.PollSketch{Question: "Alt?"},
			"Alt?\nWortlaut\nA\nB\nFreitag",
		},
	} {
		if got := row.s.InPlaceOf(row.begun); got.Left != row.want || got.Result != "" || got.Question != row.s.Question {
			t.Errorf("%s: %+v, want %q", name, got, row.want)
		}
	}
}
