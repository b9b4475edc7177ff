package messages_test

import (
	"strings"
	"testing"
	"time"

	"gremienbot/bot"
	"gremienbot/bot/messages"
	"gremienbot/committee"
	"gremienbot/committee/calendar"
)

// datesOf12 is a closed date poll with twelve days on the longest of dates, with
// time, holidays and the longest of notes.
func datesOf12() committee.Poll {
	p := committee.Poll{ID: 1, Kind: committee.DatePoll, Question: "Wann?", State: committee.PollClosed, ClosesAt: inFebruary, Seats: 14, Rule: committee.PresetKoG.Rule()}
	for i := range committee.MaxOptions {
		o := committee.DayOption(calendar.Date{Year: 2027, Month: time.September, Day: 10 + i}, calendar.Clock{Hour: 10, Minute: 30}, strings.Repeat("ö", committee.MaxDayNote))
		o.Holidays = calendar.Lands()[:15]
		p.Options = append(p.Options, o)
	}
	p.Terms = p.Complete(p.Kind)
	return p
}

func TestFormsOfADatePollFitAPhone(t *testing.T) {
	t.Parallel()
	p := datesOf12()
	o, err := p.Count(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []messages.Voice{inGerman, inEnglish} {
		for _, form := range []bot.Dialog{
			v.BallotDialog(p, committee.Choice{}), v.FixDialog(p, o, "", []committee.Meeting{march78()}, nil, inFebruary),
			v.PollDialog(1, committee.PollSketch{Kind: committee.DatePoll}), v.PollRulesDialog(sittingBoard, committee.PollSketch{Kind: committee.DatePoll}, nil, true),
		} {
			if len(form.Title) > 24 || len(form.Submit) > 24 {
				t.Errorf("%q or %q is too long", form.Title, form.Submit)
			}
			for _, f := range form.Fields {
				if len(f.Label) > 24 || len(f.Help) > 150 || len(f.Placeholder) > 150 || f.Kind == bot.Line && f.Max > 150 {
					t.Errorf("%s: field %q with help of %d bytes does not fit", form.Title, f.Label, len(f.Help))
				}
			}
		}
	}
	if f := inGerman.BallotDialog(p, committee.Choice{}).Fields; len(f) != 12 || f[0].Label != "Fr 10.9.2027 10:30" || !strings.Contains(f[0].Help, "Feiertag in BW") {
		t.Errorf("the first of %d days is %+v", len(f), f[0])
	}
}

func TestTheFormToFixADateIsFilledInFromTheSeries(t *testing.T) {
	t.Parallel()
	p := datesOf12()
	for i := range p.Options {
		p.Options[i].Time = calendar.Clock{}
	}
	o, err := p.Count(nil)
	if err != nil {
		t.Fatal(err)
	}
	series := []committee.Series{
		{ID: 1, Kind: calendar.Virtual, Start: calendar.Clock{Hour: 9}}, {ID: 2, Kind: calendar.Physical, Start: calendar.Clock{Hour: 10, Minute: 30}, Place: "Fulda"},
	}
	for _, c := range []struct {
		series       []committee.Series
		start, place string
	}{{nil, "", ""}, {series[:1], "09:00", ""}, {series, "10:30", "Fulda"}} {
		fields := inGerman.FixDialog(p, o, "", nil, c.series, inFebruary).Fields
		if fields[3].Default != c.start || fields[4].Default != c.place {
			t.Errorf("with %d series: %q in %q", len(c.series), fields[3].Default, fields[4].Default)
		}
	}
}

// twoDays is a closed date poll among fourteen seats, with two days.
func twoDays() committee.Poll {
	p := datesOf12()
	p.Options, p.Electors = p.Options[:2], motionPoll().Electors
	return p
}

func coming(p committee.Poll, yes int) []committee.Choice {
	var all []committee.Choice
	for i := range 14 {
		answer := committee.No
		if i < yes {
			answer = committee.Yes
		}
		all = append(all, committee.Choice{Days: map[string]string{p.Options[0].Key: answer, p.Options[1].Key: committee.No}})
	}
	return all
}

// Where no day fits nobody is invited to fix one: it says so, why, and how to ask again.
func TestADatePollWithoutADayThatFitsSaysSo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		yes                 int
		de, en              string
		fits, anyway, sorts bool
	}{
		{0, "**Kein Tag passt:** An keinem der Tage kann jemand kommen.", "**No day fits:** nobody can come on any of the days.", false, false, false},
		{7, "**Kein Tag passt:** Keiner erfüllt alle Bedingungen der Umfrage.", "**No day fits:** none of them meets all conditions of the poll.", false, true, false},
		{8, "ist die Teilnahme am besten: 8 sicher", "Most can come on", true, false, true},
	} {
		p := twoDays()
		o := counted(t, p, coming(p, c.yes)...)
		view := messages.PollView{Poll: p, Outcome: &o, Manage: true, Fix: true}
		for v, want := range map[messages.Voice]string{inGerman: c.de, inEnglish: c.en} {
			ask := v.Say("poll.date.ask")
			for where, text := range map[string]string{"card": v.PollCard(p, 14, &o).Card.Text, "result": v.PollResult(sittingBoard, p, o).Text, "view": v.PollShown(view).Text} {
				if !strings.Contains(text, want) || strings.Contains(text, ask) == c.fits || strings.Contains(text, v.Say("poll.meaning.mood")) != c.fits {
					t.Errorf("%d can come: the %s is\n%s", c.yes, where, text)
				}
				if where != "card" && strings.Contains(text, v.Say("method.rule.dates")) != c.sorts {
					t.Errorf("%d can come: the %s gives a rule for an order there is not, or none:\n%s", c.yes, where, text)
				}
			}
			m := v.DayFound(sittingBoard, p, o)
			if !strings.Contains(m.Text, want) || strings.Contains(m.Text, v.Say("poll.fix.anyway", "Seq", 0)) != c.anyway {
				t.Errorf("%d can come: chair and office read\n%s", c.yes, m.Text)
			}
			for where, buttons := range map[string][]bot.Button{"message": m.Card.Buttons, "view": v.PollShown(view).Card.Buttons} {
				first := map[bool]string{true: "poll.fix", false: "poll.days.new"}[c.fits]
				if buttons[0].Action != first || buttons[1].Action != "poll.fix.none" {
					t.Errorf("%d can come: the %s begins with %s and %s", c.yes, where, buttons[0].Action, buttons[1].Action)
				}
			}
		}
	}
}

