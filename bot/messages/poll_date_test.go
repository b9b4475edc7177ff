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