// A template fills in the days the way the reader of the form types them, so that the
// form reads like its own example.
func TestADayIsALineOfItsFormInTheLanguageOfTheReader(t *testing.T) {
	t.Parallel()
	first, half := calendar.Date{Year: 2027, Month: time.March, Day: 1}, calendar.Clock{Hour: 9, Minute: 30}
	for name, c := range map[string]struct {
		day             committee.PollOption
		german, english string
	}{
		"a day alone":           {committee.DayOption(first, calendar.Clock{}, ""), "1.3.2027", "2027-03-01"},
		"a day with a time":     {committee.DayOption(first, half, ""), "1.3.2027 09:30", "2027-03-01 09:30"},
		"a day with a note":     {committee.DayOption(first, calendar.Clock{}, "Ferien in HE"), "1.3.2027 Ferien in HE", "2027-03-01 Ferien in HE"},
		"a day, a time, a note": {committee.DayOption(first, half, "Ferien in HE"), "1.3.2027 09:30 Ferien in HE", "2027-03-01 09:30 Ferien in HE"},
	} {
		if got := inGerman.DayLine(c.day); got != c.german {
			t.Errorf("%s is typed as %q in German, want %q", name, got, c.german)
		}
		if got := inEnglish.DayLine(c.day); got != c.english {
			t.Errorf("%s is typed as %q in English, want %q", name, got, c.english)
		}
	}
}

// Who answers a few of many days does not read a line for each of the others.
func TestAReceiptCountsTheDaysThatWereLeftOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answered, lines int
		german          string
	}{
		"two of twelve":    {2, 3, "- die übrigen 10 Tage: "},
		"nine of twelve":   {9, 10, "- die übrigen 3 Tage: "},
		"ten of twelve":    {10, 12, ""},
		"twelve of twelve": {12, 12, ""},
	} {
		p := datesOf12()
		p.State = committee.PollOpen
		seat := committee.Seat{ID: 1, Group: "Landkreise", Body: "Kreis A"}
		choice := committee.Choice{Days: map[string]string{}}
		for _, o := range p.Options[:c.answered] {
			choice.Days[o.Key] = committee.Yes
		}
		said := inGerman.PollReceipt(committee.Voting{Poll: p, Who: committee.Person{Seat: &seat}}, committee.Ballot{Choice: choice}).Text
		if got := strings.Count(said, "\n- "); got != c.lines || !strings.Contains(said, c.german) || c.german == "" && strings.Contains(said, "übrigen") {
			t.Errorf("%s: %d days in\n%s\nwant %d and %q", name, got, said, c.lines, c.german)
		}
	}
}
